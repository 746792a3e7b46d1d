package org.backlinks.majestic.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.backlinks.task.TaskScheduler;

/** A connection whose data, including TLS data, is read through {@link PollingInputStream}. */
final class PollingSocket extends Socket {
  /** Limits the system's buffer of one connection. It allows 2 MB/s across an ocean. */
  private static final int RECEIVE_BUFFER_BYTES = 256 * 1024;

  private final LongSupplier clock;
  private final TaskScheduler scheduler;
  private PollingInputStream in;

  private PollingSocket(LongSupplier clock, TaskScheduler scheduler) {
    this.clock = clock;
    this.scheduler = scheduler;
    this.in = new PollingInputStream(InputStream.nullInputStream(), clock, scheduler);
  }

  /**
   * Connects to the first address that answers.
   *
   * @param addresses addresses of one host
   * @param timeout running time for all addresses together
   * @throws RequestNotSentException when no address answers
   */
  static PollingSocket connect(
      List<InetAddress> addresses,
      int port,
      Duration timeout,
      LongSupplier clock,
      TaskScheduler scheduler)
      throws RequestNotSentException {
    long end = clock.getAsLong() + timeout.toNanos();
    for (InetAddress address : addresses) {
      long remainingNanos = end - clock.getAsLong();
      while (remainingNanos > 0) {
        PollingSocket socket = new PollingSocket(clock, scheduler);
        try {
          socket.connectTo(new InetSocketAddress(address, port), remainingNanos);
          return socket;
        } catch (SocketTimeoutException e) {
          // nothing was sent: try the address again if time remains, for example after a freeze
          socket.close();
          remainingNanos = end - clock.getAsLong();
        } catch (IOException e) {
          socket.close();
          remainingNanos = 0;
        }
      }
    }
    throw new RequestNotSentException("no connection");
  }

  private void connectTo(InetSocketAddress address, long timeoutNanos) throws IOException {
    setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    setTcpNoDelay(true);
    connect(address, Math.max(1, Math.toIntExact(Duration.ofNanos(timeoutNanos).toMillis())));
    setSoTimeout(PollingInputStream.POLL_MILLIS);
    in = new PollingInputStream(super.getInputStream(), clock, scheduler);
  }

  /** Sets the limits of all later reads, as {@link PollingInputStream#setLimits} does. */
  void setReadLimits(Duration maxGap, Duration maxTotal) {
    in.setLimits(maxGap, maxTotal);
  }

  /** Sets the limits of all later reads, as {@link PollingInputStream#setLimits} does. */
  void setReadLimits(Duration maxGap, Duration maxTotal, long startNanos) {
    in.setLimits(maxGap, maxTotal, startNanos);
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  /** Ends the connection at once. Ignores failures, because they can't lose data. */
  @Override
  public void close() {
    try {
      super.close();
    } catch (IOException e) {
      // the connection has ended anyway
    }
  }
}
