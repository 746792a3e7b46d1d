package org.backlinks.render;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON objects straight into a buffer, without spaces, from bytes that are UTF-8 or digits
 * already. Commas come by themselves: at the start of an object, a list, a line or the buffer there
 * is none. What is opened and closed with nothing inside was never there.
 */
final class JsonOut {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long SPACES = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
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
      name(name);
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

  private void name(Name name) {
    int comma = atStart() ? 1 : 0;
    out.put(name.member(), comma, name.member().length - comma, name.escapes());
  }

  /** A member that is a string. */
  void text(Name name, byte[] utf8, int from, int to) {
    name(name);
    string(out, utf8, from, to);
  }

  /** A member that is a number, its digits as they are. */
  void number(Name name, byte[] digits, int from, int to) {
    name(name);
    out.put(digits, from, to - from, 0);
  }

  void flag(Name name, boolean value) {
    name(name);
    byte[] word = value ? TRUE : FALSE;
    out.put(word, 0, word.length, 0);
  }

  /** Writes a string with its quotes; eight bytes at a time while none needs an escape. */
  static void string(Buffer out, byte[] utf8, int from, int to) {
    byte[] into = out.room(Buffer.LONGEST_ESCAPE * (to - from) + 2);
    int at = out.size();
    int more = 2;
    into[at++] = '"';
    int i = from;
    while (i < to) {
      if (to - i >= Long.BYTES) {
        long word = (long) WORD.get(utf8, i);
        if (isPlain(word)) {
          WORD.set(into, at, word);
          at += Long.BYTES;
          i += Long.BYTES;
          continue;
        }
      }
      int end = Math.min(to, i + Long.BYTES);
      while (i < end) {
        int start = at;
        at = Buffer.escape(utf8[i++], into, at);
        // a backslash, and a quote or backslash behind it, are escaped once more
        if (at - start > 1) {
          more += into[start + 1] == '"' || into[start + 1] == '\\' ? 2 : 1;
        }
      }
    }
    into[at++] = '"';
    out.advance(at, more);
  }

  /** Whether none of eight bytes is a quote, a backslash or a control character. */
  private static boolean isPlain(long word) {
    return ((below(word, SPACES) | below(word ^ QUOTES, ONES) | below(word ^ BACKSLASHES, ONES))
            & HIGHS)
        == 0;
  }

  /** Has the high bit of some byte set when a byte of the word is less than the limit's. */
  private static long below(long word, long limit) {
    return (word - limit) & ~word;
  }
}
