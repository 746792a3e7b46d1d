package org.backlinks.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backlinks.crash.CrashPoint.Side;
import org.backlinks.crash.CrashPoint.Step;
import org.jspecify.annotations.Nullable;

/** One report of the matrix, and the point at which its process is interrupted. */
final class CrashRun {
  final int number;
  final CrashScenario scenario;
  final @Nullable CrashPoint crashPoint;
  final Interruption interruption;

  private final Map<String, Integer> counts = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final CountDownLatch crashPointReached = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch resumed = new CountDownLatch(1);
  private final List<ObjectNode> callbacks;
  private long deliveryStart;
  private long deliveryEnd;

  /**
   * Creates a run.
   *
   * @param number distinguishes its requests from those of other runs
   * @param crashPoint null when the process is not interrupted
   * @param callbacks the callbacks of its question
   */
  CrashRun(
      int number,
      CrashScenario scenario,
      @Nullable CrashPoint crashPoint,
      Interruption interruption,
      List<ObjectNode> callbacks) {
    this.number = number;
    this.scenario = scenario;
    this.crashPoint = crashPoint;
    this.interruption = interruption;
    this.callbacks = List.copyOf(callbacks);
  }

  /** Returns the question. When it is repeated, its callbacks are added only once. */
  ObjectNode question() {
    ObjectNode question = scenario.question(number);
    if (!callbacks.isEmpty()) {
      question.put("idempotencyKey", "question-of-run-" + number);
      question.putArray("callbacks").addAll(callbacks);
    }
    return question;
  }

  synchronized Step recordStep(String kind) {
    Step step = new Step(kind, counts.merge(kind, 1, Integer::sum));
    steps.add(step);
    if (step.isOfDelivery()) {
      deliveryEnd = System.nanoTime();
      deliveryStart = deliveryStart == 0 ? deliveryEnd : deliveryStart;
    }
    return step;
  }

  /** Returns the steps that left a process, in order. */
  synchronized List<Step> steps() {
    return List.copyOf(steps);
  }

  /**
   * Returns whether a step is held. After the crash point every step is held, because the process
   * may send a request again.
   */
  boolean isHeldAt(Step step, Side side) {
    return interrupted.getCount() > 0
        && (crashPointReached.getCount() == 0 || new CrashPoint(step, side).equals(crashPoint));
  }

  /**
   * Waits at the crash point until the process is interrupted. A request that had not arrived also
   * waits until the process is resumed.
   *
   * @return whether the step continues: a resumed process finds the answer in its socket
   */
  boolean awaitInterruption(Side side) {
    crashPointReached.countDown();
    try {
      interrupted.await();
      if (!interruption.isStop()) {
        return false;
      }
      if (side == Side.BEFORE) {
        resumed.await();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns how many steps of these kinds left a process. */
  long count(String... kinds) {
    return steps().stream().filter(step -> List.of(kinds).contains(step.kind())).count();
  }

  /** Waits for the crash point. Returns false when the timeout ends before. */
  boolean awaitReached(Duration timeout) throws InterruptedException {
    return crashPointReached.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  void markInterrupted() {
    interrupted.countDown();
  }

  /** Returns the time from the first to the last step of the delivery of callbacks. */
  synchronized Duration deliveryTime() {
    return Duration.ofNanos(deliveryEnd - deliveryStart);
  }

  void markResumed() {
    resumed.countDown();
  }

  @Override
  public String toString() {
    return scenario + " " + crashPoint + " " + interruption;
  }
}
