package org.backlinks.url;

import java.net.URI;
import java.util.Locale;

/**
 * An http or https address that can be opened, in canonical form.
 *
 * @param port the port that is written, or the scheme's default port
 * @param pathAndQuery path and query as they are written
 */
public record HttpUrl(boolean isHttps, Host host, int port, String pathAndQuery) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /**
   * Converts an address.
   *
   * @throws IllegalArgumentException when the address has another scheme or a user name, or when
   *     its host or port is invalid
   */
  public static HttpUrl of(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    boolean isHttps = scheme.equals("https");
    // getHost() returns null when the host has an underscore or a letter outside of ASCII
    String authority = address.getRawAuthority();
    if (authority == null || !(isHttps || scheme.equals("http"))) {
      throw new IllegalArgumentException("must start with http:// or https://");
    }
    HostAndPort parts = HostAndPort.parse(authority, Host.Strictness.RESOLVABLE);
    Integer port = parts.port();
    return new HttpUrl(
        isHttps, parts.host(), port == null ? defaultPort(isHttps) : port, pathAndQuery(address));
  }

  private static String pathAndQuery(URI address) {
    String path = address.getRawPath();
    String query = address.getRawQuery();
    return (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  /** Returns the port that a scheme stands for. */
  public static int defaultPort(boolean isHttps) {
    return isHttps ? HTTPS_PORT : HTTP_PORT;
  }

  /** Returns the port that this address's scheme stands for. */
  public int defaultPort() {
    return defaultPort(isHttps);
  }

  /** Returns the address in ASCII, without a fragment and without the default port. */
  public URI toUri() {
    String portSuffix = port == defaultPort() ? "" : ":" + port;
    URI uri =
        URI.create((isHttps ? "https://" : "http://") + host.name() + portSuffix + pathAndQuery);
    return URI.create(uri.toASCIIString());
  }
}
