package org.backlinks.majestic.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.backlinks.majestic.http.ReadTimeoutException.Limit;
import org.backlinks.task.FakeTimeScheduler;
import org.backlinks.task.TaskScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollingInputStreamTest {
  private static final Duration POLL = Duration.ofMillis(PollingInputStream.POLL_MILLIS);
  private static final Duration GAP = Duration.ofSeconds(30);
  private static final Duration TOTAL = Duration.ofSeconds(300);
  private static final Duration NIGHT = Duration.ofHours(8);

  private final AtomicLong nanos = new AtomicLong();
  private final Deque<Poll> polls = new ArrayDeque<>();
  private final TaskScheduler scheduler = new FakeTimeScheduler(nanos::get);
  private final PollingInputStream in =
      new PollingInputStream(new ScriptedSocketStream(), new RunningClock(scheduler), scheduler);

  PollingInputStreamTest() {
    in.setLimits(GAP, TOTAL);
  }

  /**
   * One poll of the socket.
   *
   * @param duration the time that the poll takes
   * @param result the byte that the poll finds, -1 at the end of the stream, -2 when there is none
   */
  private record Poll(Duration duration, int result) {}

  /** A socket with scripted polls. After them, it has no data. */
  private final class ScriptedSocketStream extends InputStream {
    @Override
    public int read() throws IOException {
      Poll poll = polls.isEmpty() ? new Poll(POLL, -2) : polls.removeFirst();
      nanos.addAndGet(poll.duration().toNanos());
      if (poll.result() == -2) {
        throw new SocketTimeoutException();
      }
      return poll.result();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int next = read();
      bytes[offset] = (byte) next;
      return next < 0 ? -1 : 1;
    }

    @Override
    public int available() {
      return !polls.isEmpty() && polls.getFirst().duration().isZero() ? 1 : 0;
    }
  }

  private void addSilence(Duration duration) {
    for (long i = 0; i < duration.dividedBy(POLL); i++) {
      polls.add(new Poll(POLL, -2));
    }
  }

  private void assertTimesOutBy(Limit limit) {
    assertThatThrownBy(in::read)
        .asInstanceOf(type(ReadTimeoutException.class))
        .extracting(ReadTimeoutException::limit)
        .isEqualTo(limit);
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void readTimesOutAfterTheMaximumGap() throws IOException {
    addSilence(GAP.minus(POLL));
    polls.add(new Poll(POLL, 7));
    assertThat(in.read()).isEqualTo(7);
    assertTimesOutBy(Limit.GAP);
    assertThat(Duration.ofNanos(nanos.get())).isEqualTo(GAP.multipliedBy(2));
  }

  @Test
  void readReturnsDataThatArrivedDuringAFreeze() throws IOException {
    addSilence(GAP.minus(POLL));
    polls.add(new Poll(NIGHT, -2));
    polls.add(new Poll(Duration.ZERO, 7));
    assertThat(in.read()).isEqualTo(7);
  }

  @Test
  void readTimesOutAfterAFreezeWhenNothingArrived() {
    addSilence(GAP.minus(POLL));
    polls.add(new Poll(NIGHT, -2));
    assertTimesOutBy(Limit.GAP);
    assertThat(polls).isEmpty();
  }

  @Test
  void readKeepsItsRemainingTimeAfterAFreeze() throws IOException {
    addSilence(Duration.ofSeconds(10));
    polls.add(new Poll(NIGHT, -2));
    addSilence(Duration.ofSeconds(18));
    polls.add(new Poll(POLL, 7));
    assertThat(in.read()).isEqualTo(7);
  }

  @Test
  void readTimesOutWhenEveryPollIsSlow() {
    for (int i = 0; i < 100; i++) {
      polls.add(new Poll(Duration.ofSeconds(2), -2));
    }
    assertTimesOutBy(Limit.GAP);
    assertThat(polls).isNotEmpty();
  }

  @Test
  void slowStreamTimesOutAfterTheTotal() throws IOException {
    Duration drop = Duration.ofSeconds(1);
    for (int i = 0; i < 1_000; i++) {
      polls.add(new Poll(drop.minus(Duration.ofMillis(1)), i % 100));
    }
    long read = 0;
    try {
      while (in.read() >= 0) {
        read++;
      }
    } catch (ReadTimeoutException e) {
      assertThat(e.limit()).isEqualTo(Limit.TOTAL);
    }
    assertThat(read).isEqualTo(301);
  }

  @Test
  void readTimesOutAfterTheTotalWhenItIsShorterThanTheGap() {
    in.setLimits(GAP, Duration.ofSeconds(10));
    assertTimesOutBy(Limit.TOTAL);
    assertThat(Duration.ofNanos(nanos.get())).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void availableDataIsReadDuringTheGracePeriod() throws IOException {
    in.setLimits(GAP, Duration.ZERO);
    polls.add(new Poll(Duration.ZERO, 7));
    assertThat(in.read()).isEqualTo(7);
    for (int i = 0; i < 6; i++) {
      polls.add(new Poll(Duration.ZERO, 8));
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      if (i < 4) {
        assertThat(in.read()).isEqualTo(8);
      }
    }
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertTimesOutBy(Limit.TOTAL);
  }

  @Test
  void endOfStreamIsPassedOn() throws IOException {
    polls.add(new Poll(POLL, -1));
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void interruptEndsTheRead() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }
}
