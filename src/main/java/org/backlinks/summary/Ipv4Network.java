package org.backlinks.summary;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the network of 256 addresses to which an IPv4 address belongs. */
final class Ipv4Network {
  private static final String PART = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  /** An address, or the three numbers of a network. */
  private static final Pattern ADDRESS =
      Pattern.compile("(%s\\.%s\\.%s)(?:\\.%s)?(?:/24)?".formatted(PART, PART, PART, PART));

  private Ipv4Network() {}

  /** Returns the network of an address, as {@code 192.0.2.0/24}, or null. */
  static @Nullable String of(@Nullable String address) {
    if (address == null) {
      return null;
    }
    Matcher matcher = ADDRESS.matcher(address);
    return matcher.matches() ? matcher.group(1) + ".0/24" : null;
  }
}
