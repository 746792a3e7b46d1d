package org.backlinks.store;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backlinks.snapshot.Globals;

/** The contents of the answers in the recorded snapshots. */
final class RecordedAnswer {
  static final int LINKS = 1_040;
  static final int DOMAINS = 11;
  static final List<String> WARNINGS =
      List.of(
          "SourceTrustFlow: 1 cell can't be read as a number, kept as text in extra",
          "DateLost: 1 cell can't be read as a date, kept as text in extra");

  private RecordedAnswer() {}

  static Globals globals() {
    return new Globals(Map.of("UniqueIndexID", "20170904134254-HISTORICAL", "ServerName", "ä"));
  }

  static Map<String, String> attributes() {
    return Map.of("BackLinkItem", "http://example.com/ä", "TotalBackLinks", "2812912800");
  }

  static List<Map<String, String>> links(int count) {
    return IntStream.range(0, count).mapToObj(RecordedAnswer::link).toList();
  }

  private static Map<String, String> link(int row) {
    LocalDate indexed = LocalDate.of(2017, 7, 27).plusDays(row * 13L % 400);
    return cells(
        "SourceURL",
        "http://source-" + row + ".example.org/" + (row % 7 == 0 ? "ä" : "a"),
        "AnchorText",
        List.of("buy now", "", "click — here", "日本").get(row % 4),
        "Language",
        List.of("en", "de", "", "fr").get(row % 4),
        "LanguageDesc",
        List.of("English", "Deutsch", "", "français").get(row % 4),
        "SourceCitationFlow",
        Integer.toString(row * 37 % 101),
        "SourceTrustFlow",
        row == 5 ? "many" : Integer.toString(row % 90),
        "ACRank",
        row % 5 == 0 ? "-1" : Integer.toString(row % 16),
        "DomainID",
        Integer.toString(row % DOMAINS),
        "FirstIndexedDate",
        indexed.toString(),
        "DateLost",
        row == 3 ? "31/02/2017" : row % 9 == 0 ? "2020-02-29" : "",
        "FlagNoFollow",
        row % 3 == 0 ? "1" : "0",
        "NewColumn",
        row % 2 == 0 ? "" : "new " + row);
  }

  static List<Map<String, String>> domains() {
    return IntStream.range(0, DOMAINS).mapToObj(RecordedAnswer::domain).toList();
  }

  private static Map<String, String> domain(int row) {
    return cells(
        "DomainID",
        Integer.toString(row),
        "Domain",
        "source-" + row + ".example.org",
        "AlexaRank",
        row == 0 ? "-1" : Integer.toString(row * 1_000),
        "FirstCrawled",
        LocalDate.of(2011, 12, 26).plusDays(row).toString());
  }

  static List<Map<String, String>> unknownRows() {
    return List.of(Map.of("Column", "text"));
  }

  /** Returns the cells of a row in the order of the columns. An empty text is no cell. */
  private static Map<String, String> cells(String... namesAndTexts) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      if (!namesAndTexts[i + 1].isEmpty()) {
        cells.put(namesAndTexts[i], namesAndTexts[i + 1]);
      }
    }
    return cells;
  }
}
