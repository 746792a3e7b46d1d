package org.backlinks.snapshot;

/**
 * How a chunk stores the cells of a column. Each encoding gives a cell a code of at least 1; code 0
 * means that there is no cell. Chunks store {@link #storedNumber}: it must never change.
 */
enum ColumnEncoding {
  /** Stores each text once. A code is the text's index + 1. It suits a few texts in many rows. */
  DICTIONARY(0),
  /**
   * Stores each text once, in the order of the rows. Code 1 is the next new text. Code n + 1 is the
   * text that is n places before the next new one. It suits texts of one row or of a few rows close
   * together.
   */
  BACK_REFERENCE(1),
  /** Stores whole numbers without their texts. A code is the number less the smallest one, + 1. */
  NUMBERS(2),
  /** Stores calendar days without their texts. A code is the day less the earliest one, + 1. */
  DAYS(3);

  private final int storedNumber;

  ColumnEncoding(int storedNumber) {
    this.storedNumber = storedNumber;
  }

  /** Returns the number that stands for this encoding in a chunk. */
  int storedNumber() {
    return storedNumber;
  }

  static ColumnEncoding fromStoredNumber(int number) throws CorruptChunkException {
    for (ColumnEncoding encoding : values()) {
      if (encoding.storedNumber == number) {
        return encoding;
      }
    }
    throw new CorruptChunkException("a column has an unknown encoding");
  }

  /** Returns whether the chunk stores the texts themselves. */
  boolean hasTexts() {
    return switch (this) {
      case DICTIONARY, BACK_REFERENCE -> true;
      case NUMBERS, DAYS -> false;
    };
  }

  /** Returns the number of bits that the numbers from 0 to {@code max} need. */
  static int bitWidth(long max) {
    return Long.SIZE - Long.numberOfLeadingZeros(max);
  }
}
