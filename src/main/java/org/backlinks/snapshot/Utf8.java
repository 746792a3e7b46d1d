package org.backlinks.snapshot;

/** Text, a code point at a time. */
public final class Utf8 {
  private Utf8() {}

  /** Writes a code point that is no surrogate; returns where the next one goes. */
  static int put(byte[] out, int start, int point) {
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
