package org.backlinks.majestic.read;

import org.backlinks.snapshot.Utf8;

/**
 * Writes strings of JSON as valid UTF-8. It replaces by U+FFFD, and counts, each invalid byte
 * sequence, each control character that is not a tab or a line end, U+FFFE and U+FFFF, and each
 * unpaired surrogate in an escape. It keeps, and counts, the backslash of an invalid escape.
 */
final class JsonStringDecoder {
  /** Maximum bytes written of a string with invalid text: a cell is shorter than that. */
  private static final int MAX_REPAIRED_BYTES = 1 << 17;

  private static final int MIN_CAPACITY = 256;
  private static final int MAX_RETAINED_CAPACITY = 1 << 16;
  private static final int MAX_CHARACTER_BYTES = 4;
  private static final int MAX_ESCAPE_BYTES = 6;
  private static final int REPLACEMENT_CHARACTER = 0xFFFD;

  private byte[] output = new byte[MIN_CAPACITY];
  private int length;
  private long replacedCount;

  /** Returns the number of characters that were no valid text up to now. */
  long replacedCount() {
    return replacedCount;
  }

  /**
   * Writes the text of a string at {@code [from, to)}.
   *
   * @param isInvalid whether the string can have bytes that are not text, or invalid escapes
   * @param text becomes the slice with what was written
   */
  void decode(byte[] input, int from, int to, boolean isInvalid, ByteSlice text) {
    reserve(isInvalid ? Math.min(3 * (to - from), MAX_REPAIRED_BYTES) : to - from);
    int i = from;
    while (i < to && (!isInvalid || hasSpace())) {
      if (input[i] != '\\') {
        i = repairCharacter(input, i, to);
      } else if (isInvalid && escapeLength(input, i, to) == 0) {
        replacedCount++;
        output[length++] = '\\';
        i++;
      } else {
        i = decodeEscape(input, i, to);
      }
    }
    text.set(output, 0, length);
  }

  /** Writes a string at {@code [from, to)} with its escapes; {@code text} becomes the slice. */
  void repair(byte[] input, int from, int to, ByteSlice text) {
    reserve(Math.min(3 * (to - from), MAX_REPAIRED_BYTES + MAX_ESCAPE_BYTES));
    int i = from;
    while (i < to && hasSpace()) {
      i = input[i] == '\\' ? repairEscape(input, i, to) : repairCharacter(input, i, to);
    }
    text.set(output, 0, length);
  }

  private void reserve(int capacity) {
    length = 0;
    if (output.length < capacity || output.length > MAX_RETAINED_CAPACITY) {
      output = new byte[Math.max(MIN_CAPACITY, capacity)];
    }
  }

  private boolean hasSpace() {
    return length <= MAX_REPAIRED_BYTES - MAX_CHARACTER_BYTES;
  }

  /** Writes the character or the invalid sequence at an index; returns the index after it. */
  private int repairCharacter(byte[] input, int at, int to) {
    byte first = input[at];
    if (first >= 0) {
      if (isForbiddenControl(first)) {
        writeReplacement();
      } else {
        output[length++] = first;
      }
      return at + 1;
    }
    int size = Utf8.sequenceLength(first);
    if (size == 0 || at + size > to || !Utf8.isValidSequence(input, at, size)) {
      writeReplacement();
      return at + Utf8.malformedLength(input, at, to);
    }
    if (size == 3 && Utf8.isNoncharacter(input, at)) {
      writeReplacement();
    } else {
      for (int i = 0; i < size; i++) {
        output[length++] = input[at + i];
      }
    }
    return at + size;
  }

  /** Writes the escape at an index as it is, or that of a backslash; returns the index after it. */
  private int repairEscape(byte[] input, int at, int to) {
    int escapeLength = escapeLength(input, at, to);
    if (escapeLength == 0) {
      replacedCount++;
      output[length++] = '\\';
      output[length++] = '\\';
      return at + 1;
    }
    for (int i = at; i < at + escapeLength; i++) {
      output[length++] = input[i];
    }
    return at + escapeLength;
  }

  /** Returns the length of the escape at an index, or 0 if it is invalid. */
  private static int escapeLength(byte[] input, int at, int to) {
    if (at + 1 == to) {
      return 0;
    }
    return switch (input[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
      case 'u' -> at + 6 <= to && parseHex(input, at + 2) >= 0 ? 6 : 0;
      default -> 0;
    };
  }

  /** Writes the character of the escape at an index; returns the index after it. */
  private int decodeEscape(byte[] input, int at, int to) {
    byte kind = input[at + 1];
    if (kind != 'u') {
      output[length++] = decodeShortEscape(kind);
      return at + 2;
    }
    char unit = (char) parseHex(input, at + 2);
    if (Character.isHighSurrogate(unit)
        && at + 12 <= to
        && input[at + 6] == '\\'
        && input[at + 7] == 'u'
        && Character.isLowSurrogate((char) parseHex(input, at + 8))) {
      char low = (char) parseHex(input, at + 8);
      length = Utf8.encodeCodePoint(output, length, Character.toCodePoint(unit, low));
      return at + 12;
    }
    if (Character.isSurrogate(unit) || unit >= 0xFFFE) {
      writeReplacement();
    } else {
      length = Utf8.encodeCodePoint(output, length, unit);
    }
    return at + 6;
  }

  private static byte decodeShortEscape(byte kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
    };
  }

  private void writeReplacement() {
    replacedCount++;
    length = Utf8.encodeCodePoint(output, length, REPLACEMENT_CHARACTER);
  }

  /** Returns the number that four hexadecimal digits are, or -1 when one is not a digit. */
  static int parseHex(byte[] input, int start) {
    int value = 0;
    for (int i = start; i < start + 4; i++) {
      int digit = input[i] < 0 ? -1 : Character.digit(input[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Returns whether an ASCII character is a control character but not a tab or a line end. */
  static boolean isForbiddenControl(int character) {
    return character < ' ' && character != '\t' && character != '\n' && character != '\r';
  }
}
