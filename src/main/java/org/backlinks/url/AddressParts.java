package org.backlinks.url;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an address, as they are written. Any text has these parts.
 *
 * @param scheme the text before {@code ://}, or an empty text when there is no scheme
 * @param authority the host, with the port and the user name if the address has them
 * @param rest path, query and fragment
 */
public record AddressParts(String scheme, String authority, String rest) {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?<authority>[^/?#]*)(?<rest>.*)",
          Pattern.DOTALL);

  /** Splits an address, with or without a scheme. */
  public static AddressParts split(String address) {
    Matcher parts = SYNTAX.matcher(address);
    if (!parts.matches()) {
      throw new IllegalStateException("every text matches");
    }
    String scheme = parts.group("scheme");
    return new AddressParts(
        scheme == null ? "" : scheme, parts.group("authority"), parts.group("rest"));
  }
}
