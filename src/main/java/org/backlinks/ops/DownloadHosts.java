package org.backlinks.ops;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hosts from which job files are taken: setting {@code MAJESTIC_DOWNLOAD_HOSTS}.
 *
 * <p>A listed name must lead to public addresses alone; what is not public (loopback, private,
 * link-local, metadata and the like) is reached only where the list has that very address, or
 * {@code localhost}.
 */
public final class DownloadHosts {
  private static final String SETTING = "MAJESTIC_DOWNLOAD_HOSTS";

  private final List<Listed> listed;
  private final Resolver resolver;

  /** Finds all addresses of a host's name. */
  @FunctionalInterface
  public interface Resolver {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** What the list says of an address. */
  public sealed interface Clearance {
    /**
     * May be opened.
     *
     * @param address the same address in one spelling, without user info and fragment: open this
     *     one, for it is what was checked
     */
    record Granted(URI address) implements Clearance {}

    /** Must not be opened; host and port as they stand in the address. */
    record Refused(String host) implements Clearance {}

    /** The host is listed, but its name leads nowhere now. */
    record Unresolved(String host) implements Clearance {}
  }

  /**
   * One entry.
   *
   * @param port the listed one, or null for the default of the address's scheme
   */
  private record Listed(WebHost host, @Nullable Integer port) {
    boolean matches(WebAddress address) {
      int wanted = port == null ? address.defaultPort() : port;
      return host.equals(address.host()) && wanted == address.port();
    }
  }

  private DownloadHosts(List<Listed> listed, Resolver resolver) {
    this.listed = List.copyOf(listed);
    this.resolver = resolver;
  }

  /**
   * Reads the list: {@code host[:port]} with commas between, IPv6 addresses in brackets.
   *
   * @throws BadSettingException when an entry is no host
   */
  public static DownloadHosts of(String list) {
    return of(list, InetAddress::getAllByName);
  }

  /** The same with another way to resolve names. */
  public static DownloadHosts of(String list, Resolver resolver) {
    List<Listed> listed = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      Authority authority = Authority.of(entry.strip());
      if (authority == null) {
        throw new BadSettingException(
            SETTING, "must be hosts with commas between, each as host, host:port or [IPv6]:port");
      }
      listed.add(new Listed(authority.host(), authority.port()));
    }
    return new DownloadHosts(listed, resolver);
  }

  /** Whether a job file may be taken from there. */
  public boolean allows(URI address) {
    return clear(address) instanceof Clearance.Granted;
  }

  /** What the list says of an address; asks the resolver when its host is a listed name. */
  public Clearance clear(URI address) {
    WebAddress web = WebAddress.of(address);
    if (web == null || listed.stream().noneMatch(entry -> entry.matches(web))) {
      return new Clearance.Refused(shown(address));
    }
    if (web.host().mayBePrivate()) {
      return new Clearance.Granted(web.canonical());
    }
    try {
      for (InetAddress found : resolver.addresses(web.host().name())) {
        if (!PublicAddress.is(found)) {
          return new Clearance.Refused(shown(address));
        }
      }
      return new Clearance.Granted(web.canonical());
    } catch (UnknownHostException e) {
      return new Clearance.Unresolved(web.host().name());
    }
  }

  private static String shown(URI address) {
    String authority = address.getRawAuthority();
    if (authority == null) {
      return "an address without a host";
    }
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return host.length() > WebHost.LONGEST ? host.substring(0, WebHost.LONGEST) + "…" : host;
  }

  @Override
  public String toString() {
    return listed.toString();
  }
}
