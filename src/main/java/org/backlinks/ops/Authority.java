package org.backlinks.ops;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host, and a port where one is written.
 *
 * @param port 1 to 65535, or null
 */
record Authority(WebHost host, @Nullable Integer port) {
  private static final Pattern FORM =
      Pattern.compile("(?<host>\\[[^\\]]*\\]|[^\\[\\]:]+)(?::(?<port>\\d{0,5}))?");
  private static final int HIGHEST_PORT = 65_535;

  /** Reads {@code host[:port]}; null for anything else, user info included. */
  static @Nullable Authority of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    WebHost host = WebHost.of(form.group("host"));
    String port = form.group("port");
    if (host == null || port == null || port.isEmpty()) {
      return host == null ? null : new Authority(host, null);
    }
    int number = Integer.parseInt(port);
    return number >= 1 && number <= HIGHEST_PORT ? new Authority(host, number) : null;
  }
}
