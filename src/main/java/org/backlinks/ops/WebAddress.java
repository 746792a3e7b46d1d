package org.backlinks.ops;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An http or https address in one spelling.
 *
 * @param port the written one, or the scheme's
 * @param rest path and query as written, ASCII
 */
record WebAddress(boolean secure, WebHost host, int port, String rest) {

  /** Null for other schemes, user info, and hosts that no name and no address can be. */
  static @Nullable WebAddress of(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    // not getHost: it knows neither underscores nor other scripts, and what opens the address does
    Authority authority =
        address.getRawAuthority() == null ? null : Authority.of(address.getRawAuthority());
    if (authority == null || !(secure || scheme.equals("http"))) {
      return null;
    }
    Integer port = authority.port();
    return new WebAddress(
        secure, authority.host(), port == null ? defaultPort(secure) : port, rest(address));
  }

  private static String rest(URI address) {
    String path = address.getRawPath();
    String query = address.getRawQuery();
    return (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  int defaultPort() {
    return defaultPort(secure);
  }

  private static int defaultPort(boolean secure) {
    return secure ? 443 : 80;
  }

  URI canonical() {
    String shownPort = port == defaultPort() ? "" : ":" + port;
    URI whole = URI.create((secure ? "https://" : "http://") + host.name() + shownPort + rest);
    return URI.create(whole.toASCIIString());
  }
}
