package org.backlinks.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.backlinks.callback.CallbackSender;
import org.backlinks.report.Notice;
import org.backlinks.report.ReportId;
import org.backlinks.report.StoredCallback;

/**
 * The way from one simulated process to the recipients of callbacks and events. Messages take time
 * and may get lost, and so may the answers. The process may die or freeze before and after each.
 */
final class SimulatedRecipients implements CallbackSender {
  private static final int MAX_LATENCY_MILLIS = 500;

  private static final int MAX_SLOW_MILLIS = 10_000;

  /** One of this many messages is slow. */
  private static final int SLOW_MESSAGES = 10;

  /** One of this many heartbeats is answered when its report ends. */
  private static final int HEARTBEATS_UNTIL_END = 2;

  private static final Duration MAX_WAIT_FOR_END = Duration.ofSeconds(30);
  private static final Duration PAUSE_BETWEEN_LOOKS = Duration.ofMillis(20);

  private final SimulatedWorld world;
  private final SimulatedSandbox sandbox;
  private final RandomGenerator random;
  private final ProcessStops stops;

  SimulatedRecipients(SimulatedWorld world, SimulatedSandbox sandbox, RandomGenerator random) {
    this.world = world;
    this.sandbox = sandbox;
    this.random = random;
    this.stops = new ProcessStops(world, random);
  }

  @Override
  public Result deliver(StoredCallback recipient, Notice notice) {
    CallbackInvariants callbacks = world.invariants().callbacks();
    callbacks.checkHold(sandbox, recipient);
    if (!arrives()) {
      return Result.FAILED;
    }
    if (callbacks.isClosed(recipient)) {
      return answer(Result.CLOSED);
    }
    world.event(sandbox, () -> "delivers " + recipient.id() + " " + notice.error());
    callbacks.checkDelivery(sandbox, recipient, notice);
    return answer(Result.DELIVERED);
  }

  @Override
  public Result heartbeat(StoredCallback recipient) {
    if (!arrives()) {
      return Result.FAILED;
    }
    Result result =
        world.invariants().callbacks().isClosed(recipient) ? Result.CLOSED : Result.DELIVERED;
    if (world.laterRandom().nextInt(HEARTBEATS_UNTIL_END) == 0) {
      awaitEnd(recipient.id().owner());
      return result;
    }
    return answer(result);
  }

  /** Waits for the end of a report, so that its end and the heartbeat are written together. */
  private void awaitEnd(ReportId report) {
    Instant latest = world.loop().now().plus(MAX_WAIT_FOR_END);
    while (!world.invariants().callbacks().hasEnded(report)
        && world.loop().now().isBefore(latest)) {
      sandbox.scheduler().sleep(PAUSE_BETWEEN_LOOKS);
    }
  }

  private boolean arrives() {
    pause();
    stops.maybeStop(sandbox);
    return random.nextDouble() >= world.faults().tableErrors();
  }

  private Result answer(Result result) {
    stops.maybeStop(sandbox);
    if (random.nextDouble() < world.faults().lostAnswers()) {
      world.statistics().disturbances++;
      sandbox.noteFault();
      return Result.FAILED;
    }
    pause();
    return result;
  }

  private void pause() {
    boolean isSlow = world.laterRandom().nextInt(SLOW_MESSAGES) == 0;
    int maxMillis = isSlow ? MAX_SLOW_MILLIS : MAX_LATENCY_MILLIS;
    sandbox.scheduler().sleep(Duration.ofMillis(random.nextInt(1, maxMillis)));
  }
}
