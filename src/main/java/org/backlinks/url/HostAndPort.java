package org.backlinks.url;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and the port that is written after it.
 *
 * @param port 1 to 65535, or null when no port is written
 */
public record HostAndPort(Host host, @Nullable Integer port) {
  private static final Pattern SYNTAX =
      Pattern.compile("(?<host>\\[[^\\]]*\\]|[^:\\[\\]]*)(?::(?<port>.*))?", Pattern.DOTALL);
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final int MAX_PORT = 65_535;

  /**
   * Parses {@code host}, {@code host:} or {@code host:port}.
   *
   * @throws IllegalArgumentException when the host or the port is invalid, or when there is a user
   *     name. The message says what the address must have
   */
  public static HostAndPort parse(String text, Host.Strictness strictness) {
    Matcher parts = SYNTAX.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("must have a legal host");
    }
    Host host = Host.parse(parts.group("host"), strictness);
    String port = parts.group("port");
    return new HostAndPort(host, port == null || port.isEmpty() ? null : parsePort(port));
  }

  private static int parsePort(String text) {
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("must have a port from 1 to " + MAX_PORT + ", or none");
    }
    return port;
  }
}
