package org.backlinks.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Generates targets and questions about them. About half of the targets are valid. The same seed
 * results in the same sequence.
 */
final class TargetGenerator {
  /** The probability of an unusual choice is 1 divided by this number. */
  private static final int UNUSUAL_CHOICE_DIVISOR = 15;

  private static final List<String> SCHEMES = List.of("", "http://", "https://", "HTTP://");
  private static final List<String> UNUSUAL_SCHEMES = List.of("ftp://", "//", "HttpS://", "http:");

  private static final List<String> USER_INFO = List.of("");
  private static final List<String> UNUSUAL_USER_INFO = List.of("", "user@", "user:password@");

  private static final List<String> NAMES =
      List.of(
          "example",
          "Example",
          "WWW",
          "a",
          "4chan",
          "my-site",
          "under_score",
          "-odd-",
          "_dmarc",
          "xn--bcher-kva",
          "XN--STRAE-OQA",
          "bücher",
          "BÜCHER",
          "bu\u0308cher",
          "пример",
          "日本",
          "例え",
          "ｅｘａｍｐｌｅ",
          "ﬁsh",
          "ΟΔΌΣ",
          "☃",
          "😀",
          "１２",
          "ǆ",
          "ÅNGSTRÖM");
  private static final List<String> UNUSUAL_NAMES =
      List.of(
          "straße",
          "οδος",
          "İstanbul",
          "so\u00ADft",
          "ක්\u200dෂ",
          "שלום",
          "½",
          "K",
          "xn--",
          "XN--ÿ",
          "exa%6dple",
          "a,b",
          "*",
          "a b",
          "");

  private static final List<String> TOP_LEVELS =
      List.of("com", "COM", "org", "co.uk", "example", "рф", "xn--p1ai", "テスト", "museum");
  private static final List<String> UNUSUAL_TOP_LEVELS =
      List.of("1", "0x1", "0X1F", "ß", "c_m", "");

  private static final List<String> DOTS = List.of(".");
  private static final List<String> UNUSUAL_DOTS = List.of("．", "。", "｡", "..");

  private static final List<String> PORTS = List.of("", "", "", ":80", ":443", ":8080", ":");
  private static final List<String> UNUSUAL_PORTS =
      List.of(":0080", ":0", ":65535", ":65536", ":x", ":８０", ":000080", ":1:2", "::");

  private static final List<String> PATHS =
      List.of(
          "",
          "/",
          "/a",
          "/A/b.HTML",
          "//",
          "/%7Euser",
          "/%7euser",
          "/ümlaut/日本",
          "/a@b",
          "/a:80/",
          "/../x",
          "/[b]|\"<>{}",
          "/http://other.example/");
  private static final List<String> UNUSUAL_PATHS =
      List.of("/a b", "/a\\b", "/a\u0000", "/\u00a0", "\ud83d");

  private static final List<String> QUERIES =
      List.of("", "", "?", "?q=1", "?Q=A%2fB&x=ü", "?to=a@b:c", "?a?b", "?x=http://y.example/");

  private static final List<String> FRAGMENTS = List.of("", "", "#", "#top", "#a#b", "#user@host");

  private static final List<String> UNUSUAL_IPV6 =
      List.of("", "::", ":::", "1", "g::", "1.2.3.4", "::1%eth0", "::1%25eth0", ":1::2", "1::2:");

  private final Random random;

  TargetGenerator(long seed) {
    random = new Random(seed);
  }

  /** Returns a random question about a target. */
  Question question(Target target) {
    List<Scope> scopes = new ArrayList<>(List.of(Scope.values()));
    scopes.removeIf(_ -> random.nextInt(3) == 0);
    return new Question(
        target,
        scopes.isEmpty() ? Set.of(Scope.URL) : Set.copyOf(scopes),
        Index.values()[random.nextInt(Index.values().length)],
        1 + random.nextInt(Question.MAX_BACKLINKS),
        random.nextBoolean() ? null : 1 + random.nextInt(20),
        random.nextBoolean(),
        Command.values()[random.nextInt(Command.values().length)],
        false);
  }

  /** Returns a text that a caller may give as a target. */
  String target() {
    return choose(SCHEMES, UNUSUAL_SCHEMES)
        + choose(USER_INFO, UNUSUAL_USER_INFO)
        + host()
        + choose(PORTS, UNUSUAL_PORTS)
        + choose(PATHS, UNUSUAL_PATHS)
        + choose(QUERIES)
        + choose(FRAGMENTS);
  }

  private String host() {
    return switch (random.nextInt(12)) {
      case 0 -> ipv4();
      case 1 -> "[" + ipv6() + "]";
      case 2 -> "[" + choose(List.of(ipv6()), UNUSUAL_IPV6) + "]";
      case 3 -> choose(NAMES, UNUSUAL_NAMES).repeat(random.nextInt(20)) + "." + choose(TOP_LEVELS);
      default -> name();
    };
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    for (int labels = 1 + random.nextInt(3); labels > 0; labels--) {
      String label = choose(NAMES, UNUSUAL_NAMES) + (random.nextInt(6) == 0 ? choose(NAMES) : "");
      name.append(label).append(choose(DOTS, UNUSUAL_DOTS));
    }
    name.append(choose(TOP_LEVELS, UNUSUAL_TOP_LEVELS));
    return name + (random.nextInt(8) == 0 ? choose(DOTS, UNUSUAL_DOTS) : "");
  }

  private String ipv4() {
    StringBuilder address = new StringBuilder();
    int numbers = random.nextInt(UNUSUAL_CHOICE_DIVISOR) == 0 ? 1 + random.nextInt(5) : 4;
    for (int i = 0; i < numbers; i++) {
      int number = random.nextInt(random.nextInt(UNUSUAL_CHOICE_DIVISOR) == 0 ? 400 : 256);
      String form = choose(List.of("%d"), List.of("%03d", "0x%x", "%x"));
      address.append(i == 0 ? "" : ".").append(form.formatted(number));
    }
    return address.toString();
  }

  private String ipv6() {
    int groups = random.nextInt(UNUSUAL_CHOICE_DIVISOR) == 0 ? 1 + random.nextInt(9) : 8;
    List<String> words = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      int group = random.nextInt(random.nextBoolean() ? 2 : 0x10000);
      String form = choose(List.of("%x", "%X", "%04x"), List.of("%05x"));
      words.add(form.formatted(group));
    }
    if (random.nextInt(3) == 0) {
      int from = random.nextInt(words.size());
      int to = from + 1 + random.nextInt(words.size() - from);
      words.subList(from, to).clear();
      words.add(from, from == 0 || from == words.size() ? ":" : "");
      if (words.size() == 1) {
        return "::";
      }
    }
    if (random.nextInt(5) == 0) {
      words.subList(Math.max(0, words.size() - 2), words.size()).clear();
      words.add(ipv4());
    }
    String address = String.join(":", words);
    return random.nextInt(4) == 0 ? address.toUpperCase(Locale.ROOT) : address;
  }

  private String choose(List<String> usual, List<String> unusual) {
    return choose(random.nextInt(UNUSUAL_CHOICE_DIVISOR) == 0 ? unusual : usual);
  }

  private String choose(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }
}
