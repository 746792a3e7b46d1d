package org.backlinks.html;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Rows of links for pages of tests. The same arguments give the same rows. */
final class SampleRows {
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 9, 1);
  private static final String[] WORDS = {
    "harbour", "copper", "meadow", "lantern", "granite", "willow", "compass", "orchard", "beacon",
    "thistle", "quarry", "saffron", "timber", "velvet", "marble", "juniper"
  };
  private static final String[] TLDS = {"com", "com", "com", "org", "net", "de", "co.uk", "fr"};
  private static final String[] ANCHORS = {
    "Example",
    "example.org",
    "read more",
    "the source",
    "https://www.example.org/",
    "here",
    "a short guide to harbours",
    "示例网站的中文链接文字",
    "مثال على رابط بالعربية",
    "дізнатися більше"
  };
  private static final String[][] LANGUAGES = {
    {"en", "English"},
    {"en", "English"},
    {"en", "English"},
    {"de", "German"},
    {"fr", "French"},
    {"ar", "Arabic"},
    {"zh", "Chinese"}
  };
  private static final String[] TOPICS = {
    "Computers/Internet", "Science/Earth Sciences", "Arts/Literature", "Business/Transportation"
  };
  private static final String[] TARGETS = {
    "https://www.example.org/",
    "https://www.example.org/guide",
    "https://www.example.org/about",
    "https://www.example.org/blog/2024/harbours-of-the-north"
  };

  private SampleRows() {}

  /** Returns links as they are usual. */
  static List<Map<String, String>> usual(int count) {
    Random random = new Random(19);
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(usual(i, random));
    }
    return rows;
  }

  private static Map<String, String> usual(int index, Random random) {
    int site = skewed(random, 400);
    String domain =
        WORDS[site % 16] + "-" + WORDS[(site / 16 + 5) % 16] + "." + TLDS[site % TLDS.length];
    int citation = Math.min(100, (int) (34 + 15 * random.nextGaussian()));
    int flow = Math.max(0, citation);
    int trust = Math.clamp((int) (flow * (0.35 + 0.6 * random.nextDouble())), 0, 100);
    String[] language = LANGUAGES[random.nextInt(LANGUAGES.length)];
    LocalDate first = LAST_DAY.minusDays(skewed(random, 2_400));
    Map<String, String> row = new HashMap<>();
    row.put("SourceURL", "https://www." + domain + "/" + WORDS[random.nextInt(16)] + "/" + index);
    row.put("SourceTitle", title(random));
    row.put("SourceLanguage", language[0]);
    row.put("SourceLanguageDesc", language[1]);
    row.put("SourceCitationFlow", Integer.toString(flow));
    row.put("SourceTrustFlow", Integer.toString(trust));
    row.put("SourceTopicalTrustFlow_Topic_0", TOPICS[random.nextInt(TOPICS.length)]);
    row.put("SourceTopicalTrustFlow_Value_0", Integer.toString(trust));
    row.put("TargetURL", TARGETS[skewed(random, TARGETS.length)]);
    row.put("AnchorText", ANCHORS[skewed(random, ANCHORS.length)]);
    row.put("LinkType", random.nextInt(5) == 0 ? "ImageLink" : "TextLink");
    row.put("FlagNoFollow", random.nextInt(5) == 0 ? "1" : "0");
    row.put("FirstIndexedDate", first.toString());
    LocalDate seen = first.plusDays(random.nextInt(300));
    row.put("LastSeenDate", (seen.isAfter(LAST_DAY) ? LAST_DAY : seen).toString());
    if (random.nextInt(11) == 0) {
      row.put("FlagDeleted", "1");
      LocalDate lost = first.plusDays(100 + random.nextInt(900));
      row.put("DateLost", (lost.isAfter(LAST_DAY) ? LAST_DAY : lost).toString());
      row.put("ReasonLost", "HTTP_404");
    }
    return row;
  }

  private static String title(Random random) {
    StringBuilder title = new StringBuilder();
    for (int i = 0; i < 3 + random.nextInt(4); i++) {
      String word = WORDS[random.nextInt(16)];
      title.append(
          i == 0 ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) : " " + word);
    }
    return title.toString();
  }

  /** Returns a number below the bound. Low numbers occur most often. */
  private static int skewed(Random random, int bound) {
    return (int) (bound * Math.pow(random.nextDouble(), 2.5));
  }

  /** Returns rows of which nothing is known. */
  static List<Map<String, String>> unknown(int count) {
    return new ArrayList<>(Collections.nCopies(count, Map.of("SourceURL", "")));
  }

  /** Texts that try to be more than text. */
  static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "</style></title></svg><script>alert(2)</script>",
          "&lt;b&gt;&amp;&#x3c;script&#x3e;",
          "javascript:alert(1)",
          "JaVaScRiPt://example.org/%0aalert(1)",
          "data:text/html,<script>alert(1)</script>",
          "http://example.org/\" onmouseover=\"alert(1)",
          "https://example.org/'><svg onload=alert(1)>",
          "\u202Egpj.exe\u202C \u2066isolated\u2069 \u2067never closed",
          "שלום עולם (hello) مرحبا بالعالم 123",
          "漢字かな交じり文の長い見出し한국어텍스트",
          "👩‍👩‍👧‍👦 family, broken \uD83D and \uDC69 halves, \uFFFF\u0000\u0007\u001B[31m",
          "e\u0301\u0302\u0303\u0304\u0305".repeat(40),
          "{{constructor.constructor('alert(1)')()}} ${7*7} {#if}",
          "a\r\nSet-Cookie: b=c\t\u2028\u2029",
          "&".repeat(65_536),
          "W".repeat(65_536),
          "http://example.org/" + "\u200F%".repeat(900));

  /** Returns rows in which each text is hostile. */
  static List<Map<String, String>> hostile(int count) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> row = new HashMap<>();
      List<String> columns =
          List.of(
              "SourceURL",
              "SourceTitle",
              "SourceLanguage",
              "SourceLanguageDesc",
              "TargetURL",
              "AnchorText",
              "LinkType",
              "ReasonLost",
              "SourceTopicalTrustFlow_Topic_0");
      for (int column = 0; column < columns.size(); column++) {
        row.put(columns.get(column), HOSTILE.get((i + column * 5) % HOSTILE.size()));
      }
      row.put("SourceCitationFlow", i % 3 == 0 ? "<b>9</b>" : Integer.toString(i % 101));
      row.put("SourceTrustFlow", Integer.toString(i * 7 % 101));
      row.put("FirstIndexedDate", i % 2 == 0 ? "31/02/2017" : "0001-01-01");
      row.put("DateLost", i % 4 == 0 ? "9999-12-31" : "");
      rows.add(row);
    }
    return rows;
  }
}
