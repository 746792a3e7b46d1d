package org.backlinks.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A process as the platform sees it: its threads, its clock, and whether it is frozen. */
final class SimulatedSandbox {
  /** A stop that is shorter leaves every lease with its holder. */
  private static final Duration SHORT_STOP = Duration.ofSeconds(90);

  /** Two stops with a shorter time between them count as one: no lease may be renewed in it. */
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(5);

  private final SimulationLoop loop;
  private final String name;
  private final Duration clockSkew;
  private final SimulatedScheduler scheduler;
  private final List<SimulatedThread> threads = new ArrayList<>();
  private Instant stoppedAt = Instant.MIN;
  private Instant freezeEnd = Instant.MIN;
  private Instant cutAt = Instant.MIN;
  private Instant faultAt = Instant.MIN;
  private Instant idleAt = Instant.MIN;
  private Instant invokedAt = Instant.MIN;
  private long frozenFrom;
  private long frozenUntil;
  private boolean isDead;

  /**
   * Makes a process that runs.
   *
   * @param clockSkew how far its clock is ahead of the world's
   */
  SimulatedSandbox(SimulationLoop loop, String name, Duration clockSkew) {
    this.loop = loop;
    this.name = name;
    this.clockSkew = clockSkew;
    this.scheduler = new SimulatedScheduler(loop, this);
  }

  SimulatedScheduler scheduler() {
    return scheduler;
  }

  String name() {
    return name;
  }

  /** Returns the threads that have not ended. */
  List<SimulatedThread> threads() {
    return threads;
  }

  boolean isFrozen(long elapsed) {
    return elapsed < frozenUntil;
  }

  long frozenUntil() {
    return frozenUntil;
  }

  boolean isDead() {
    return isDead;
  }

  /** Stops all threads for some time. */
  void freeze(Duration time) {
    if (loop.elapsed() - frozenUntil > SHORT_PAUSE.toNanos()) {
      frozenFrom = loop.elapsed();
    }
    freezeEnd = laterOf(freezeEnd, loop.now().plus(time));
    frozenUntil = Math.max(frozenUntil, loop.elapsed() + time.toNanos());
    if (frozenUntil - frozenFrom > SHORT_STOP.toNanos()) {
      stoppedAt = loop.now();
    }
  }

  /** Stops a process that has nothing to do. This is no fault. */
  void freezeIdle(Duration time) {
    idleAt = loop.now();
    frozenUntil = Math.max(frozenUntil, loop.elapsed() + time.toNanos());
  }

  /** Ends a freeze. */
  void thaw() {
    frozenUntil = Math.min(frozenUntil, loop.elapsed());
    freezeEnd = freezeEnd.isAfter(loop.now()) ? loop.now() : freezeEnd;
  }

  private static Instant laterOf(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Called when the platform sends an event to the process. */
  void beginInvocation() {
    thaw();
    invokedAt = loop.now();
  }

  /** Returns the start of the last invocation. */
  Instant invokedAt() {
    return invokedAt;
  }

  /** Returns whether the process was stopped in its last invocation, for any time. */
  boolean wasFrozenInInvocation() {
    return wasFrozenSince(invokedAt);
  }

  /** Returns whether the process was stopped after an instant, for any time. */
  boolean wasFrozenSince(Instant time) {
    return freezeEnd.isAfter(time);
  }

  /** Returns whether the process stood still after an instant, for longer than a lease may last. */
  boolean wasStoppedSince(Instant time) {
    return !stoppedAt.isBefore(time);
  }

  /** Notes that the process can't reach the table for some time. */
  void cutOff() {
    cutAt = loop.now();
  }

  /** Returns whether the process was cut off from the table at an instant or later. */
  boolean wasCutSince(Instant time) {
    return !cutAt.isBefore(time);
  }

  /** Notes that a request of the process failed, or that it stands still. */
  void noteFault() {
    faultAt = loop.now();
  }

  /** Returns whether anything went wrong for the process at an instant or later. */
  boolean wasDisturbedSince(Instant time) {
    return wasDisturbedAtWorkSince(time) || !idleAt.isBefore(time);
  }

  /** Returns whether anything went wrong for the process while it had something to do. */
  boolean wasDisturbedAtWorkSince(Instant time) {
    return isDead || wasFrozenSince(time) || !faultAt.isBefore(time);
  }

  /** Ends the process at once. */
  void kill() {
    isDead = true;
    frozenUntil = 0;
    loop.kill(this);
  }

  /** Returns what the clock of the process shows at an instant of the world. */
  Instant toLocalTime(Instant instant) {
    return instant.plus(clockSkew);
  }

  /** Returns the clock that the process reads. */
  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return toLocalTime(loop.now());
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("UTC only");
      }
    };
  }
}
