package org.backlinks.render;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Escapes UTF-8 bytes for a JSON string: quotes, backslashes and control characters. */
final class JsonEscapes {
  /** The maximum bytes that one byte becomes inside a JSON string. */
  static final int MAX_LENGTH = 6;

  private static final VarHandle LONG_VIEW =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long SPACES = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  /** The additional bytes that each byte needs inside a JSON string. */
  private static final byte[] OVERHEADS = new byte[256];

  /** The character after the backslash of each byte with a short escape. */
  private static final byte[] SHORT_ESCAPES = new byte[256];

  private static final byte[] HEX_DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  static {
    Arrays.fill(OVERHEADS, 0, 0x20, (byte) (MAX_LENGTH - 1));
    String bytes = "\"\\\b\t\n\f\r";
    String letters = "\"\\btnfr";
    for (int i = 0; i < bytes.length(); i++) {
      OVERHEADS[bytes.charAt(i)] = 1;
      SHORT_ESCAPES[bytes.charAt(i)] = (byte) letters.charAt(i);
    }
  }

  private JsonEscapes() {}

  /** Returns the number of bytes that escaping adds. */
  static int overhead(byte[] bytes, int from, int to) {
    int added = 0;
    for (int i = from; i < to; i++) {
      added += OVERHEADS[bytes[i] & 0xFF];
    }
    return added;
  }

  /**
   * Writes escaped bytes and returns where they end. Bytes without escapes are copied eight at a
   * time.
   *
   * @param out has room for the escaped bytes
   */
  static int escapeInto(byte[] bytes, int from, int to, byte[] out, int start) {
    int at = start;
    int i = from;
    while (to - i >= Long.BYTES) {
      long word = (long) LONG_VIEW.get(bytes, i);
      // there is room for eight bytes, because the rest needs at least its own size
      LONG_VIEW.set(out, at, word);
      long mask = escapeMask(word);
      if (mask == 0) {
        i += Long.BYTES;
        at += Long.BYTES;
      } else {
        int plain = Long.numberOfTrailingZeros(mask) / Byte.SIZE;
        i += plain;
        at += plain;
        byte escaped = bytes[i++];
        if (escaped == '"') {
          // by far the most frequent, because a payload becomes a string of the gateway
          out[at++] = '\\';
          out[at++] = '"';
        } else {
          at = writeEscape(escaped, out, at);
        }
      }
    }
    while (i < to) {
      byte next = bytes[i++];
      if (OVERHEADS[next & 0xFF] == 0) {
        out[at++] = next;
      } else {
        at = writeEscape(next, out, at);
      }
    }
    return at;
  }

  /**
   * Returns a mask whose lowest set bit is the highest bit of the first byte that needs an escape,
   * or 0 when no byte does.
   */
  private static long escapeMask(long word) {
    return (lessThanMask(word, SPACES)
            | lessThanMask(word ^ QUOTES, ONES)
            | lessThanMask(word ^ BACKSLASHES, ONES))
        & HIGH_BITS;
  }

  /**
   * Returns a mask whose lowest set high bit is in the first byte that is less than the limit's.
   */
  private static long lessThanMask(long word, long limit) {
    return (word - limit) & ~word;
  }

  private static int writeEscape(byte character, byte[] out, int start) {
    int at = start;
    out[at++] = '\\';
    if (SHORT_ESCAPES[character] != 0) {
      out[at++] = SHORT_ESCAPES[character];
      return at;
    }
    out[at++] = 'u';
    out[at++] = '0';
    out[at++] = '0';
    out[at++] = HEX_DIGITS[character >> 4];
    out[at++] = HEX_DIGITS[character & 0xF];
    return at;
  }
}
