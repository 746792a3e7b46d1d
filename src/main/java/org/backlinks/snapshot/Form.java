package org.backlinks.snapshot;

/** How a column's cells stand in a chunk. A code of 0 says that a row has no cell. */
enum Form {
  /** Each text once; a code is its number + 1. For few texts that come again and again. */
  WORDS(0),
  /**
   * Each text once; code 1 is the next one that did not come yet, a larger code goes so many back,
   * less 1. For texts that hardly come again, and then soon.
   */
  RECENT(1),
  /** Whole numbers in the only way to write them; a code is the number less the smallest, + 1. */
  NUMBERS(2),
  /** Calendar days; a code is the day less the earliest, + 1. */
  DAYS(3);

  /** The largest number of a form. */
  static final int MOST = 3;

  /** What stands for it in a chunk. */
  final int number;

  Form(int number) {
    this.number = number;
  }

  static Form of(int number) {
    return values()[number];
  }

  /** Whether the texts themselves are in the chunk, each once. */
  boolean hasTexts() {
    return this == WORDS || this == RECENT;
  }

  /** How many bits the numbers from 0 to {@code most} take. */
  static int width(long most) {
    return Long.SIZE - Long.numberOfLeadingZeros(most);
  }
}
