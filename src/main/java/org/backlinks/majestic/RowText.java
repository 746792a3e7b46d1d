package org.backlinks.majestic;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;

/** The text of one row after the other in one array, which is cut up in place. */
final class RowText extends Writer {
  /** The longest row, characters. */
  static final int LONGEST = 8_000_000;

  private static final int USUAL = 1 << 13;
  private static final int KEPT = 1 << 17;

  private char[] text = new char[USUAL];
  private int length;

  char[] text() {
    return text;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
    // one huge row must not hold its memory for the rest of the answer
    if (text.length > KEPT) {
      text = new char[USUAL];
    }
  }

  @Override
  public void write(char[] from, int offset, int count) throws IOException {
    if (count > LONGEST - length) {
      throw new UnreadableException("a row is longer than " + LONGEST + " characters");
    }
    if (count > text.length - length) {
      text = Arrays.copyOf(text, Math.min(LONGEST, Math.max(text.length * 2, length + count)));
    }
    System.arraycopy(from, offset, text, length, count);
    length += count;
  }

  @Override
  public void write(String from, int offset, int count) throws IOException {
    write(from.toCharArray(), offset, count);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
