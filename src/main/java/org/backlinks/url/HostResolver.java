package org.backlinks.url;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the IP addresses of host names. */
@FunctionalInterface
public interface HostResolver {
  /**
   * Returns all addresses of a host.
   *
   * @throws UnknownHostException when the name has no address now
   */
  InetAddress[] resolve(String host) throws UnknownHostException;
}
