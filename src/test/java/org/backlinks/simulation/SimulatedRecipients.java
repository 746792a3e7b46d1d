package org.backlinks.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.backlinks.callback.CallbackSender;
import org.backlinks.report.Notice;
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
    return answer(
        world.invariants().callbacks().isClosed(recipient) ? Result.CLOSED : Result.DELIVERED);
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
