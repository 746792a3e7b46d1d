package org.backlinks.snapshot;

/** UTF-8, a code point at a time. */
final class Utf8 {
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

  private static byte tail(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }
}
