package org.backlinks.url;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The host of an address: a name or an IP address.
 *
 * @param name the host's text; an IPv6 address has brackets. Except for {@link Strictness#LENIENT}
 *     hosts, the text is in canonical form: ASCII, in lower case, without a dot at the end
 */
public record Host(String name, boolean isIpAddress) {
  /** The maximum length of a name, in ASCII characters. */
  public static final int MAX_LENGTH = 253;

  /** The rules that a host has to follow. */
  public enum Strictness {
    /** Any text is a host and is kept as it is. For addresses that the program never opens. */
    LENIENT,

    /**
     * A name that DNS can resolve, or an IP address. An IPv6 address that stands for an IPv4
     * address becomes that address. For addresses that the program opens.
     */
    RESOLVABLE,

    /**
     * A name with at least one dot, or an IP address. For targets. Stored fingerprints depend on
     * the canonical form: it must never change.
     */
    TARGET
  }

  /** Browsers and resolvers read a host with such a last label as an IPv4 address. */
  private static final Pattern IPV4_LABEL = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final Pattern NON_ASCII_DOTS = Pattern.compile("[\u3002\uFF0E\uFF61]");

  /**
   * Returns the lenient host of an address. The address may lack a scheme and may be malformed; the
   * host is empty when the address has none.
   */
  public static Host ofAddress(String address) {
    String authority = AddressParts.split(address).authority();
    String hostAndPort = authority.substring(authority.indexOf('@') + 1);
    int end =
        hostAndPort.startsWith("[") && hostAndPort.contains("]")
            ? hostAndPort.indexOf(']') + 1
            : (hostAndPort + ":").indexOf(':');
    return parse(hostAndPort.substring(0, end), Strictness.LENIENT);
  }

  /**
   * Parses a host without a port.
   *
   * @throws IllegalArgumentException when the host breaks a rule. The message says what the address
   *     must have
   */
  static Host parse(String text, Strictness strictness) {
    return switch (strictness) {
      case LENIENT -> new Host(text, isIpAddress(text));
      case RESOLVABLE -> isBracketed(text) ? parseIpv6(text).unmapped() : parseName(text, 1);
      case TARGET -> isBracketed(text) ? parseIpv6(text).toHost() : parseName(text, 2);
    };
  }

  /** Returns whether a lenient host is an IP address. */
  static boolean isIpAddress(String text) {
    if (isBracketed(text)) {
      return true;
    }
    int at = 0;
    while (at < text.length() && isIpv4Character(text.charAt(at))) {
      at++;
    }
    return at > 0 && at == text.length();
  }

  private static boolean isIpv4Character(char character) {
    return character == '.' || (character >= '0' && character <= '9');
  }

  private static boolean isBracketed(String text) {
    return text.startsWith("[") && text.endsWith("]");
  }

  private static Ipv6 parseIpv6(String bracketed) {
    return Ipv6.parse(bracketed.substring(1, bracketed.length() - 1));
  }

  private static Host parseName(String text, int minLabels) {
    String dotted = NON_ASCII_DOTS.matcher(text).replaceAll(".");
    String name = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
    if (name.isEmpty()) {
      throw new IllegalArgumentException("must have a host");
    }
    List<String> labels = new ArrayList<>();
    for (String label : name.split("\\.", -1)) {
      labels.add(HostLabel.canonicalize(label));
    }
    if (labels.size() < minLabels) {
      throw new IllegalArgumentException("must have a host with a dot in it");
    }
    return fromLabels(labels);
  }

  private static Host fromLabels(List<String> labels) {
    String name = String.join(".", labels);
    if (name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "must have a host of at most " + MAX_LENGTH + " characters");
    }
    boolean isIpv4 = IPV4_LABEL.matcher(labels.getLast()).matches();
    if (isIpv4 && !IPV4.matcher(name).matches()) {
      throw new IllegalArgumentException("must have an IPv4 address as four numbers from 0 to 255");
    }
    return new Host(name, isIpv4);
  }
}
