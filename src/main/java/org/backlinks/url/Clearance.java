package org.backlinks.url;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/** Whether an address may be opened. */
public sealed interface Clearance {
  /**
   * The address may be opened.
   *
   * @param uri the address in canonical form, without user name and fragment. Open this one: it is
   *     the one that was checked
   * @param addresses all IP addresses of the host. Connect to one of these: they were checked
   */
  record Granted(URI uri, List<InetAddress> addresses) implements Clearance {
    public Granted {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * The address must not be opened.
   *
   * @param host host and port as they are written in the address, for messages
   */
  record Refused(String host) implements Clearance {}

  /** The host is allowed, but DNS has no address for its name now. */
  record Unresolved(String host) implements Clearance {}
}
