package org.backlinks.majestic;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A body that tells a stall from a cut, and ends when it is longer than any real answer or takes
 * longer to arrive.
 */
final class WatchedStream extends FilterInputStream {
  private static final long LONGEST = 1L << 30;
  private final long patience;
  private final long deadline;
  private long read;
  private boolean late;
  private boolean stalled;
  private boolean broken;

  /**
   * Watches a body that begins to arrive now.
   *
   * @param patience how long a read may wait
   * @param whole how long all of it may take
   */
  WatchedStream(InputStream body, Duration patience, Duration whole) {
    super(body);
    this.patience = patience.toNanos();
    this.deadline = System.nanoTime() + whole.toNanos();
  }

  /** Whether it still arrived when its time was up. */
  boolean late() {
    return late;
  }

  /** Whether the last read failed after waiting as long as the time-out allows. */
  boolean stalled() {
    return stalled;
  }

  /** Whether reading failed at all: what else went wrong was not the body's. */
  boolean broken() {
    return broken;
  }

  /** Bytes read so far. */
  long count() {
    return read;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    long start = System.nanoTime();
    if (start - deadline > 0) {
      late = true;
      throw new IOException("time is up");
    }
    try {
      int count = super.read(into, from, length);
      read += Math.max(0, count);
      if (read > LONGEST) {
        throw new UnreadableException("the body is longer than " + LONGEST + " bytes");
      }
      return count;
    } catch (IOException e) {
      broken = true;
      // the client closes a silent connection; only the waiting tells that from a broken one
      stalled = System.nanoTime() - start >= patience - patience / 10;
      throw e;
    }
  }
}
