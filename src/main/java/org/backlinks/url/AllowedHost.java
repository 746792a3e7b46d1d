package org.backlinks.url;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a list of allowed hosts.
 *
 * @param port the allowed port, or null for the default port of the address's scheme
 */
record AllowedHost(Host host, @Nullable Integer port) {
  /**
   * Parses {@code host}, {@code host:port} or {@code [IPv6]:port}.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  static AllowedHost parse(String text) {
    HostAndPort parts = HostAndPort.parse(text, Host.Strictness.RESOLVABLE);
    return new AllowedHost(parts.host(), parts.port());
  }

  /** Returns whether this entry allows the address. */
  boolean allows(HttpUrl address) {
    int allowedPort = port == null ? address.defaultPort() : port;
    return host.equals(address.host()) && allowedPort == address.port();
  }
}
