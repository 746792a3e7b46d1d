package org.backlinks.url;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * The hosts from which job files may be downloaded.
 *
 * <p>An allowed name must lead to public IP addresses only. Other addresses (loopback, private,
 * link-local, cloud metadata and the like) are allowed only if the list has that very IP address or
 * {@code localhost}.
 */
public final class DownloadHosts {
  private final List<AllowedHost> allowedHosts;
  private final HostResolver resolver;

  private DownloadHosts(List<AllowedHost> allowedHosts, HostResolver resolver) {
    this.allowedHosts = List.copyOf(allowedHosts);
    this.resolver = resolver;
  }

  /**
   * Parses a list of {@code host[:port]} separated by commas. IPv6 addresses have brackets.
   *
   * @throws IllegalArgumentException when an entry is not a host. The message says what the list
   *     must be
   */
  public static DownloadHosts parse(String list) {
    return parse(list, InetAddress::getAllByName);
  }

  /** Parses a list as {@link #parse(String)} does. Names are looked up by the given resolver. */
  public static DownloadHosts parse(String list, HostResolver resolver) {
    List<AllowedHost> allowedHosts = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      try {
        allowedHosts.add(AllowedHost.parse(entry.strip()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "must be hosts separated by commas, each as host, host:port or [IPv6]:port", e);
      }
    }
    return new DownloadHosts(allowedHosts, resolver);
  }

  /** Checks whether an address may be opened. Resolves the host's name if the list has it. */
  public Clearance check(URI address) {
    HttpUrl url;
    try {
      url = HttpUrl.of(address);
    } catch (IllegalArgumentException notOpenable) {
      return refuse(address);
    }
    if (allowedHosts.stream().noneMatch(entry -> entry.allows(url))) {
      return refuse(address);
    }
    String host = url.host().name();
    try {
      if (url.host().isIpAddress() || host.equals("localhost")) {
        return new Clearance.Granted(url.toUri(), List.of(InetAddress.getAllByName(host)));
      }
      List<InetAddress> addresses = List.of(resolver.resolve(host));
      return addresses.stream().allMatch(PublicAddress::isPublic)
          ? new Clearance.Granted(url.toUri(), addresses)
          : refuse(address);
    } catch (UnknownHostException e) {
      return new Clearance.Unresolved(host);
    }
  }

  private static Clearance refuse(URI address) {
    String authority = address.getRawAuthority();
    if (authority == null) {
      return new Clearance.Refused("an address without a host");
    }
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return new Clearance.Refused(
        host.length() > Host.MAX_LENGTH ? host.substring(0, Host.MAX_LENGTH) + "…" : host);
  }

  @Override
  public String toString() {
    return allowedHosts.toString();
  }
}
