package org.backlinks.local.majestic;

import java.util.List;
import java.util.Locale;

/** Generates addresses, titles and anchors with realistic lengths and contents. */
final class TextGenerator {
  private static final List<String> HOSTS =
      List.of("", "www.", "www.", "www.", "blog.", "en.", "forum.");

  private TextGenerator() {}

  /** Returns a registrable domain that is unique for its number. */
  static String domain(SeededRandom random, int number) {
    return random.pick(WordLists.PLAIN_WORDS)
        + random.pick(List.of("", "-"))
        + random.pick(WordLists.PLAIN_WORDS)
        + Integer.toString(number, 36)
        + '.'
        + random.pick(WordLists.TLDS);
  }

  /** Returns the address of a page of this domain. Many addresses have the same beginning. */
  static String page(SeededRandom random, String domain) {
    StringBuilder text = new StringBuilder(random.nextBoolean(80) ? "https://" : "http://");
    text.append(random.pick(HOSTS)).append(domain);
    return random.nextBoolean(6)
        ? text.append('/').toString()
        : appendPath(random, text).toString();
  }

  static StringBuilder appendPath(SeededRandom random, StringBuilder text) {
    switch (random.nextInt(0, 3)) {
      case 0 ->
          text.append("/archive/").append(random.nextInt(2009, 2026)).append(datePath(random));
      case 1 ->
          text.append("/category/").append(random.pick(WordLists.PLAIN_WORDS)).append("/articles");
      case 2 -> text.append("/forum/").append(random.pick(WordLists.PLAIN_WORDS)).append("/topic");
      default -> text.append("/").append(random.pick(WordLists.PLAIN_WORDS));
    }
    text.append('/').append(slug(random, random.nextInt(2, 8)));
    if (random.nextBoolean(5)) {
      text.append("/%D1%87%D0%B0%D0%B9-%E8%8C%B6%E5%A3%BA");
    }
    text.append(random.pick(List.of("", "/", ".html", ".php")));
    return random.nextBoolean(35) ? appendQuery(random, text) : text;
  }

  /**
   * Returns a title: words and unusual texts, joined by separators that a wrong parser confuses.
   */
  static String title(SeededRandom random) {
    StringBuilder text = new StringBuilder(capitalize(random.pick(WordLists.PLAIN_WORDS)));
    for (int remaining = random.nextInt(2, 9); remaining > 0; remaining--) {
      boolean isUnusual = random.nextBoolean(12);
      text.append(random.nextBoolean(30) ? random.pick(WordLists.SEPARATORS) : " ");
      text.append(
          isUnusual ? random.pick(WordLists.UNUSUAL_TEXTS) : random.pick(WordLists.PLAIN_WORDS));
    }
    return text.toString();
  }

  static String anchor(SeededRandom random) {
    if (random.nextBoolean(8)) {
      return random.pick(WordLists.UNUSUAL_TEXTS);
    }
    StringBuilder text = new StringBuilder(random.pick(WordLists.PLAIN_WORDS));
    for (int remaining = random.nextInt(0, 4); remaining > 0; remaining--) {
      text.append(random.nextBoolean(5) ? random.pick(WordLists.SEPARATORS) : " ")
          .append(random.pick(WordLists.PLAIN_WORDS));
    }
    return random.nextBoolean(5) ? text.append(" ...").toString() : text.toString();
  }

  private static String datePath(SeededRandom random) {
    return "/%02d/%02d".formatted(random.nextInt(1, 12), random.nextInt(1, 28));
  }

  private static String slug(SeededRandom random, int words) {
    StringBuilder text = new StringBuilder(random.pick(WordLists.PLAIN_WORDS));
    for (int remaining = words; remaining > 1; remaining--) {
      text.append('-').append(random.pick(WordLists.PLAIN_WORDS));
    }
    return text.append('-').append(random.nextInt(1, 99999)).toString();
  }

  private static StringBuilder appendQuery(SeededRandom random, StringBuilder text) {
    text.append("?id=").append(random.nextInt(1, 9_999_999));
    if (random.nextBoolean(50)) {
      text.append("&utm_source=newsletter&utm_medium=email&utm_campaign=").append(slug(random, 2));
    }
    if (random.nextBoolean(20)) {
      text.append("&q=")
          .append(random.pick(WordLists.PLAIN_WORDS))
          .append("%7C")
          .append(random.pick(WordLists.PLAIN_WORDS));
    }
    if (random.nextBoolean(3)) {
      text.append("&session=");
      for (int remaining = random.nextInt(5, 40); remaining > 0; remaining--) {
        text.append(Long.toHexString(random.nextInt(0x10000000, 0x7ffffffe)));
      }
    }
    return text;
  }

  private static String capitalize(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
