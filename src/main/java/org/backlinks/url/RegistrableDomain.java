package org.backlinks.url;

import com.google.common.base.Ascii;
import com.google.common.net.InternetDomainName;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Finds the registrable domain of a host: the name that its owner registered. */
public final class RegistrableDomain {
  /** The result of {@link #startInName} for other hosts than names and IPv4 addresses. */
  public static final int NO_NAME = PublicSuffixList.NO_NAME;

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
   * Returns where the registrable domain starts in the name or IPv4 address at {@code [from, to)},
   * or {@link #NO_NAME} when the host has characters other than lower-case letters, digits,
   * hyphens, underscores and dots, or is longer than a name in DNS.
   *
   * @param to where the host ends, without a dot at its end
   */
  public static int startInName(byte[] host, int from, int to) {
    return to - from > Host.MAX_LENGTH ? NO_NAME : PublicSuffixList.domainStart(host, from, to);
  }

  private static String ofName(String hostName) {
    String name = Ascii.toLowerCase(hostName);
    if (!isAscii(name)) {
      return ofInternationalName(hostName, withStandardEdges(name));
    }
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    int start = PublicSuffixList.domainStart(bytes, 0, bytes.length);
    return start == NO_NAME ? hostName : hostName.substring(start);
  }

  private static String withoutLastDot(String name) {
    return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Returns the name with another letter for each nonstandard one, so that its length stays. */
  private static String withStandardEdges(String name) {
    return NONSTANDARD_LABEL_EDGE.matcher(name).replaceAll("x");
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
