package org.backlinks.majestic.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.backlinks.snapshot.ByteArrays;

/**
 * Bytes that were read ahead from a stream. The bytes from the current position on stay in one
 * array until they are skipped, so a caller can look at them where they are. Each method that may
 * read more can move them inside the array or to a new array.
 */
final class InputBuffer {
  private final InputStream in;
  private final int initialCapacity;
  private final int maxCapacity;
  private byte[] bytes;
  private int position;
  private int limit;
  private long discardedBytes;
  private boolean isAtEnd;
  private int maxStrayBytes;
  private int strayBytes;

  /**
   * Creates an empty buffer.
   *
   * @param initialCapacity length of the array in bytes, as long as that is enough
   * @param maxCapacity maximum length of the array in bytes
   */
  InputBuffer(InputStream in, int initialCapacity, int maxCapacity) {
    this.in = in;
    this.initialCapacity = initialCapacity;
    this.maxCapacity = maxCapacity;
    this.bytes = new byte[initialCapacity];
  }

  /**
   * Treats bytes that can't be in a text as white space.
   *
   * @param maxCount maximum number of these bytes; an input with more of them is no text
   */
  void skipStrayBytes(int maxCount) {
    maxStrayBytes = maxCount;
  }

  /** Returns the number of bytes that were skipped although they are not white space. */
  int strayBytes() {
    return strayBytes;
  }

  /** Returns the array that contains the bytes. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns the index of the next byte. */
  int position() {
    return position;
  }

  /** Returns the index after the last byte that was read. */
  int limit() {
    return limit;
  }

  /** Returns the number of bytes of the stream that are before the current position. */
  long offset() {
    return discardedBytes + position;
  }

  /** Returns whether the buffer has read the whole stream. */
  boolean isAtEnd() {
    return isAtEnd;
  }

  /** Skips bytes that are in the buffer. */
  void skip(int count) {
    position += count;
  }

  /** Returns the byte {@code distance} bytes after the current position, or -1 after the end. */
  int peek(int distance) throws IOException {
    return request(distance + 1) ? bytes[position + distance] & 0xFF : -1;
  }

  /**
   * Skips spaces, tabs and line ends.
   *
   * @return the byte after them, which is not skipped, or -1 at the end
   */
  int peekAfterWhitespace() throws IOException {
    return position < limit && bytes[position] > ' ' ? bytes[position] : skipWhitespace();
  }

  private int skipWhitespace() throws IOException {
    do {
      while (position < limit) {
        byte next = bytes[position];
        if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
          if (next > ' ' || strayBytes == maxStrayBytes) {
            return next & 0xFF;
          }
          strayBytes++;
        }
        position++;
      }
    } while (fill());
    return -1;
  }

  /** Skips these bytes if they are next and already in the buffer; returns whether they were. */
  boolean trySkip(byte[] expected) {
    int end = position + expected.length;
    if (end <= limit && ByteArrays.rangeEquals(bytes, position, expected, 0, expected.length)) {
      position = end;
      return true;
    }
    return false;
  }

  /** Returns whether this ASCII text is {@code distance} bytes after the current position. */
  boolean startsWith(String expected, int distance) throws IOException {
    return request(distance + expected.length()) && matches(position + distance, expected);
  }

  /** Returns whether this ASCII text is at an index of the array. */
  boolean matches(int index, String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (bytes[index + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads until {@code count} bytes from the current position on are in the buffer.
   *
   * @return whether they are: false if the stream ends before, or if the buffer is full
   */
  boolean request(int count) throws IOException {
    while (limit - position < count) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads at least one more byte, unless the stream is at its end or the buffer is full.
   *
   * @return whether the buffer has more bytes than before
   */
  boolean fill() throws IOException {
    discardSkippedBytes();
    if (isAtEnd || limit == maxCapacity) {
      return false;
    }
    if (limit == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(maxCapacity, limit * 2));
    }
    int count = in.read(bytes, limit, bytes.length - limit);
    if (count < 0) {
      isAtEnd = true;
      return false;
    }
    limit += count;
    return true;
  }

  private void discardSkippedBytes() {
    if (position == 0) {
      return;
    }
    discardedBytes += position;
    System.arraycopy(bytes, position, bytes, 0, limit - position);
    limit -= position;
    position = 0;
    // one very long token must not occupy its memory until the end of the stream
    if (bytes.length > initialCapacity && limit < initialCapacity / 2) {
      bytes = Arrays.copyOf(bytes, initialCapacity);
    }
  }
}
