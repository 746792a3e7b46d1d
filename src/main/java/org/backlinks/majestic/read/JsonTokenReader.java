package org.backlinks.majestic.read;

import java.io.IOException;
import java.io.InputStream;
import org.backlinks.majestic.http.UnreadableException;

/**
 * Reads JSON (RFC 8259) in UTF-8 token by token. It returns values as bytes, most of them in the
 * buffer where they were read, so a cell is copied only once, into its column.
 *
 * <p>Invalid text in a string becomes U+FFFD and is counted. The backslash of an invalid escape
 * stays and is counted, and so are invalid bytes between tokens, which are left out. Any other
 * violation of the grammar is an {@link UnreadableException} whose message contains nothing of the
 * input.
 *
 * <p>Reading 50,000 rows into chunks takes 191 ms of CPU time. The same reader over Jackson's
 * parser, with broken UTF-8 repaired before it, takes 325 ms ({@code -Pbench -Dbench=reading}).
 * Without that difference, Jackson would be the better choice.
 */
final class JsonTokenReader {
  /** What {@link #peekByte} returns at the end of the input. */
  static final int END = -1;

  private static final int MAX_NAME_BYTES = 1_000;
  private static final int INITIAL_CAPACITY = 1 << 16;
  private static final int MAX_CAPACITY = 2 * JsonStringReader.MAX_STRING_BYTES;

  /** Maximum number of invalid bytes between tokens, after the first name. */
  private static final int MAX_STRAY_BYTES = 100;

  private final InputBuffer buffer;
  private final JsonTokenScanner scanner;
  private final JsonStringReader strings;
  private final NestedValueReader nestedValues;
  private final ByteSlice value = new ByteSlice();

  /** Whether the last token was the end of an element: a comma is before the next element. */
  private boolean isAfterElement;

  JsonTokenReader(InputStream in) throws IOException {
    buffer = new InputBuffer(in, INITIAL_CAPACITY, MAX_CAPACITY);
    scanner = new JsonTokenScanner(buffer);
    strings = new JsonStringReader(buffer, scanner);
    nestedValues = new NestedValueReader(buffer, scanner, strings);
    skipByteOrderMark();
  }

  private void skipByteOrderMark() throws IOException {
    if (buffer.peek(0) == 0xEF && buffer.peek(1) == 0xBB && buffer.peek(2) == 0xBF) {
      buffer.skip(3);
    }
  }

  /** Returns the number of bytes of the input that were read as tokens. */
  long position() {
    return buffer.offset();
  }

  /** Returns the number of characters that were no valid text up to now. */
  long replacedCount() {
    return strings.replacedCount() + buffer.strayBytes();
  }

  /** Returns the first byte of the next token, or {@link #END}. */
  int peekByte() throws IOException {
    return buffer.peekAfterWhitespace();
  }

  /** Reads the start of an object. */
  void beginObject() throws IOException {
    begin('{');
  }

  /** Reads the end of the current object. */
  void endObject() throws IOException {
    end('}');
  }

  /** Reads the start of an array. */
  void beginArray() throws IOException {
    begin('[');
  }

  /** Reads the end of the current array. */
  void endArray() throws IOException {
    end(']');
  }

  private void begin(char bracket) throws IOException {
    scanner.skip(bracket);
    isAfterElement = false;
  }

  private void end(char bracket) throws IOException {
    scanner.skip(bracket);
    isAfterElement = true;
  }

  /**
   * Returns whether the current array or object has another element, and reads the comma before it.
   * The caller must call this once before each element.
   */
  boolean hasNext() throws IOException {
    int next = buffer.peekAfterWhitespace();
    if (next == '}' || next == ']') {
      return false;
    }
    if (isAfterElement) {
      scanner.skip(',');
      isAfterElement = false;
    }
    return true;
  }

  /** Reads the name of the next member, and the colon after it. */
  String nextName() throws IOException {
    if (buffer.peekAfterWhitespace() != '"') {
      throw scanner.syntaxError();
    }
    strings.read(value);
    if (value.length() > MAX_NAME_BYTES) {
      throw new UnreadableException("a name is too long at byte " + position());
    }
    String name = value.asText();
    // the encoding is known now: in UTF-16, a NUL would be before the first name
    buffer.skipStrayBytes(MAX_STRAY_BYTES);
    scanner.skip(':');
    return name;
  }

  /** Returns whether the text of the last string is as it was written. */
  boolean isVerbatim() {
    return strings.isVerbatim();
  }

  /**
   * Reads the name of the next member and the colon after it if they are written exactly so. If
   * they are not, the next member can still have this name in another spelling.
   */
  boolean trySelectName(byte[] nameAndColon) {
    return buffer.trySkip(nameAndColon);
  }

  /**
   * Reads a value as text: of an array or object its first {@code maxNestedBytes} bytes as they are
   * written, and for null no text. The slice is valid until the next token is read.
   */
  ByteSlice nextValue(int maxNestedBytes) throws IOException {
    switch (buffer.peekAfterWhitespace()) {
      case '"' -> strings.read(value);
      case '{', '[' -> nestedValues.read(maxNestedBytes, value);
      case 't' -> readBytes(scanner.literalLength("true"));
      case 'f' -> readBytes(scanner.literalLength("false"));
      case 'n' -> {
        buffer.skip(scanner.literalLength("null"));
        value.set(buffer.bytes(), buffer.position(), 0);
      }
      default -> readBytes(scanner.numberLength());
    }
    isAfterElement = true;
    return value;
  }

  /** Reads bytes from the current position on as the value. */
  private void readBytes(int count) {
    value.set(buffer.bytes(), buffer.position(), count);
    buffer.skip(count);
  }

  /** Skips a value and all values inside it. */
  void skipValue() throws IOException {
    nestedValues.skip();
    isAfterElement = true;
  }
}
