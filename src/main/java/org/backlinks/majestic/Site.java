package org.backlinks.majestic;

import com.google.common.net.InternetDomainName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host of an address, and the registrable domain of a host. */
final class Site {
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^/?#@]*@)?(\\[[^\\]/]*\\]|[^:/?#]*).*");

  /** What real hosts have at the edges of their labels, and the library takes for none. */
  private static final Pattern ODD_EDGE = Pattern.compile("(?<![^.])[_-]|[_-](?![^.])");

  private static final Pattern ADDRESS = Pattern.compile("\\[.*\\]|[0-9.]+");

  private Site() {}

  /** The host that a URL, or a target without a scheme, names; without a port. */
  static String host(String address) {
    Matcher parts = AUTHORITY.matcher(address);
    return parts.lookingAt() ? parts.group(1) : "";
  }

  /**
   * The registrable domain of a host, by the Public Suffix List with its private part: one label
   * more than the public suffix. An IP address, and a public suffix, are their own.
   */
  static String rootDomain(String host) {
    if (ADDRESS.matcher(host).matches()) {
      return host;
    }
    InternetDomainName name;
    try {
      name = InternetDomainName.from(ODD_EDGE.matcher(host).replaceAll("x"));
    } catch (IllegalArgumentException notAName) {
      return host;
    }
    if (name.isPublicSuffix()) {
      return host;
    }
    int length =
        name.hasPublicSuffix() ? name.topPrivateDomain().toString().length() : twoLabels(host);
    return host.substring(host.length() - length);
  }

  /** The list's rule for a top level that it does not know. */
  private static int twoLabels(String host) {
    return host.length() - host.lastIndexOf('.', host.lastIndexOf('.') - 1) - 1;
  }
}
