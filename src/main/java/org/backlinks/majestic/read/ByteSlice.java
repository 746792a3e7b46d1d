package org.backlinks.majestic.read;

import java.nio.charset.StandardCharsets;

/**
 * A range of bytes in an array that somebody else owns. The reader that returns a slice reuses it:
 * its contents are valid until the reader reads on.
 */
final class ByteSlice {
  private byte[] array = {};
  private int start;
  private int length;

  void set(byte[] newArray, int newStart, int newLength) {
    array = newArray;
    start = newStart;
    length = newLength;
  }

  /** Returns the array that contains the bytes. */
  byte[] array() {
    return array;
  }

  /** Returns the index of the first byte. */
  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** Returns the index after the last byte. */
  int end() {
    return start + length;
  }

  /** Returns the bytes, which are UTF-8, as text. */
  String asText() {
    return new String(array, start, length, StandardCharsets.UTF_8);
  }
}
