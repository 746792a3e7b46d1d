package org.backlinks.question;

import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The canonical form of a host: lower case, ASCII, without the dot of the root at its end. */
final class CanonicalHost {
  /** Underscores are not legal in host names, but occur in the web's. */
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_-]+");

  private static final Pattern OTHER_DOTS = Pattern.compile("[\u3002\uFF0E\uFF61]");

  /** What browsers take for an IPv4 address when it stands last. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final int MAX_LABEL = 63;
  private static final int MAX_HOST = 253;

  private CanonicalHost() {}

  static Canonical of(String given) {
    if (given.startsWith("[")) {
      return Ipv6.canonical(given.substring(1, given.length() - 1));
    }
    String dotted = OTHER_DOTS.matcher(given).replaceAll(".");
    String rooted = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
    if (rooted.isEmpty()) {
      return new Canonical.Refused("must have a host");
    }
    List<String> labels = new ArrayList<>();
    for (String label : rooted.split("\\.", -1)) {
      switch (label(label)) {
        case Canonical.Form(String ascii) -> labels.add(ascii);
        case Canonical.Refused refused -> {
          return refused;
        }
      }
    }
    return named(labels);
  }

  private static Canonical named(List<String> labels) {
    if (labels.size() < 2) {
      return new Canonical.Refused("must have a host with a dot in it");
    }
    String host = String.join(".", labels);
    if (host.length() > MAX_HOST) {
      return new Canonical.Refused("must have a host of at most " + MAX_HOST + " characters");
    }
    if (NUMBER.matcher(labels.getLast()).matches() && !IPV4.matcher(host).matches()) {
      return new Canonical.Refused("must have an IPv4 address as four numbers from 0 to 255");
    }
    return new Canonical.Form(host);
  }

  private static Canonical label(String given) {
    if (given.isEmpty()) {
      return new Canonical.Refused("must have a host without empty parts between its dots");
    }
    String label = given.toLowerCase(Locale.ROOT);
    if (!Text.isAscii(given)) {
      try {
        label = IDN.toASCII(given).toLowerCase(Locale.ROOT);
      } catch (IllegalArgumentException e) {
        return uncertain();
      }
      if (!IDN.toUnicode(label).equals(asReadToday(given))) {
        return uncertain();
      }
    }
    if (!LABEL.matcher(label).matches()) {
      return new Canonical.Refused(
          "must have a host of letters, digits, hyphens, underscores and dots");
    }
    if (label.length() > MAX_LABEL) {
      return new Canonical.Refused(
          "must have a host with at most " + MAX_LABEL + " characters between its dots");
    }
    return new Canonical.Form(label);
  }

  /**
   * The label in lower case and compatibility form by today's Unicode. {@link IDN} speaks IDNA
   * 2003; where its reading is another one (ß, final sigma, joiners, scripts that came later), the
   * two names may belong to two owners.
   */
  private static String asReadToday(String label) {
    return lowerCase(Normalizer.normalize(lowerCase(label), Normalizer.Form.NFKC));
  }

  /** Each character by itself: a word's last sigma is not special in a host. */
  private static String lowerCase(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static Canonical uncertain() {
    return new Canonical.Refused("must have its host in punycode (xn--…): this one is not certain");
  }
}
