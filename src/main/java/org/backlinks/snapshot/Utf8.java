package org.backlinks.snapshot;

/** Encodes and checks UTF-8. */
public final class Utf8 {
  private Utf8() {}

  /** Writes a code point that is not a surrogate; returns where it ends. */
  public static int encodeCodePoint(byte[] out, int start, int point) {
    int at = start;
    if (point < 0x80) {
      out[at++] = (byte) point;
    } else if (point < 0x800) {
      out[at++] = (byte) (0xC0 | (point >> 6));
      out[at++] = continuationByte(point);
    } else if (point < 0x10000) {
      out[at++] = (byte) (0xE0 | (point >> 12));
      out[at++] = continuationByte(point >> 6);
      out[at++] = continuationByte(point);
    } else {
      out[at++] = (byte) (0xF0 | (point >> 18));
      out[at++] = continuationByte(point >> 12);
      out[at++] = continuationByte(point >> 6);
      out[at++] = continuationByte(point);
    }
    return at;
  }

  /** Returns the number of bytes of a text in UTF-8. */
  static int encodedLength(String text) {
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // a pair of surrogates has four bytes together
      size += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return size;
  }

  /**
   * Returns the number of bytes of the invalid sequence at {@code from}: a character that is cut
   * short, or one byte that starts no character. Java's decoder replaces the same bytes by one
   * U+FFFD.
   */
  public static int malformedLength(byte[] bytes, int from, int to) {
    int size = sequenceLength(bytes[from]);
    int length = 1;
    while (length < size && from + length < to && isContinuation(bytes[from + length])) {
      length++;
    }
    // an encoded surrogate is one invalid sequence
    boolean isSurrogate = bytes[from] == (byte) 0xED;
    return length == 1 || isSurrogate || isValidSecondByte(bytes[from], bytes[from + 1])
        ? length
        : 1;
  }

  /** Returns whether these three bytes are a noncharacter: U+FFFE or U+FFFF. */
  public static boolean isNoncharacter(byte[] bytes, int from) {
    return bytes[from] == (byte) 0xEF
        && bytes[from + 1] == (byte) 0xBF
        && (bytes[from + 2] & 0xFF) >= 0xBE;
  }

  /** Writes characters and returns where they end. An unpaired surrogate becomes U+FFFD. */
  public static int encode(char[] from, int offset, int length, byte[] out, int start) {
    int at = start;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = from[i];
      if (c < 0x80) {
        out[at++] = (byte) c;
      } else if (Character.isSurrogate(c)) {
        boolean isPair =
            Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(from[i + 1]);
        at = encodeCodePoint(out, at, isPair ? Character.toCodePoint(c, from[++i]) : 0xFFFD);
      } else {
        at = encodeCodePoint(out, at, c);
      }
    }
    return at;
  }

  /** Returns the number of bytes of the character that starts with this byte; 0 when none can. */
  public static int sequenceLength(byte lead) {
    int bits = lead & 0xFF;
    return bits < 0x80
        ? 1
        : bits < 0xC2 ? 0 : bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : bits < 0xF5 ? 4 : 0;
  }

  /**
   * Returns whether the bytes are one character.
   *
   * @param size what {@link #sequenceLength} returns for the first byte, at least 2
   */
  public static boolean isValidSequence(byte[] bytes, int from, int size) {
    for (int i = from + 1; i < from + size; i++) {
      if (!isContinuation(bytes[i])) {
        return false;
      }
    }
    return isValidSecondByte(bytes[from], bytes[from + 1]);
  }

  /** Returns whether a continuation byte may follow this first byte. */
  private static boolean isValidSecondByte(byte lead, byte next) {
    int second = next & 0xFF;
    return switch (lead) {
      // excludes overlong forms, surrogates, and numbers above the last character
      case (byte) 0xE0 -> second >= 0xA0;
      case (byte) 0xED -> second < 0xA0;
      case (byte) 0xF0 -> second >= 0x90;
      case (byte) 0xF4 -> second < 0x90;
      default -> true;
    };
  }

  /** Returns whether the byte is a continuation byte. */
  static boolean isContinuation(byte value) {
    return (value & 0xC0) == 0x80;
  }

  /** Returns the first {@code maxLength} chars of a text, without half of a surrogate pair. */
  public static String truncate(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return text;
    }
    boolean splitsPair =
        Character.isHighSurrogate(text.charAt(maxLength - 1))
            && Character.isLowSurrogate(text.charAt(maxLength));
    return text.substring(0, splitsPair ? maxLength - 1 : maxLength);
  }

  private static byte continuationByte(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }
}
