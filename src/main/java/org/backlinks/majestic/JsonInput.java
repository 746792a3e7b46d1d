package org.backlinks.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.backlinks.snapshot.Bytes;
import org.backlinks.snapshot.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Strict JSON (RFC 8259) in UTF-8, a token at a time, as bytes: texts are handed on where they lie,
 * so that a cell is copied once on its way into its column. Every token lies whole in one buffer,
 * which grows for a long one, up to a bound. Everything that is no JSON is an {@link
 * UnreadableException} that quotes nothing.
 */
final class JsonInput {
  /** The longest string, bytes as written. */
  private static final int LONGEST_STRING = 8_000_000;

  private static final int LONGEST_NUMBER = 1_000;
  private static final int LONGEST_NAME = 1_000;
  private static final int DEEPEST = 50;
  private static final int USUAL = 1 << 16;

  private final InputStream in;
  private byte[] buffer = new byte[USUAL];
  private int at;
  private int end;
  private long before;
  private byte[] unescaped = new byte[256];

  /** Whether the string scanned last has escapes. */
  private boolean escaped;

  private byte[] text = unescaped;
  private int from;
  private int length;

  JsonInput(InputStream in) throws IOException {
    this.in = in;
    if (has(3)
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      at = 3;
    }
  }

  /** Where reading stands, in bytes from the start. */
  long offset() {
    return before + at;
  }

  /** The array in which the last text lies; good until the next token is read. */
  byte[] text() {
    return text;
  }

  /** Where the last text starts. */
  int from() {
    return from;
  }

  /** The last text's length in bytes. */
  int length() {
    return length;
  }

  /** The last text as a string. */
  String string() {
    return new String(text, from, length, StandardCharsets.UTF_8);
  }

  /** The first byte of what comes next, or -1 at the end. */
  int peek() throws IOException {
    while (true) {
      while (at < end) {
        byte next = buffer[at];
        if (next > ' ' || next < 0 || !isSpace(next)) {
          return next & 0xFF;
        }
        at++;
      }
      if (!more()) {
        return -1;
      }
    }
  }

  private static boolean isSpace(byte one) {
    return one == ' ' || one == '\n' || one == '\r' || one == '\t';
  }

