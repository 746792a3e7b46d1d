package org.backlinks.snapshot;

/** Text, a code point at a time. */
public final class Utf8 {
  private Utf8() {}

  /** Writes a code point that is no surrogate; returns where the next one goes. */
  public static int put(byte[] out, int start, int point) {
    int at = start;
    if (point < 0x80) {
      out[at++] = (byte) point;
    } else if (point < 0x800) {
      out[at++] = (byte) (0xC0 | (point >> 6));
      out[at++] = tail(point);
    } else if (point < 0x10000) {
      out[at++] = (byte) (0xE0 | (point >> 12));
      out[at++] = tail(point >> 6);
      out[at++] = tail(point);
    } else {
      out[at++] = (byte) (0xF0 | (point >> 18));
      out[at++] = tail(point >> 12);
      out[at++] = tail(point >> 6);
      out[at++] = tail(point);
    }
    return at;
  }

  /** Writes characters, half of one as U+FFFD; returns how many bytes it took. */
  static int encode(char[] from, int offset, int length, byte[] out) {
    int at = 0;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = from[i];
      if (c < 0x80) {
        out[at++] = (byte) c;
      } else if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(from[i + 1]);
        at = put(out, at, pair ? Character.toCodePoint(c, from[++i]) : 0xFFFD);
      } else {
        at = put(out, at, c);
      }
    }
    return at;
  }

  /** How many bytes the character has that starts with this one; 0 when none does. */
  public static int sizeBy(byte lead) {
    int bits = lead & 0xFF;
    return bits < 0x80
        ? 1
        : bits < 0xC2 ? 0 : bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : bits < 0xF5 ? 4 : 0;
  }

  /** Whether the bytes are one character of more than one byte, of the size that its lead says. */
  public static boolean isOne(byte[] bytes, int from, int size) {
    for (int i = from + 1; i < from + size; i++) {
      if (!isTail(bytes[i])) {
        return false;
      }
    }
    int second = bytes[from + 1] & 0xFF;
    return switch (bytes[from]) {
      // shorter forms, surrogates, and what lies beyond the last character
      case (byte) 0xE0 -> second >= 0xA0;
      case (byte) 0xED -> second < 0xA0;
      case (byte) 0xF0 -> second >= 0x90;
      case (byte) 0xF4 -> second < 0x90;
      default -> true;
    };
  }

  /** Whether the byte goes on with a character. */
  static boolean isTail(byte one) {
    return (one & 0xC0) == 0x80;
  }

  /** The first characters of a text, never half of one. */
  public static String start(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean half =
        Character.isHighSurrogate(text.charAt(most - 1))
            && Character.isLowSurrogate(text.charAt(most));
    return text.substring(0, half ? most - 1 : most);
  }

  private static byte tail(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }
}
