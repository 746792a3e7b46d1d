package org.backlinks.majestic.read;

import java.io.IOException;
import java.util.Arrays;
import org.backlinks.majestic.http.UnreadableException;

/**
 * Reads a whole value of JSON with all values inside it. It returns the beginning of the value as
 * it is written, but without white space between tokens.
 */
final class NestedValueReader {
  /** Maximum number of arrays and objects around a value. */
  static final int MAX_DEPTH = 50;

  private final InputBuffer buffer;
  private final JsonTokenScanner scanner;
  private final JsonStringReader strings;
  private final ByteSlice quoted = new ByteSlice();
  private byte[] copy = new byte[256];
  private int length;
  private int maxBytes;

  NestedValueReader(InputBuffer buffer, JsonTokenScanner scanner, JsonStringReader strings) {
    this.buffer = buffer;
    this.scanner = scanner;
    this.strings = strings;
  }

  /** Reads the next value and returns its first {@code maxLength} bytes in {@code start}. */
  void read(int maxLength, ByteSlice start) throws IOException {
    length = 0;
    maxBytes = maxLength;
    readValue(0);
    start.set(copy, 0, length);
  }

  /** Skips the next value. */
  void skip() throws IOException {
    length = 0;
    maxBytes = 0;
    readValue(0);
  }

  private void readValue(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new UnreadableException("nested too deeply at byte " + buffer.offset());
    }
    switch (buffer.peekAfterWhitespace()) {
      case '{' -> readObject(depth);
      case '[' -> readArray(depth);
      case '"' -> copyString();
      case 't' -> copyBytes(scanner.literalLength("true"));
      case 'f' -> copyBytes(scanner.literalLength("false"));
      case 'n' -> copyBytes(scanner.literalLength("null"));
      default -> copyBytes(scanner.numberLength());
    }
  }

  private void readObject(int depth) throws IOException {
    copyPunctuation('{');
    if (tryCopyPunctuation('}')) {
      return;
    }
    do {
      if (buffer.peekAfterWhitespace() != '"') {
        throw scanner.syntaxError();
      }
      copyString();
      copyPunctuation(':');
      readValue(depth + 1);
    } while (copyCommaOrEnd('}'));
  }

  private void readArray(int depth) throws IOException {
    copyPunctuation('[');
    if (tryCopyPunctuation(']')) {
      return;
    }
    do {
      readValue(depth + 1);
    } while (copyCommaOrEnd(']'));
  }

  /** Copies the comma before the next element, or the end; returns whether it was a comma. */
  private boolean copyCommaOrEnd(char end) throws IOException {
    if (tryCopyPunctuation(end)) {
      return false;
    }
    copyPunctuation(',');
    return true;
  }

  private boolean tryCopyPunctuation(char expected) throws IOException {
    if (buffer.peekAfterWhitespace() != expected) {
      return false;
    }
    copyBytes(1);
    return true;
  }

  private void copyPunctuation(char expected) throws IOException {
    if (!tryCopyPunctuation(expected)) {
      throw scanner.syntaxError();
    }
  }

  private void copyString() throws IOException {
    if (length < maxBytes) {
      strings.readQuoted(quoted);
      append(quoted.array(), quoted.start(), quoted.length());
    } else {
      strings.skip();
    }
  }

  /** Copies bytes from the current position on and skips them. */
  private void copyBytes(int count) {
    append(buffer.bytes(), buffer.position(), count);
    buffer.skip(count);
  }

  private void append(byte[] source, int from, int count) {
    int copied = Math.min(count, maxBytes - length);
    if (copy.length - length < copied) {
      copy = Arrays.copyOf(copy, Math.max(copy.length * 2, length + copied));
    }
    System.arraycopy(source, from, copy, length, copied);
    length += copied;
  }
}
