package org.backlinks.local.majestic;

import java.util.List;
import java.util.Locale;

/** Addresses, titles and anchors, realistic in length and in what they contain. */
final class Prose {
  private static final List<String> HOSTS =
      List.of("", "www.", "www.", "www.", "blog.", "en.", "forum.");

  private Prose() {}

  /** A registrable domain that is unique for its number. */
  static String domain(Dice dice, int number) {
    return dice.one(Words.PLAIN)
        + dice.one(List.of("", "-"))
        + dice.one(Words.PLAIN)
        + Integer.toString(number, 36)
        + '.'
        + dice.one(Words.TLDS);
  }

  /** A page of that domain; pages share their beginnings. */
  static String page(Dice dice, String domain) {
    StringBuilder to = new StringBuilder(dice.percent(80) ? "https://" : "http://");
    to.append(dice.one(HOSTS)).append(domain);
    return dice.percent(6) ? to.append('/').toString() : path(dice, to).toString();
  }

  static StringBuilder path(Dice dice, StringBuilder to) {
    switch (dice.between(0, 3)) {
      case 0 -> to.append("/archive/").append(dice.between(2009, 2026)).append(dated(dice));
      case 1 -> to.append("/category/").append(dice.one(Words.PLAIN)).append("/articles");
      case 2 -> to.append("/forum/").append(dice.one(Words.PLAIN)).append("/topic");
      default -> to.append("/").append(dice.one(Words.PLAIN));
    }
    to.append('/').append(slug(dice, dice.between(2, 8)));
    if (dice.percent(5)) {
      to.append("/%D1%87%D0%B0%D0%B9-%E8%8C%B6%E5%A3%BA");
    }
    to.append(dice.one(List.of("", "/", ".html", ".php")));
    return dice.percent(35) ? query(dice, to) : to;
  }

  /** A title: words and odd texts, joined in every way that breaks careless readers. */
  static String title(Dice dice) {
    StringBuilder to = new StringBuilder(capital(dice.one(Words.PLAIN)));
    for (int left = dice.between(2, 9); left > 0; left--) {
      boolean odd = dice.percent(12);
      to.append(dice.percent(30) ? dice.one(Words.JOINTS) : " ");
      to.append(odd ? dice.one(Words.ODD) : dice.one(Words.PLAIN));
    }
    return to.toString();
  }

  static String anchor(Dice dice) {
    if (dice.percent(8)) {
      return dice.one(Words.ODD);
    }
    StringBuilder to = new StringBuilder(dice.one(Words.PLAIN));
    for (int left = dice.between(0, 4); left > 0; left--) {
      to.append(dice.percent(5) ? dice.one(Words.JOINTS) : " ").append(dice.one(Words.PLAIN));
    }
    return dice.percent(5) ? to.append(" ...").toString() : to.toString();
  }

  private static String dated(Dice dice) {
    return "/%02d/%02d".formatted(dice.between(1, 12), dice.between(1, 28));
  }

  private static String slug(Dice dice, int words) {
    StringBuilder to = new StringBuilder(dice.one(Words.PLAIN));
    for (int left = words; left > 1; left--) {
      to.append('-').append(dice.one(Words.PLAIN));
    }
    return to.append('-').append(dice.between(1, 99999)).toString();
  }

  private static StringBuilder query(Dice dice, StringBuilder to) {
    to.append("?id=").append(dice.between(1, 9_999_999));
    if (dice.percent(50)) {
      to.append("&utm_source=newsletter&utm_medium=email&utm_campaign=").append(slug(dice, 2));
    }
    if (dice.percent(20)) {
      to.append("&q=").append(dice.one(Words.PLAIN)).append("%7C").append(dice.one(Words.PLAIN));
    }
    if (dice.percent(3)) {
      to.append("&session=");
      for (int left = dice.between(5, 40); left > 0; left--) {
        to.append(Long.toHexString(dice.between(0x10000000, 0x7ffffffe)));
      }
    }
    return to;
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
