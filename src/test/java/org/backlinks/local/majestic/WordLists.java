package org.backlinks.local.majestic;

import java.util.List;

/** The words of which addresses, titles, anchors and topics consist. */
final class WordLists {
  static final List<String> PLAIN_WORDS =
      List.of(
          "teapot",
          "kettle",
          "garden",
          "harbour",
          "lantern",
          "meadow",
          "orchard",
          "pepper",
          "quarry",
          "river",
          "saddle",
          "timber",
          "umbrella",
          "valley",
          "willow",
          "yarn",
          "almond",
          "bakery",
          "cabinet",
          "drawing",
          "engine",
          "feather",
          "granite",
          "hammer",
          "island",
          "journal",
          "kitchen",
          "library",
          "museum",
          "notebook",
          "oven",
          "pottery",
          "railway",
          "studio",
          "theatre",
          "village",
          "workshop",
          "archive",
          "review",
          "guide");

  static final List<String> UNUSUAL_TEXTS =
      List.of(
          "Caf\u00e9 M\u00fcller",
          "\u00dcber uns",
          "\u0427\u0430\u0439\u043d\u0438\u043a\u0438 \u0438 \u0441\u0430\u043c\u043e\u0432\u0430\u0440\u044b",
          "\u8336\u58f6\u3068\u6025\u9808",
          "\u05e7\u05d5\u05de\u05e7\u05d5\u05de\u05d9\u05dd \u05d5\u05ea\u05d4",
          "\u0623\u0628\u0627\u0631\u064a\u0642 \u0627\u0644\u0634\u0627\u064a",
          "\ud83e\uded6 tea time \ud83c\udf75",
          "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 family pots",
          "Salt &amp; Pepper &#39;23",
          "a < b > c & d",
          "the \"best\" pots",
          "C:\\pots\\new",
          "it's \u201cquoted\u201d",
          "e\u0301tude",
          "\u200frtl\u200e mark",
          "non\u00a0breaking",
          "50% off, 100% real",
          "]]> not the end",
          "{\"json\": [1, 2]}");

  static final List<String> SEPARATORS =
      List.of(
          " ",
          " ",
          " ",
          " ",
          " - ",
          " | ",
          " || ",
          "|",
          " ||| ",
          "\t",
          "\r\n",
          "\n",
          ", ",
          ": ",
          " / ",
          " \u00bb ",
          "  ");

  static final List<String> TLDS =
      List.of(
          "com",
          "com",
          "com",
          "com",
          "org",
          "org",
          "net",
          "de",
          "co.uk",
          "fr",
          "it",
          "jp",
          "ru",
          "info",
          "eu",
          "edu",
          "com.au",
          "il",
          "xn--p1ai");

  static final List<String> COUNTRIES =
      List.of("US", "US", "US", "DE", "GB", "FR", "IT", "JP", "RU", "NL", "AU", "IL", "");

  static final List<List<String>> LANGUAGES =
      List.of(
          List.of("en", "English"),
          List.of("en", "English"),
          List.of("en", "English"),
          List.of("de", "German"),
          List.of("fr", "French"),
          List.of("ja", "Japanese"),
          List.of("ru", "Russian"),
          List.of("he", "Hebrew"),
          List.of("ar", "Arabic"),
          List.of("zh-Hant", "Chinese (Traditional)"));

  static final List<String> TOPICS =
      List.of(
          "Computers/Internet/Web Design and Development",
          "Computers/Companies",
          "Computers/Software/Internet",
          "Science/Earth Sciences",
          "Science/Biology/Flora and Fauna",
          "Society/Issues",
          "Society/Philanthropy",
          "Health/Conditions and Diseases",
          "Sports/Cycling",
          "News/Breaking News",
          "Regional/Asia",
          "Regional/Europe/United Kingdom",
          "Home/Cooking",
          "Home/Gardening",
          "Shopping/Home and Garden/Kitchen and Dining",
          "Arts/Visual Arts",
          "Arts/Music/Styles/Classical",
          "Recreation/Travel",
          "Reference/Education/Colleges and Universities",
          "Business/Consumer Goods and Services",
          "Games/Video Games",
          "World/Deutsch/Gesellschaft");

  static final List<String> LOST_REASONS =
      List.of("LinkRemoved", "HTTP_404_NotFound", "ConnectFailure", "HTTP_301_PermanentRedirect");

  private WordLists() {}
}
