package org.backlinks.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.backlinks.majestic.http.ReadTimeoutException;

/** A body that arrives piece by piece. It may break off, and the time to read it may end before. */
final class PacedInputStream extends InputStream {
  private final byte[] body;
  private final int cutAt;
  private final Pace pace;
  private final Duration maxReadTime;
  private final Connection connection;
  private Duration timeLeft;
  private int position;

  /** How fast a body arrives. */
  record Pace(int pieceBytes, Duration gap) {
    private Duration duration(int length) {
      return gap.multipliedBy((length + pieceBytes - 1) / pieceBytes);
    }
  }

  /** The connection on which a body arrives. */
  interface Connection {
    /** Lets time pass. */
    void pause(Duration time) throws IOException;

    /** Notes that the connection broke, and throws the cause. */
    void breakOff(IOException cause) throws IOException;
  }

  /**
   * Makes a body.
   *
   * @param cutAt the number of bytes after which the connection breaks
   * @param maxReadTime the longest time for the whole body
   */
  PacedInputStream(byte[] body, int cutAt, Pace pace, Duration maxReadTime, Connection connection) {
    this.body = body;
    this.cutAt = cutAt;
    this.pace = pace;
    this.maxReadTime = maxReadTime;
    this.connection = connection;
    this.timeLeft = maxReadTime;
  }

  /** Returns whether the whole body can't arrive in time. */
  boolean isTooSlow() {
    return pace.duration(body.length).compareTo(maxReadTime) > 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (position >= cutAt) {
      connection.breakOff(new IOException("simulated reset within the body"));
    }
    if (position == body.length) {
      return -1;
    }
    if (position % pace.pieceBytes == 0) {
      awaitPiece();
    }
    int pieceEnd = (position / pace.pieceBytes + 1) * pace.pieceBytes;
    int count = Math.min(length, Math.min(Math.min(body.length, cutAt), pieceEnd) - position);
    System.arraycopy(body, position, target, offset, count);
    position += count;
    return count;
  }

  /** Waits for the next piece, at most for the time that is left. */
  private void awaitPiece() throws IOException {
    if (pace.gap.compareTo(timeLeft) > 0) {
      connection.pause(timeLeft.isNegative() ? Duration.ZERO : timeLeft);
      connection.breakOff(new ReadTimeoutException(ReadTimeoutException.Limit.TOTAL, maxReadTime));
    }
    connection.pause(pace.gap);
    timeLeft = timeLeft.minus(pace.gap);
  }
}
