package org.backlinks.url;

import com.google.common.base.Ascii;
import com.google.common.net.InternetDomainName;
import java.util.regex.Pattern;

/** Finds the registrable domain of a host: the name that its owner registered. */
public final class RegistrableDomain {
  /**
   * An underscore or a hyphen at the start or end of a label. Real hosts have such labels, but the
   * list's library does not accept them.
   */
  private static final Pattern NONSTANDARD_LABEL_EDGE =
      Pattern.compile("(?<![^.])[_-]|[_-](?![^.])");

  private RegistrableDomain() {}

  /**
   * Returns the registrable domain: the public suffix and one more label. The public suffixes are
   * those of the Public Suffix List, with its private part. Returns the host itself if it is an IP
   * address, a public suffix or not a valid name. A dot at the end says nothing and is removed.
   */
  public static String of(Host host) {
    String hostName = withoutLastDot(host.name());
    if (host.isIpAddress()) {
      return hostName;
    }
    return ofName(hostName);
  }

  /**
   * Returns the registrable domain of a name or an IPv4 address.
   *
   * @param name has only lower-case letters, digits, hyphens, underscores and dots
   */
  public static String ofPlainName(String name) {
    String hostName = withoutLastDot(name);
    return Host.isIpAddress(hostName) ? hostName : ofName(hostName);
  }

  private static String ofName(String hostName) {
    String name = Ascii.toLowerCase(withStandardEdges(hostName));
    int suffixStart;
    if (PublicSuffixList.isName(name)) {
      suffixStart = PublicSuffixList.suffixStart(name);
    } else if (isAscii(name)) {
      return hostName;
    } else {
      return ofInternationalName(hostName, name);
    }
    // the list's rule for an unknown top-level domain: that domain is a public suffix
    int suffix = suffixStart < 0 ? name.lastIndexOf('.') + 1 : suffixStart;
    return suffix < 2 ? hostName : hostName.substring(hostName.lastIndexOf('.', suffix - 2) + 1);
  }

  private static String withoutLastDot(String name) {
    return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Returns the name with another letter for each nonstandard one, so that its length stays. */
  private static String withStandardEdges(String name) {
    return hasNonstandardEdge(name) ? NONSTANDARD_LABEL_EDGE.matcher(name).replaceAll("x") : name;
  }

  private static boolean hasNonstandardEdge(String name) {
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if ((character == '-' || character == '_')
          && (i == 0
              || i == name.length() - 1
              || name.charAt(i - 1) == '.'
              || name.charAt(i + 1) == '.')) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(character -> character < 0x80);
  }

  private static String ofInternationalName(String hostName, String name) {
    InternetDomainName domain;
    try {
      domain = InternetDomainName.from(name);
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

  private static int lastTwoLabelsLength(String name) {
    return name.length() - name.lastIndexOf('.', name.lastIndexOf('.') - 1) - 1;
  }
}
