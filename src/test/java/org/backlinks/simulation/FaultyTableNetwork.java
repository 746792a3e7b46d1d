package org.backlinks.simulation;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * The network between one simulated process and the table. Requests take time and may fail on their
 * way; they are sent again as the SDK does. The process may die or freeze before and after each
 * effect.
 */
final class FaultyTableNetwork implements TableNetwork {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(12);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_ATTEMPTS = 3;
  private static final int MAX_LATENCY_MILLIS = 12;
  private static final int MAX_SLOW_LATENCY_MILLIS = 4_000;
  private static final int MAX_DELAY_MILLIS = 20_000;
  private static final Duration MAX_CUT = Duration.ofSeconds(15);

  /** Set on a thread whose write takes effect after its sender may have given it up. */
  static final ThreadLocal<Boolean> IS_LATE = ThreadLocal.withInitial(() -> false);

  private final SimulatedWorld world;
  private final SimulatedSandbox sandbox;
  private final RandomGenerator random;
  private final ProcessStops stops;
  private long cutUntil;

  FaultyTableNetwork(SimulatedWorld world, SimulatedSandbox sandbox, RandomGenerator random) {
    this.world = world;
    this.sandbox = sandbox;
    this.random = random;
    this.stops = new ProcessStops(world, random);
  }

  @Override
  public <T> T send(DynamoDbRequest request, Supplier<T> effect) {
    world.countTableRequest();
    Duration timeout =
        request
            .overrideConfiguration()
            .flatMap(RequestOverrideConfiguration::apiCallTimeout)
            .orElse(CALL_TIMEOUT);
    long end = world.loop().elapsed() + timeout.toNanos();
    SdkException failure = ApiCallTimeoutException.create(timeout.toMillis());
    for (int attempt = 1; attempt <= MAX_ATTEMPTS && world.loop().elapsed() < end; attempt++) {
      pause(latency());
      if (attempt > 1) {
        world.statistics().disturbances++;
      }
      if (isUnreachable() || isThrottled()) {
        sandbox.noteFault();
        failure = SimulatedTable.error("InternalServerError", "simulated", 500);
        pause(Duration.ofMillis(random.nextLong(25L << attempt) + 1));
      } else if (random.nextDouble() < stalls()) {
        sandbox.noteFault();
        if (random.nextBoolean()) {
          takeEffectLater(effect);
        }
        world.event(sandbox, () -> "no answer to " + request.getClass().getSimpleName());
        pause(SOCKET_TIMEOUT);
      } else if (random.nextDouble() < world.faults().lostAnswers()) {
        world.event(sandbox, () -> "lost answer to " + request.getClass().getSimpleName());
        takeEffect(effect);
        sandbox.noteFault();
        maybeCut();
      } else {
        return answer(effect);
      }
    }
    throw failure;
  }

  private double stalls() {
    return Math.max(world.faults().stalls(), world.faults().manyStalls());
  }

  private boolean isUnreachable() {
    return world.isTableDown() || world.loop().elapsed() < cutUntil;
  }

  /** Cuts the process off from the table for some time. */
  private void maybeCut() {
    if (world.faults().tableCuts() > 0
        && world.laterRandom().nextDouble() < world.faults().tableCuts()) {
      sandbox.cutOff();
      cutUntil = world.loop().elapsed() + world.laterRandom().nextLong(MAX_CUT.toNanos());
    }
  }

  @Override
  public boolean isThrottled() {
    return happens(world.faults().tableErrors());
  }

  @Override
  public boolean isConflicting() {
    return happens(world.faults().conflicts());
  }

  private boolean happens(double share) {
    boolean happens = random.nextDouble() < share;
    if (happens) {
      sandbox.noteFault();
    }
    return happens;
  }

  /** Lets a request take effect after its sender may have given it up. */
  private void takeEffectLater(Supplier<?> effect) {
    sandbox
        .scheduler()
        .start(() -> {
          pause(Duration.ofMillis(random.nextInt(MAX_DELAY_MILLIS)));
          IS_LATE.set(true);
          takeEffect(effect);
          return true;
        });
  }

  private static void takeEffect(Supplier<?> effect) {
    try {
      effect.get();
    } catch (SdkException e) {
      // the refusal is lost like any other answer
    }
  }

  private <T> T answer(Supplier<T> effect) {
    T answer;
    stops.maybeStop(sandbox);
    try {
      answer = effect.get();
    } catch (SdkException e) {
      pause(latency());
      throw e;
    }
    stops.maybeStop(sandbox);
    pause(latency());
    return answer;
  }

  private Duration latency() {
    boolean isSlow = random.nextDouble() < world.faults().slowRequests();
    return Duration.ofMillis(
        random.nextInt(1, isSlow ? MAX_SLOW_LATENCY_MILLIS : MAX_LATENCY_MILLIS));
  }

  private void pause(Duration time) {
    if (!sandbox.scheduler().sleep(time)) {
      throw AbortedException.create("the thread was interrupted");
    }
  }
}
