package org.backlinks.majestic.read;

import java.util.Arrays;
import org.backlinks.snapshot.ByteArrays;
import org.backlinks.snapshot.Utf8;

/**
 * Replaces invalid text of an XML document in UTF-8 by U+FFFD, and counts it: invalid bytes,
 * control characters, noncharacters, and references to what is not a character. References to
 * control characters other than U+0000 are valid, because upstream writes them. An ampersand that
 * starts no valid reference is counted, too, and stays.
 */
final class XmlTextSanitizer {
  /** Maximum length of a reference that must not be divided, with some leading zeros. */
  static final int MAX_REFERENCE_LENGTH = 32;

  private static final int REPLACEMENT_CHARACTER = 0xFFFD;

  /** The ways to handle references to characters. */
  enum ReferenceHandling {
    /** An ampersand is not a reference: the text is in a comment or a CDATA section. */
    NONE,
    /** Valid references stay: the parser resolves them. */
    KEEP,
    /** References become their characters, and line ends become line feeds. */
    RESOLVE
  }

  private static final byte[] ESCAPED_AMPERSAND = {'&', 'a', 'm', 'p', ';'};

  private byte[] bytes = new byte[1 << 12];
  private int replacement = REPLACEMENT_CHARACTER;
  private int length;
  private long replacedCount;

  private final XmlReferenceParser reference = new XmlReferenceParser();

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Returns the number of characters that were no valid text up to now. */
  long replacedCount() {
    return replacedCount;
  }

  /** Replaces invalid text by spaces from now on: where no text is allowed, spaces are. */
  void replaceBySpaces() {
    replacement = ' ';
  }

  /**
   * Writes valid text for the text at {@code [from, to)}. It replaces the text of the last call.
   */
  void sanitize(byte[] in, int from, int to, ReferenceHandling references) {
    length = 0;
    if (bytes.length < 3 * (to - from)) {
      bytes = new byte[3 * (to - from)];
    }
    int at = from;
    while (at < to) {
      int special = ByteArrays.indexOfXmlSpecial(in, at, to);
      appendBytes(in, at, special);
      at = special;
      if (at < to) {
        at = in[at] < 0 ? sanitizeMultibyte(in, at, to) : sanitizeAscii(in, at, to, references);
      }
    }
  }

  /** Writes the characters above ASCII at an index; returns the index after them. */
  private int sanitizeMultibyte(byte[] in, int from, int to) {
    int start = from;
    int at = from;
    while (at < to && in[at] < 0) {
      int size = Utf8.sequenceLength(in[at]);
      boolean isValid = size > 0 && at + size <= to && Utf8.isValidSequence(in, at, size);
      if (isValid && (size != 3 || !Utf8.isNoncharacter(in, at))) {
        at += size;
      } else {
        appendBytes(in, start, at);
        appendReplacement();
        at += isValid ? size : Utf8.malformedLength(in, at, to);
        start = at;
      }
    }
    appendBytes(in, start, at);
    return at;
  }

  /** Writes the ampersand or control character at an index; returns the index after it. */
  private int sanitizeAscii(byte[] in, int at, int to, ReferenceHandling references) {
    boolean mustResolve = references == ReferenceHandling.RESOLVE;
    switch (in[at]) {
      case '&' -> {
        return references == ReferenceHandling.NONE
            ? append('&', at + 1)
            : handleReference(in, at, to, mustResolve);
      }
      case '\t', '\n' -> append(in[at], at + 1);
      case '\r' -> {
        boolean isPair = mustResolve && at + 1 < to && in[at + 1] == '\n';
        return append(mustResolve ? '\n' : '\r', isPair ? at + 2 : at + 1);
      }
      default -> appendReplacement();
    }
    return at + 1;
  }

  /** Writes the reference at an index, or its character; returns the index after it. */
  private int handleReference(byte[] in, int at, int to, boolean mustResolve) {
    int end = reference.parse(in, at, to);
    if (!reference.isFound()) {
      appendAmpersand(mustResolve, to - at);
      return at + 1;
    }
    int point = reference.codePoint();
    if (reference.isHighSurrogate() && end < to && in[end] == '&') {
      int pairEnd = reference.parse(in, end, to);
      if (reference.isLowSurrogate()) {
        int pair = Character.toCodePoint((char) point, (char) reference.codePoint());
        length = Utf8.encodeCodePoint(bytes, length, pair);
        return pairEnd;
      }
    }
    if (XmlReferenceParser.isForbidden(point)) {
      appendReplacement();
    } else if (mustResolve) {
      length = Utf8.encodeCodePoint(bytes, length, point);
    } else {
      appendBytes(in, at, end);
    }
    return end;
  }

  /**
   * Returns the last index at which the text can be divided: not inside a reference, and not
   * between the references to the two halves of a character.
   */
  int safeCutPosition(byte[] in, int from, int to) {
    int last = lastAmpersand(in, from, to);
    if (last < 0 || (isCompleteReference(in, last, to) && !reference.isHighSurrogate())) {
      return to;
    }
    int before = lastAmpersand(in, from, last);
    boolean isHalf =
        before >= 0 && reference.parse(in, before, last) == last && reference.isHighSurrogate();
    return isHalf ? before : last;
  }

  private static int lastAmpersand(byte[] in, int from, int to) {
    for (int i = to - 1; i >= Math.max(from, to - MAX_REFERENCE_LENGTH); i--) {
      if (in[i] == '&') {
        return i;
      }
    }
    return -1;
  }

  private boolean isCompleteReference(byte[] in, int ampersand, int to) {
    reference.parse(in, ampersand, to);
    return reference.isFound();
  }

  private int append(int character, int next) {
    bytes[length++] = (byte) character;
    return next;
  }

  /**
   * Writes an ampersand that starts no reference.
   *
   * @param remainingBytes the bytes of the input from the ampersand on
   */
  private void appendAmpersand(boolean mustResolve, int remainingBytes) {
    replacedCount++;
    if (mustResolve) {
      bytes[length++] = '&';
    } else {
      int maxLength = length + ESCAPED_AMPERSAND.length + 3 * remainingBytes;
      if (bytes.length < maxLength) {
        bytes = Arrays.copyOf(bytes, 2 * maxLength);
      }
      appendBytes(ESCAPED_AMPERSAND, 0, ESCAPED_AMPERSAND.length);
    }
  }

  private void appendReplacement() {
    replacedCount++;
    length = Utf8.encodeCodePoint(bytes, length, replacement);
  }

  private void appendBytes(byte[] in, int from, int to) {
    int count = to - from;
    System.arraycopy(in, from, bytes, length, count);
    length += count;
  }
}
