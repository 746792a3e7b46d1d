package org.backlinks.ops;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host in one spelling: lower case, ASCII, without the dot of the root; addresses in full, IPv6
 * in brackets.
 *
 * @param literal whether it is an IP address
 */
record WebHost(String name, boolean literal) {
  static final int LONGEST = 253;

  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(?:\\.[a-z0-9_-]{1,63})*");

  /** What resolvers may take for an IPv4 address when it stands last. */
  private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]*:[0-9a-f:.]*\\]");

  /** Whether being listed is enough, wherever it leads. */
  boolean mayBePrivate() {
    return literal || name.equals("localhost");
  }

  /** Null for what no host can be, and for names whose ASCII form is not certain. */
  static @Nullable WebHost of(String given) {
    String ascii = ascii(given);
    if (ascii == null) {
      return null;
    }
    if (ascii.startsWith("[")) {
      return IPV6.matcher(ascii).matches() ? address(ascii) : null;
    }
    String rooted = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
    if (rooted.length() > LONGEST || !NAME.matcher(rooted).matches()) {
      return null;
    }
    if (NUMBER.matcher(rooted).matches()) {
      return IPV4.matcher(rooted).matches() ? new WebHost(rooted, true) : null;
    }
    return new WebHost(rooted, false);
  }

  private static @Nullable WebHost address(String bracketed) {
    try {
      InetAddress address = InetAddress.ofLiteral(bracketed.substring(1, bracketed.length() - 1));
      String text = address.getHostAddress();
      // an IPv4 address in IPv6 clothes comes out as IPv4
      return new WebHost(address instanceof Inet6Address ? "[" + text + "]" : text, true);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String ascii(String given) {
    if (given.chars().allMatch(c -> c < 128)) {
      return given.toLowerCase(Locale.ROOT);
    }
    try {
      String ascii = IDN.toASCII(given).toLowerCase(Locale.ROOT);
      // IDN speaks IDNA 2003: where today's reading differs, two owners may share one spelling
      return IDN.toUnicode(ascii).equals(asReadToday(given)) ? ascii : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String asReadToday(String host) {
    return lower(Normalizer.normalize(lower(host), Normalizer.Form.NFKC));
  }

  /** Each character by itself: a word's last sigma is not special in a host. */
  private static String lower(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
