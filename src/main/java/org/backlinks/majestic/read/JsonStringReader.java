package org.backlinks.majestic.read;

import java.io.IOException;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.ByteArrays;
import org.backlinks.snapshot.Utf8;

/**
 * Reads the strings of JSON as UTF-8. A string without escapes and without invalid text is returned
 * as it is in the buffer, every other one as {@link JsonStringDecoder} writes it. Line ends and
 * tabs are allowed in a string.
 */
final class JsonStringReader {
  /** Maximum length in bytes of a string as it is written. */
  static final int MAX_STRING_BYTES = 8_000_000;

  private final InputBuffer buffer;
  private final JsonTokenScanner scanner;
  private final JsonStringDecoder decoder = new JsonStringDecoder();

  /** Whether the last string has escapes. */
  private boolean hasEscapes;

  /** Whether the last string has bytes that are not text. */
  private boolean hasInvalidText;

  JsonStringReader(InputBuffer buffer, JsonTokenScanner scanner) {
    this.buffer = buffer;
    this.scanner = scanner;
  }

  /** Reads the string at the current position: its text, without quotes and escapes. */
  void read(ByteSlice text) throws IOException {
    int length = scan();
    int start = buffer.position() + 1;
    if (isVerbatim()) {
      text.set(buffer.bytes(), start, length - 2);
    } else {
      decoder.decode(buffer.bytes(), start, start + length - 2, hasInvalidText, text);
    }
    buffer.skip(length);
  }

  /** Reads the string at the current position as it is written, but with valid text. */
  void readQuoted(ByteSlice quoted) throws IOException {
    int length = scan();
    int start = buffer.position();
    if (hasInvalidText) {
      decoder.repair(buffer.bytes(), start, start + length, quoted);
    } else {
      quoted.set(buffer.bytes(), start, length);
    }
    buffer.skip(length);
  }

  /** Skips the string at the current position. */
  void skip() throws IOException {
    buffer.skip(scan());
  }

  /** Returns whether the text of the last string is as it was written. */
  boolean isVerbatim() {
    return !hasEscapes && !hasInvalidText;
  }

  /** Returns the number of characters that were no valid text up to now. */
  long replacedCount() {
    return decoder.replacedCount();
  }

  /**
   * Returns the length of the string at the current position, with its quotes. The whole string is
   * in the buffer then.
   */
  private int scan() throws IOException {
    hasEscapes = false;
    hasInvalidText = false;
    int length = 1;
    while (true) {
      int position = buffer.position();
      int special =
          ByteArrays.indexOfJsonSpecial(buffer.bytes(), position + length, buffer.limit());
      length = special - position;
      if (special >= buffer.limit()) {
        readMore(length);
        continue;
      }
      int next = buffer.bytes()[special];
      if (next == '"') {
        return length + 1;
      } else if (next == '\\') {
        hasEscapes = true;
        length += scanEscape(length);
      } else if (next < 0) {
        length += scanMultibyte(length);
      } else {
        hasInvalidText |= JsonStringDecoder.isForbiddenControl(next);
        length++;
      }
    }
  }

  private void readMore(int length) throws IOException {
    if (length > MAX_STRING_BYTES) {
      throw new UnreadableException("a string is too long at byte " + buffer.offset());
    }
    if (!buffer.fill()) {
      throw scanner.syntaxError();
    }
  }

  /** Returns the length of the escape at a distance from the start of the string. */
  private int scanEscape(int distance) throws IOException {
    return switch (buffer.peek(distance + 1)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
      case 'u' -> {
        boolean isComplete = buffer.request(distance + 6);
        int digits = buffer.position() + distance + 2;
        yield isComplete && JsonStringDecoder.parseHex(buffer.bytes(), digits) >= 0
            ? 6
            : lengthOfInvalidEscape();
      }
      case JsonTokenReader.END -> throw scanner.syntaxError();
      default -> lengthOfInvalidEscape();
    };
  }

  /** Returns the length of the backslash alone: what follows is ordinary text. */
  private int lengthOfInvalidEscape() {
    hasInvalidText = true;
    return 1;
  }

  /** Returns the length of the character at a distance; 1 for a byte that starts no character. */
  private int scanMultibyte(int distance) throws IOException {
    int length = Utf8.sequenceLength(buffer.bytes()[buffer.position() + distance]);
    boolean isComplete = length > 0 && buffer.request(distance + length);
    int start = buffer.position() + distance;
    if (!isComplete || !Utf8.isValidSequence(buffer.bytes(), start, length)) {
      hasInvalidText = true;
      return 1;
    }
    hasInvalidText |= length == 3 && Utf8.isNoncharacter(buffer.bytes(), start);
    return length;
  }
}
