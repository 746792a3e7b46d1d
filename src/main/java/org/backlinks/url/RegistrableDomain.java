package org.backlinks.url;

import com.google.common.net.InternetDomainName;
import java.util.regex.Pattern;

/** Finds the registrable domain of a host: the name that its owner registered. */
public final class RegistrableDomain {
  /**
   * An underscore or a hyphen at the start or end of a label. Real hosts have such labels, but the
   * library does not accept them.
   */
  private static final Pattern NONSTANDARD_LABEL_EDGE =
      Pattern.compile("(?<![^.])[_-]|[_-](?![^.])");

  private RegistrableDomain() {}

  /**
   * Returns the registrable domain: the public suffix and one more label. The public suffixes are
   * those of the Public Suffix List, with its private part. Returns the host itself if it is an IP
   * address, a public suffix or not a valid name.
   */
  public static String of(Host host) {
    String hostName = host.name();
    if (host.isIpAddress()) {
      return hostName;
    }
    InternetDomainName domain;
    try {
      // one letter for each character, so that the length stays the same
      domain = InternetDomainName.from(NONSTANDARD_LABEL_EDGE.matcher(hostName).replaceAll("x"));
    } catch (IllegalArgumentException notAName) {
      return hostName;
    }
    if (domain.isPublicSuffix()) {
      return hostName;
    }
    int length =
        domain.hasPublicSuffix()
            ? domain.topPrivateDomain().toString().length()
            : lastTwoLabelsLength(hostName);
    return hostName.substring(hostName.length() - length);
  }

  /** Applies the list's rule for an unknown top-level domain: that domain is a public suffix. */
  private static int lastTwoLabelsLength(String name) {
    return name.length() - name.lastIndexOf('.', name.lastIndexOf('.') - 1) - 1;
  }
}
