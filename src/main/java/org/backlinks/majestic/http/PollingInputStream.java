package org.backlinks.majestic.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.backlinks.task.TaskScheduler;

/**
 * Reads a socket in short polls, and decides itself when the other side is too slow. It decides
 * this only after a poll without data, so it first reads the data that waits in the socket after a
 * freeze.
 */
final class PollingInputStream extends FilterInputStream {
  /** The timeout of the socket. It is shorter than a step of {@link RunningClock}. */
  static final int POLL_MILLIS = 250;

  /** The time after the total limit in which data that has already arrived is still read. */
  private static final long GRACE_NANOS = Duration.ofSeconds(5).toNanos();

  private final LongSupplier clock;
  private final TaskScheduler scheduler;
  private Duration maxGap = Duration.ZERO;
  private Duration maxTotal = Duration.ZERO;
  private long deadlineNanos;

  /**
   * Makes a stream over the stream of a socket.
   *
   * @param in throws {@link SocketTimeoutException} after a poll without data
   * @param clock running time in nanoseconds
   */
  PollingInputStream(InputStream in, LongSupplier clock, TaskScheduler scheduler) {
    super(in);
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /**
   * Sets the limits of all later reads.
   *
   * @param maxGap the longest wait for data
   * @param maxTotal the longest time for all data that is still to be read
   */
  void setLimits(Duration maxGap, Duration maxTotal) {
    setLimits(maxGap, maxTotal, clock.getAsLong());
  }

  /**
   * Sets the limits of all later reads.
   *
   * @param maxGap the longest wait for data
   * @param maxTotal the longest time from the start until all data is read
   * @param startNanos the start, in nanoseconds of running time
   */
  void setLimits(Duration maxGap, Duration maxTotal, long startNanos) {
    this.maxGap = maxGap;
    this.maxTotal = maxTotal;
    deadlineNanos = startNanos + maxTotal.toNanos();
  }

  @Override
  public int read() throws IOException {
    byte[] singleByte = new byte[1];
    return read(singleByte, 0, 1) < 0 ? -1 : singleByte[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long startNanos = clock.getAsLong();
    if (startNanos >= deadlineNanos
        && (startNanos >= deadlineNanos + GRACE_NANOS || in.available() == 0)) {
      throw new ReadTimeoutException(ReadTimeoutException.Limit.TOTAL, maxTotal);
    }
    boolean isSecondPoll = false;
    while (true) {
      if (scheduler.isInterrupted()) {
        throw new InterruptedIOException("the read was interrupted");
      }
      long pollStartNanos = clock.getAsLong();
      try {
        return in.read(bytes, offset, length);
      } catch (SocketTimeoutException e) {
        long now = clock.getAsLong();
        // a freeze may have made this poll long, and data may have arrived during the freeze
        boolean isCertain = now - pollStartNanos < RunningClock.MAX_STEP_NANOS || isSecondPoll;
        isSecondPoll = !isCertain;
        if (isCertain && now - startNanos >= maxGap.toNanos()) {
          throw new ReadTimeoutException(ReadTimeoutException.Limit.GAP, maxGap);
        }
        if (isCertain && now >= deadlineNanos) {
          throw new ReadTimeoutException(ReadTimeoutException.Limit.TOTAL, maxTotal);
        }
      }
    }
  }
}
