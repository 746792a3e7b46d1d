package org.backlinks.entry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Truncates the very long texts of a JSON document while it is read. */
final class LongTextTruncator extends FilterInputStream {
  /** The maximum number of characters of one text. Only a body that is too large is longer. */
  static final int MAX_TEXT_LENGTH = 1 << 20;

  /** The number of digits of an escape with the letter {@code u}. */
  private static final int ESCAPE_DIGITS = 4;

  private boolean isInText;

  /** The number of characters of the current text, up to the current one. */
  private int textLength;

  private boolean isAfterBackslash;

  /** The number of digits of the current escape that follow. */
  private int remainingDigits;

  private boolean hasTruncated;

  LongTextTruncator(InputStream in) {
    super(in);
  }

  /** Returns whether one of the texts that were read is not complete. */
  boolean hasTruncated() {
    return hasTruncated;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int kept = 0;
    while (kept == 0) {
      int count = in.read(bytes, offset, length);
      if (count <= 0) {
        return count;
      }
      for (int i = offset; i < offset + count; i++) {
        if (isKept(bytes[i])) {
          bytes[offset + kept++] = bytes[i];
        }
      }
    }
    return kept;
  }

  private boolean isKept(byte next) {
    boolean isKept = !isInText || textLength <= MAX_TEXT_LENGTH;
    if (isAfterBackslash) {
      isAfterBackslash = false;
      remainingDigits = next == 'u' ? ESCAPE_DIGITS : 0;
      return isKept;
    }
    if (remainingDigits > 0) {
      remainingDigits--;
      return isKept;
    }
    if (next == '"') {
      isInText = !isInText;
      textLength = 0;
      return true;
    }
    return !isInText || isKeptInText(next);
  }

  /** A character is kept or omitted with all its bytes and with its whole escape. */
  private boolean isKeptInText(byte next) {
    boolean isContinuation = (next & 0xC0) == 0x80;
    if (!isContinuation) {
      textLength++;
    }
    isAfterBackslash = next == '\\';
    hasTruncated |= textLength > MAX_TEXT_LENGTH;
    return textLength <= MAX_TEXT_LENGTH;
  }
}
