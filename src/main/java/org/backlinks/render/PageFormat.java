package org.backlinks.render;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The format in which the rows of a page are written. */
public enum PageFormat {
  /** The whole payload as JSON. */
  JSON("application/json", null),
  /** Only the links, each as a JSON object on a line of its own. */
  NDJSON("application/x-ndjson", null),
  /**
   * Only the links, as RFC 4180. A text that a spreadsheet would execute starts with an apostrophe.
   */
  CSV("text/csv; charset=utf-8", null),
  /** The same as {@link #CSV} without the apostrophes. */
  RAW_CSV("text/csv; charset=utf-8", "raw"),
  /** The same as {@link #CSV} after a byte order mark, by which Excel recognizes UTF-8. */
  EXCEL_CSV("text/csv; charset=utf-8", "excel"),
  /** A page for people. */
  HTML("text/html; charset=utf-8", null);

  /** The default number of rows of a page for programs. */
  private static final int DEFAULT_LIMIT = 1_000;

  private static final int DEFAULT_HTML_LIMIT = 100;
  private static final int MAX_HTML_LIMIT = 500;

  private final String contentType;
  private final @Nullable String csvVariant;

  PageFormat(String contentType, @Nullable String csvVariant) {
    this.contentType = contentType;
    this.csvVariant = csvVariant;
  }

  /** Returns the value of the header {@code Content-Type}. */
  public String contentType() {
    return contentType;
  }

  /** Returns the value of the query parameter {@code csv} that selects this format, or null. */
  public @Nullable String csvVariant() {
    return csvVariant;
  }

  /** Returns the format that a value of the query parameter {@code csv} selects. */
  public static Optional<PageFormat> fromCsvVariant(String variant) {
    return Stream.of(values()).filter(format -> variant.equals(format.csvVariant)).findFirst();
  }

  /**
   * Returns the maximum number of rows of a page.
   *
   * @param asked the number for which the caller asked, or null
   */
  public int limit(@Nullable Integer asked) {
    return switch (this) {
      case JSON, NDJSON, CSV, RAW_CSV, EXCEL_CSV -> asked == null ? DEFAULT_LIMIT : asked;
      case HTML -> asked == null ? DEFAULT_HTML_LIMIT : Math.min(asked, MAX_HTML_LIMIT);
    };
  }

  RowWriter newRowWriter(ResponseBuffer out, TopicCounts topicCounts) {
    return switch (this) {
      case JSON -> new JsonRowWriter(out, false);
      case NDJSON -> new JsonRowWriter(out, true);
      case CSV, EXCEL_CSV -> new CsvRowWriter(out, topicCounts, false);
      case RAW_CSV -> new CsvRowWriter(out, topicCounts, true);
      case HTML -> throw new IllegalStateException("the package html writes pages for people");
    };
  }

  /**
   * Returns the bytes before the rows of every page.
   *
   * @param csvColumns the names of the columns of CSV
   */
  byte[] pagePrefix(List<String> csvColumns) {
    return switch (this) {
      case JSON, NDJSON, HTML -> new byte[0];
      case CSV, RAW_CSV -> CsvHeader.line(csvColumns);
      case EXCEL_CSV -> CsvHeader.lineWithByteOrderMark(csvColumns);
    };
  }
}
