package org.backlinks.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a gzip of one or more members (RFC 1952); what follows the last one and is none is
 * padding. The platform's own reader ends quietly where the network fails between two members, and
 * calls itself once for each empty one.
 */
final class Gunzip extends InputStream {
  static final int FIRST = 0x1f;
  static final int SECOND = 0x8b;

  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;
  private static final int TIME_AND_SYSTEM = 6;

  private final InputStream packed;
  private final boolean endIsCertain;
  private final byte[] buffer = new byte[16 * 1024];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private int at;
  private int end;
  private long before;
  private boolean inMember;
  private boolean ended;

  /**
   * Unpacks a stream.
   *
   * @param endIsCertain whether the stream fails when it is cut; else a gzip that ends early may be
   *     whole at its source, and is no {@link UnreadableException}
   */
  Gunzip(InputStream packed, boolean endIsCertain) {
    this.packed = packed;
    this.endIsCertain = endIsCertain;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember && !begin()) {
        ended = true;
        break;
      }
      int count = inflated(into, from, length);
      if (count > 0) {
        checksum.update(into, from, count);
        return count;
      }
      finish();
    }
    return -1;
  }

  /** Reads a member's header; false when none follows. */
  private boolean begin() throws IOException {
    if (next() != FIRST || next() != SECOND) {
      return false;
    }
    int method = needed();
    int flags = needed();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw damaged();
    }
    skip(TIME_AND_SYSTEM);
    if ((flags & EXTRA) != 0) {
      skip(needed() | needed() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      skip(2);
    }
    inflater.reset();
    checksum.reset();
    inMember = true;
    return true;
  }

  /** Unpacks something, or nothing at the end of the member. */
  private int inflated(byte[] into, int from, int length) throws IOException {
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(into, from, length);
        if (count > 0) {
          return count;
        }
        if (inflater.needsDictionary()) {
          throw damaged();
        }
        if (inflater.needsInput()) {
          if (at == end && !fill()) {
            throw cut();
          }
          inflater.setInput(buffer, at, end - at);
          at = end;
        }
      }
      return 0;
    } catch (DataFormatException e) {
      throw damaged();
    }
  }

  private void finish() throws IOException {
    at = end - inflater.getRemaining();
    long length = inflater.getBytesWritten() & 0xffffffffL;
    if (number() != checksum.getValue() || number() != length) {
      throw damaged();
    }
    inMember = false;
  }

  private long number() throws IOException {
    return needed() | needed() << 8 | needed() << 16 | (long) needed() << 24;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      needed();
    }
  }

  private void skipText() throws IOException {
    while (needed() != 0) {
      // up to the zero that ends it
    }
  }

  private int needed() throws IOException {
    int next = next();
    if (next < 0) {
      throw cut();
    }
    return next;
  }

  private int next() throws IOException {
    return at < end || fill() ? buffer[at++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    before += end;
    at = 0;
    end = 0;
    end = Math.max(0, packed.read(buffer));
    return end > 0;
  }

  private UnreadableException damaged() {
    return new UnreadableException("the file's gzip is damaged, near byte " + (before + at));
  }

  private IOException cut() {
    String where = "the file's gzip ends early, at byte " + (before + at);
    return endIsCertain ? new UnreadableException(where) : new IOException(where);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }
}
