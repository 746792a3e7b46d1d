package org.backlinks.render;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON objects straight into a buffer, without spaces, from bytes that are UTF-8 or digits
 * already. Commas come by themselves: at the start of an object, a list, a line or the buffer there
 * is none. What is opened and closed with nothing inside was never there.
 */
final class JsonOut {
  private static final int MOST_OPEN = 8;
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private final Buffer out;
  private final int[] starts = new int[MOST_OPEN];
  private final boolean[] lists = new boolean[MOST_OPEN];
  private int open;

  JsonOut(Buffer out) {
    this.out = out;
  }

  /** Opens an object; {@code name} is null for an element of a list, or a line. */
  void object(@Nullable Name name) {
    open(name, false);
  }

  /** Opens a list. */
  void list(Name name) {
    open(name, true);
  }

  private void open(@Nullable Name name, boolean list) {
    starts[open] = out.size();
    lists[open] = list;
    open++;
    if (name != null) {
      byte[] into = out.room(name.member().length);
      out.advance(start(name, into), name.escapes());
    } else if (!atStart()) {
      out.write(',');
    }
    out.write(list ? '[' : '{');
  }

  /** Closes what was opened last. */
  void close() {
    open--;
    byte last = out.last();
    // no value ends so
    if (last == '{' || last == '[') {
      out.truncate(starts[open]);
    } else {
      out.write(lists[open] ? ']' : '}');
    }
  }

  private boolean atStart() {
    return switch (out.last()) {
      case '{', '[', '\n', 0 -> true;
      default -> false;
    };
  }

  /** Writes a member's name; returns where its value goes. */
  private int start(Name name, byte[] into) {
    byte[] member = name.member();
    int comma = atStart() ? 1 : 0;
    int length = member.length - comma;
    System.arraycopy(member, comma, into, out.size(), length);
    return out.size() + length;
  }

  /** A member that is a string. */
  void text(Name name, byte[] utf8, int from, int to) {
    byte[] into = out.room(name.member().length + mostOf(to - from));
    int start = start(name, into);
    int end = string(utf8, from, to, into, start);
    out.advance(end, name.escapes() + more(into, start, end, to - from));
  }

  /** A member that is a number, its digits as they are. */
  void number(Name name, byte[] digits, int from, int to) {
    byte[] into = out.room(name.member().length + to - from);
    int at = start(name, into);
    System.arraycopy(digits, from, into, at, to - from);
    out.advance(at + to - from, name.escapes());
  }

  void flag(Name name, boolean value) {
    byte[] word = value ? TRUE : FALSE;
    number(name, word, 0, word.length);
  }

  /** Writes a string with its quotes. */
  static void string(Buffer out, byte[] utf8) {
    byte[] into = out.room(mostOf(utf8.length));
    int start = out.size();
    int end = string(utf8, 0, utf8.length, into, start);
    out.advance(end, more(into, start, end, utf8.length));
  }

  private static int mostOf(int length) {
    return Buffer.LONGEST_ESCAPE * length + 2;
  }

  /** Writes a string with its quotes; returns where it ends. */
  private static int string(byte[] utf8, int from, int to, byte[] into, int start) {
    into[start] = '"';
    int end = Buffer.escape(utf8, from, to, into, start + 1);
    into[end] = '"';
    return end + 1;
  }

  /** How many bytes more a string of so many bytes takes inside another one. */
  private static int more(byte[] into, int start, int end, int length) {
    // as long as it was: its quotes alone
    return end - start == length + 2 ? 2 : Buffer.more(into, start, end);
  }
}
