package org.backlinks.majestic.read;

import java.io.IOException;
import org.backlinks.majestic.http.UnreadableException;

/** Finds the tokens of JSON that are not strings: punctuation, numbers and literals. */
final class JsonTokenScanner {
  private static final int MAX_NUMBER_LENGTH = 1_000;

  private final InputBuffer buffer;

  JsonTokenScanner(InputBuffer buffer) {
    this.buffer = buffer;
  }

  /** Skips a punctuation character if it is the next token; returns whether it was. */
  boolean trySkip(char expected) throws IOException {
    if (buffer.peekAfterWhitespace() != expected) {
      return false;
    }
    buffer.skip(1);
    return true;
  }

  /**
   * Skips a punctuation character.
   *
   * @throws UnreadableException when the next token is another one
   */
  void skip(char expected) throws IOException {
    if (!trySkip(expected)) {
      throw syntaxError();
    }
  }

  /**
   * Returns the length of the literal at the current position, which must be the expected one. The
   * whole literal is in the buffer then.
   */
  int literalLength(String expected) throws IOException {
    if (!buffer.startsWith(expected, 0)) {
      throw syntaxError();
    }
    return expected.length();
  }

  /**
   * Returns the length of the number at the current position. The whole number is in the buffer
   * then.
   *
   * @throws UnreadableException when there is no number, or it is too long
   */
  int numberLength() throws IOException {
    int integerStart = peekNumber(0) == '-' ? 1 : 0;
    int length = skipDigits(integerStart);
    if (peekNumber(integerStart) == '0' && length > integerStart + 1) {
      throw syntaxError();
    }
    if (peekNumber(length) == '.') {
      length = skipDigits(length + 1);
    }
    int exponent = peekNumber(length);
    if (exponent == 'e' || exponent == 'E') {
      int sign = peekNumber(length + 1);
      length = skipDigits(sign == '+' || sign == '-' ? length + 2 : length + 1);
    }
    return length;
  }

  /** Returns the distance after the digits that start at a distance: at least one. */
  private int skipDigits(int start) throws IOException {
    int end = start;
    while (isDigit(peekNumber(end))) {
      end++;
    }
    if (end == start) {
      throw syntaxError();
    }
    return end;
  }

  private static boolean isDigit(int character) {
    return '0' <= character && character <= '9';
  }

  private int peekNumber(int distance) throws IOException {
    if (distance > MAX_NUMBER_LENGTH) {
      throw new UnreadableException("a number is too long at byte " + buffer.offset());
    }
    return buffer.peek(distance);
  }

  /** Returns the exception for a token that is not expected at the current position. */
  UnreadableException syntaxError() {
    return new UnreadableException("not JSON at byte " + buffer.offset());
  }
}
