package org.backlinks.question;

/** The earlier report that a caller wants to compare with another one. */
public sealed interface EarlierReport {
  /** The text that selects {@link Previous}. */
  String PREVIOUS = "previous";

  /** The report that the later one names as its previous report. */
  record Previous() implements EarlierReport {}

  /**
   * A report that the caller names.
   *
   * @param id the id as the caller wrote it
   */
  record Named(String id) implements EarlierReport {}

  /** Returns the text that selects this report. */
  default String text() {
    return switch (this) {
      case Previous _ -> PREVIOUS;
      case Named(String id) -> id;
    };
  }

  /** Returns the report that a text of a caller selects. */
  static EarlierReport of(String text) {
    return text.equals(PREVIOUS) ? new Previous() : new Named(text);
  }
}
