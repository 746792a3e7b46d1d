package org.backlinks.render;

/** How the rows of a page are written. */
public enum Format {
  /** The whole payload. */
  JSON("application/json"),
  /** The rows alone, each a JSON object on a line of its own. */
  NDJSON("application/x-ndjson"),
  /** The rows alone as RFC 4180; texts that a spreadsheet would run begin with an apostrophe. */
  CSV("text/csv; charset=utf-8"),
  /** As {@link #CSV}, but every text as it is. */
  RAW_CSV("text/csv; charset=utf-8");

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  /** The value of the header {@code Content-Type}. */
  public String contentType() {
    return contentType;
  }

  Fields fields(Buffer out, TopicCounts counts) {
    return switch (this) {
      case JSON -> new JsonFields(out, false);
      case NDJSON -> new JsonFields(out, true);
      case CSV -> new CsvFields(out, counts, false);
      case RAW_CSV -> new CsvFields(out, counts, true);
    };
  }

  /** What stands before the rows of every page. */
  byte[] start(TopicCounts counts) {
    return switch (this) {
      case JSON, NDJSON -> new byte[0];
      case CSV, RAW_CSV -> CsvHeader.line(counts);
    };
  }
}