  /** Takes the byte if it is what comes next. */
  boolean takes(char wanted) throws IOException {
    if (at < end ? buffer[at] == wanted || peek() == wanted : peek() == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /** Takes the byte, which must come next. */
  void take(char wanted) throws IOException {
    if (!takes(wanted)) {
      throw notJson();
    }
  }

  /** Takes exactly these bytes if they come next and lie in the buffer already. */
  boolean takes(byte[] wanted) {
    int to = at + wanted.length;
    if (to <= end && Bytes.same(buffer, at, wanted, 0, wanted.length)) {
      at = to;
      return true;
    }
    return false;
  }

  /** Takes the comma before the next element, or what closes the list: then it does not go on. */
  boolean goesOn(char close) throws IOException {
    if (takes(close)) {
      return false;
    }
    take(',');
    return true;
  }

  /**
   * Takes the name of an object's next member, whose value comes next then.
   *
   * @param first whether none was taken before
   * @return null at the object's end, which is taken
   */
  @Nullable String member(boolean first) throws IOException {
    boolean there = first ? !takes('}') : goesOn('}');
    return there ? name() : null;
  }

  /** Takes a member's name and its colon. */
  String name() throws IOException {
    if (peek() != '"') {
      throw notJson();
    }
    quoted();
    if (length > LONGEST_NAME) {
      throw new UnreadableException("a name without end at byte " + offset());
    }
    String name = new String(text, from, length, StandardCharsets.UTF_8);
    take(':');
    return name;
  }

  /** Whether the last string was written with escapes. */
  boolean escaped() {
    return escaped;
  }

  /**
   * Takes a value: what is nested stays as it is written, cut at {@code most} bytes; null is "".
   */
  void value(int most) throws IOException {
    switch (peek()) {
      case '"' -> quoted();
      case '{', '[' -> {
        Nested nested = new Nested(most);
        nested.value(1);
        text = nested.kept;
        from = 0;
        length = nested.size;
      }
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> {
        word("null");
        length = 0;
      }
      default -> number();
    }
  }

  /** Passes a value over. */
  void skip() throws IOException {
    new Nested(0).value(0);
  }

  private void word(String word) throws IOException {
    int size = word.length();
    if (!has(size)) {
      throw notJson();
    }
    for (int i = 0; i < size; i++) {
      if (buffer[at + i] != word.charAt(i)) {
        throw notJson();
      }
    }
    hand(at, size);
    at += size;
  }

  private void hand(int start, int size) {
    text = buffer;
    from = start;
    length = size;
  }

  private void number() throws IOException {
    int start = digit(0) == '-' ? 1 : 0;
    int size = digits(start);
    if (digit(start) == '0' && size > start + 1) {
      throw notJson();
    }
    if (digit(size) == '.') {
      size = digits(size + 1);
    }
    if ((digit(size) | 0x20) == 'e') {
      size++;
      int sign = digit(size);
      size = digits(sign == '+' || sign == '-' ? size + 1 : size);
    }
    hand(at, size);
    at += size;
  }

  /** How long the number is with at least one more digit. */
  private int digits(int start) throws IOException {
    int size = start;
    while (isDigit(digit(size))) {
      size++;
    }
    if (size == start) {
      throw notJson();
    }
    return size;
  }

  private static boolean isDigit(int one) {
    return '0' <= one && one <= '9';
  }

  private int digit(int ahead) throws IOException {
    if (ahead > LONGEST_NUMBER) {
      throw new UnreadableException("a number without end at byte " + offset());
    }
    return at + ahead < end || has(ahead + 1) ? buffer[at + ahead] & 0xFF : -1;
  }

  /** Takes a string, which becomes the text without its escapes. */
  private void quoted() throws IOException {
    int size = scan();
    if (escaped) {
      unescape(at + 1, at + size - 1);
    } else {
      hand(at + 1, size - 2);
    }
    at += size;
  }

  /** How long the string is that comes next, quotes included; all of it is in the buffer then. */
  private int scan() throws IOException {
    escaped = false;
    int size = 1;
    while (true) {
      size = Bytes.firstOdd(buffer, at + size, end) - at;
      if (at + size == end) {
        if (size > LONGEST_STRING) {
          throw new UnreadableException("a text without end at byte " + offset());
        }
        if (!more()) {
          throw notJson();
        }
        continue;
      }
      int next = buffer[at + size];
      if (next == '"') {
        return size + 1;
      } else if (next == '\\') {
        escaped = true;
        size += escape(size);
      } else if (next < 0) {
        size += wide(size);
      } else {
        throw notJson();
      }
    }
  }

  private int escape(int size) throws IOException {
    if (!has(size + 2)) {
      throw notJson();
    }
    return switch (buffer[at + size + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
      case 'u' -> {
        if (!has(size + 6) || hex(at + size + 2) < 0) {
          throw notJson();
        }
        yield 6;
      }
      default -> throw notJson();
    };
  }

  private int hex(int start) {
    int value = 0;
    for (int i = start; i < start + 4; i++) {
      int digit = buffer[i] < 0 ? -1 : Character.digit(buffer[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private int wide(int size) throws IOException {
    int most = Utf8.sizeBy(buffer[at + size]);
    if (most == 0 || !has(size + most) || !Utf8.isOne(buffer, at + size, most)) {
      throw new UnreadableException("not UTF-8 at byte " + (offset() + size));
    }
    return most;
  }

  private void unescape(int start, int stop) {
    if (unescaped.length < stop - start || unescaped.length > USUAL) {
      unescaped = new byte[Math.max(256, stop - start)];
    }
    byte[] out = unescaped;
    int to = 0;
    int i = start;
    while (i < stop) {
      byte next = buffer[i];
      if (next != '\\') {
        out[to++] = next;
        i++;
        continue;
      }
      byte kind = buffer[i + 1];
      i += 2;
      if (kind != 'u') {
        out[to++] = control(kind);
        continue;
      }
      int point = hex(i);
      i += 4;
      if (Character.isHighSurrogate((char) point)
          && i + 6 <= stop
          && buffer[i] == '\\'
          && buffer[i + 1] == 'u'
          && Character.isLowSurrogate((char) hex(i + 2))) {
        point = Character.toCodePoint((char) point, (char) hex(i + 2));
        i += 6;
      } else if (Character.isSurrogate((char) point)) {
        point = 0xFFFD;
      }
      to = Utf8.put(out, to, point);
    }
    text = out;
    from = 0;
    length = to;
  }

  private static byte control(byte kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
    };
  }

  /** Whether so many bytes come from here; reads until they are in the buffer. */
  private boolean has(int count) throws IOException {
    while (end - at < count) {
      if (!more()) {
        return false;
      }
    }
    return true;
  }

  /** Reads on; what is not taken yet stays, from the buffer's start. False at the end. */
  private boolean more() throws IOException {
    if (at > 0) {
      before += at;
      System.arraycopy(buffer, at, buffer, 0, end - at);
      end -= at;
      at = 0;
      // one huge text must not hold its memory for the rest of the answer
      if (buffer.length > USUAL && end < USUAL / 2) {
        buffer = Arrays.copyOf(buffer, USUAL);
      }
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, end * 2);
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) {
      return false;
    }
    end += count;
    return true;
  }

  private UnreadableException notJson() {
    return new UnreadableException("not JSON at byte " + offset());
  }

  /** Takes a value whole, and keeps its start as it is written but for the space around tokens. */
  private final class Nested {
    private final int most;
    private byte[] kept = new byte[256];
    private int size;

    Nested(int most) {
      this.most = most;
    }

    void value(int depth) throws IOException {
      if (depth > DEEPEST) {
        throw new UnreadableException("nested too deep at byte " + offset());
      }
      switch (peek()) {
        case '{' -> object(depth);
        case '[' -> array(depth);
        case '"' -> written();
        case 't' -> scalar("true");
        case 'f' -> scalar("false");
        case 'n' -> scalar("null");
        default -> {
          number();
          keep(text, from, length);
        }
      }
    }

    private void object(int depth) throws IOException {
      mark('{');
      if (takes('}')) {
        keep('}');
        return;
      }
      do {
        if (peek() != '"') {
          throw notJson();
        }
        written();
        mark(':');
        value(depth + 1);
      } while (goesOn('}'));
    }

    private void array(int depth) throws IOException {
      mark('[');
      if (takes(']')) {
        keep(']');
        return;
      }
      do {
        value(depth + 1);
      } while (goesOn(']'));
    }

    private boolean goesOn(char close) throws IOException {
      if (takes(close)) {
        keep(close);
        return false;
      }
      mark(',');
      return true;
    }

    private void written() throws IOException {
      int written = scan();
      keep(buffer, at, written);
      at += written;
    }

    private void scalar(String word) throws IOException {
      word(word);
      keep(text, from, length);
    }

    private void mark(char one) throws IOException {
      take(one);
      keep(one);
    }

    private void keep(char one) {
      keep(new byte[] {(byte) one}, 0, 1);
    }

    private void keep(byte[] from, int offset, int count) {
      int fits = Math.min(count, most - size);
      if (kept.length - size < fits) {
        kept = Arrays.copyOf(kept, Math.max(kept.length * 2, size + fits));
      }
      System.arraycopy(from, offset, kept, size, fits);
      size += fits;
    }
  }
}
