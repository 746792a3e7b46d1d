package org.backlinks.render;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON objects directly into a buffer, without spaces. The values are bytes of UTF-8 or
 * digits. It writes a comma before each element except at the start of an object, a list, a line or
 * the buffer. It removes an object or list that stays empty.
 */
final class Utf8JsonWriter {
  private static final int MAX_DEPTH = 8;
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private static final byte[] NO_BYTES = {};
  private static final byte[] NEXT_LINE = {'\\', 'u', '0', '0', '8', '5'};
  private static final byte[] LINE_SEPARATOR = {'\\', 'u', '2', '0', '2', '8'};
  private static final byte[] PARAGRAPH_SEPARATOR = {'\\', 'u', '2', '0', '2', '9'};

  private final ResponseBuffer out;
  private final boolean lineDelimited;
  private final int[] openOffsets = new int[MAX_DEPTH];
  private final boolean[] openArrays = new boolean[MAX_DEPTH];
  private int depth;

  Utf8JsonWriter(ResponseBuffer out) {
    this(out, false);
  }

  /**
   * @param lineDelimited whether each object is a line. Then each character that some readers treat
   *     as the end of a line is escaped
   */
  Utf8JsonWriter(ResponseBuffer out, boolean lineDelimited) {
    this.out = out;
    this.lineDelimited = lineDelimited;
  }

  /**
   * Begins an object.
   *
   * @param name null for an element of a list, and for a line
   */
  void beginObject(@Nullable FieldName name) {
    begin(name, false);
  }

  /** Begins a list. */
  void beginArray(FieldName name) {
    begin(name, true);
  }

  private void begin(@Nullable FieldName name, boolean isArray) {
    openOffsets[depth] = out.size();
    openArrays[depth] = isArray;
    depth++;
    if (name != null) {
      byte[] target = out.ensureWritable(name.jsonMember().length);
      out.advance(writeName(name, target), name.escapeOverhead());
    } else if (!isAtStart()) {
      out.write(',');
    }
    out.write(isArray ? '[' : '{');
  }

  /** Ends the object or list that began last. */
  void end() {
    depth--;
    byte last = out.lastByte();
    // no value ends with one of these
    if (last == '{' || last == '[') {
      out.truncate(openOffsets[depth]);
    } else {
      out.write(openArrays[depth] ? ']' : '}');
    }
  }

  private boolean isAtStart() {
    return switch (out.lastByte()) {
      case '{', '[', '\n', 0 -> true;
      default -> false;
    };
  }

  /** Writes a member's name and returns where it ends. */
  private int writeName(FieldName name, byte[] target) {
    byte[] member = name.jsonMember();
    int comma = isAtStart() ? 1 : 0;
    int length = member.length - comma;
    System.arraycopy(member, comma, target, out.size(), length);
    return out.size() + length;
  }

  /** Writes a member that is a string. The bytes are UTF-8. */
  void writeString(FieldName name, byte[] utf8, int from, int to) {
    byte[] target = out.ensureWritable(name.jsonMember().length + maxQuotedLength(to - from));
    int start = writeName(name, target);
    int end =
        lineDelimited
            ? writeQuotedLineSafe(utf8, from, to, target, start)
            : writeQuoted(utf8, from, to, target, start);
    out.advance(end, name.escapeOverhead() + quotedOverhead(target, start, end, to - from));
  }

  /** Writes a member that is a number. */
  void writeNumber(FieldName name, byte[] digits, int from, int to) {
    byte[] target = out.ensureWritable(name.jsonMember().length + to - from);
    int at = writeName(name, target);
    System.arraycopy(digits, from, target, at, to - from);
    out.advance(at + to - from, name.escapeOverhead());
  }

  /** Writes a member whose value is JSON already. */
  void writeJson(FieldName name, byte[] value) {
    byte[] target = out.ensureWritable(name.jsonMember().length + value.length);
    int start = writeName(name, target);
    int end = start + value.length;
    System.arraycopy(value, 0, target, start, value.length);
    out.advance(end, name.escapeOverhead() + JsonEscapes.overhead(target, start, end));
  }

  /** Writes a member that is a boolean. */
  void writeBoolean(FieldName name, boolean value) {
    byte[] word = value ? TRUE : FALSE;
    writeNumber(name, word, 0, word.length);
  }

  /** Writes a string with its quotes. Characters that end a line are escaped. */
  static void writeQuoted(ResponseBuffer out, byte[] utf8) {
    byte[] target = out.ensureWritable(maxQuotedLength(utf8.length));
    int start = out.size();
    int end = writeQuotedLineSafe(utf8, 0, utf8.length, target, start);
    out.advance(end, quotedOverhead(target, start, end, utf8.length));
  }

  private static int maxQuotedLength(int length) {
    return JsonEscapes.MAX_LENGTH * length + 2;
  }

  /** Writes a string with its quotes and returns where it ends. */
  private static int writeQuoted(byte[] utf8, int from, int to, byte[] target, int start) {
    target[start] = '"';
    int end = JsonEscapes.escapeInto(utf8, from, to, target, start + 1);
    target[end] = '"';
    return end + 1;
  }

  /** Writes a string like {@link #writeQuoted}. Also escapes the characters that end a line. */
  private static int writeQuotedLineSafe(byte[] utf8, int from, int to, byte[] target, int start) {
    int end = start;
    target[end++] = '"';
    int written = from;
    for (int i = from; i < to; i++) {
      if (utf8[i] == (byte) 0xC2 || utf8[i] == (byte) 0xE2) {
        byte[] escape = lineEndEscape(utf8, i, to);
        if (escape.length > 0) {
          end = JsonEscapes.escapeInto(utf8, written, i, target, end);
          System.arraycopy(escape, 0, target, end, escape.length);
          end += escape.length;
          written = i + (utf8[i] == (byte) 0xC2 ? 2 : 3);
        }
      }
    }
    end = JsonEscapes.escapeInto(utf8, written, to, target, end);
    target[end] = '"';
    return end + 1;
  }

  /** Returns the escape of the character at an index, or no bytes when it does not end a line. */
  private static byte[] lineEndEscape(byte[] utf8, int at, int to) {
    if (to - at >= 2 && utf8[at] == (byte) 0xC2 && utf8[at + 1] == (byte) 0x85) {
      return NEXT_LINE;
    }
    if (to - at >= 3 && utf8[at] == (byte) 0xE2 && utf8[at + 1] == (byte) 0x80) {
      return switch (utf8[at + 2]) {
        case (byte) 0xA8 -> LINE_SEPARATOR;
        case (byte) 0xA9 -> PARAGRAPH_SEPARATOR;
        default -> NO_BYTES;
      };
    }
    return NO_BYTES;
  }

  /**
   * Returns the additional bytes that a written string needs inside another JSON string.
   *
   * @param length the number of bytes of the text before escaping
   */
  private static int quotedOverhead(byte[] target, int start, int end, int length) {
    // without escapes there are only the quotes
    return end - start == length + 2 ? 2 : JsonEscapes.overhead(target, start, end);
  }
}
