package org.backlinks.majestic.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.backlinks.snapshot.Utf8;

/**
 * Replaces each byte that is not part of valid UTF-8 by a question mark. The length stays the same,
 * so this is the fastest way to repair the bytes.
 */
final class Utf8RepairingInputStream extends FilterInputStream {
  private static final int MAX_SEQUENCE = 4;

  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int checked;
  private int limit;
  private boolean isAtEnd;

  Utf8RepairingInputStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (position == checked) {
      if (isAtEnd && position == limit) {
        return -1;
      }
      fill();
    }
    int count = Math.min(length, checked - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    checked = 0;
    position = 0;
    int count = in.read(buffer, limit, buffer.length - limit);
    isAtEnd = count < 0;
    limit += Math.max(0, count);
    int last = isAtEnd ? limit : limit - MAX_SEQUENCE;
    while (checked < last) {
      checked = buffer[checked] >= 0 ? checked + 1 : endOfSequence(checked);
    }
  }

  private int endOfSequence(int start) {
    int length = Utf8.sequenceLength(buffer[start]);
    if (length > 0 && start + length <= limit && Utf8.isValidSequence(buffer, start, length)) {
      return start + length;
    }
    buffer[start] = '?';
    return start + 1;
  }
}
