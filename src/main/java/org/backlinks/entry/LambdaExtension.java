package org.backlinks.entry;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.backlinks.entry.ExtensionsApiClient.InvokeEvent;
import org.backlinks.service.CallTracker;
import org.backlinks.task.Signal;
import org.backlinks.task.TaskScheduler;
import org.backlinks.task.ThreadTaskScheduler;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An internal extension of the Lambda platform. The platform freezes a process when its runtime and
 * its extensions have asked for the next event. This extension asks only after the outcome of every
 * upstream call of the process is written.
 */
public final class LambdaExtension {
  private static final Logger LOG = Logger.getLogger(LambdaExtension.class);

  /** A platform that has not answered after this time is treated as one without extensions. */
  private static final Duration REGISTRATION_TIMEOUT = Duration.ofMillis(500);

  /** The wait after the first failed request for an event. It doubles after each further one. */
  private static final Duration MIN_RETRY_DELAY = Duration.ofMillis(100);

  /** The maximum wait between two requests. The next invocation may have to wait this long. */
  private static final Duration MAX_RETRY_DELAY = Duration.ofSeconds(1);

  private final TaskScheduler scheduler;
  private final CallTracker callTracker;
  private final Clock clock;
  private final Instant startedAt;
  private final Signal registrationAnswered;
  private final Object invocationLock = new Object();
  private volatile boolean registered;
  private String lastEndedRequestId = "";

  LambdaExtension(TaskScheduler scheduler, Clock clock) {
    this.scheduler = scheduler;
    this.callTracker = new CallTracker(scheduler);
    this.clock = clock;
    this.startedAt = clock.instant();
    this.registrationAnswered = scheduler.newSignal();
  }

  /**
   * Begins to register with the platform, and returns at once.
   *
   * @return the extension, or null when the environment names no platform
   */
  static @Nullable LambdaExtension start(Map<String, String> environment, Clock clock) {
    String address = environment.get("AWS_LAMBDA_RUNTIME_API");
    if (address == null) {
      return null;
    }
    LambdaExtension extension = new LambdaExtension(new ThreadTaskScheduler(), clock);
    Thread.ofPlatform()
        .daemon()
        .name("lambda-extension")
        .start(() -> extension.run(new ExtensionsApiClient(address)));
    return extension;
  }

  /** Returns an extension that never registers. */
  static LambdaExtension inactive(Clock clock) {
    LambdaExtension extension = new LambdaExtension(new ThreadTaskScheduler(), clock);
    extension.registrationAnswered.set();
    return extension;
  }

  /** Returns the tracker of the calls for which the extension waits. */
  CallTracker callTracker() {
    return callTracker;
  }

  /**
   * Returns whether the platform waits for this extension. If so, the program may answer a caller
   * while a call is under way. Waits for the answer to the registration, at most until its timeout.
   */
  boolean isRegistered() {
    return registrationAnswered.await(timeUntil(registrationDeadline())) && registered;
  }

  /** Records that the program has answered the event of an invocation. */
  void recordInvocationEnd(String requestId) {
    synchronized (invocationLock) {
      lastEndedRequestId = requestId;
      invocationLock.notifyAll();
    }
  }

  /** Registers, and then waits for invocations until the thread is interrupted. */
  void run(ExtensionsApiClient client) {
    try {
      Optional<String> identifier = client.register();
      registered = identifier.isPresent() && isBeforeRegistrationDeadline();
      registrationAnswered.set();
      if (identifier.isPresent()) {
        handleEvents(client, identifier.get());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warnf("the platform did not accept this extension: %s", e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      registered = false;
      registrationAnswered.set();
    }
  }

  /**
   * Handles one event after the other. The platform waits for a registered extension, so a failed
   * request for an event is repeated. Until one succeeds, the platform does not wait for the
   * extension. Only the first of several failures in a row is logged.
   */
  private void handleEvents(ExtensionsApiClient client, String identifier)
      throws InterruptedException {
    boolean isWaitedFor = registered;
    Duration retryDelay = MIN_RETRY_DELAY;
    while (!scheduler.isInterrupted()) {
      try {
        InvokeEvent event = client.nextEvent(identifier);
        registered = isWaitedFor;
        retryDelay = MIN_RETRY_DELAY;
        awaitInvocationEnd(event);
      } catch (IOException | RuntimeException e) {
        registered = false;
        if (retryDelay.equals(MIN_RETRY_DELAY)) {
          LOG.warnf("the platform gives no next event: %s", e.getMessage());
        }
        scheduler.sleep(retryDelay);
        retryDelay = longerDelay(retryDelay);
      }
    }
  }

  private static Duration longerDelay(Duration delay) {
    Duration doubled = delay.multipliedBy(2);
    return doubled.compareTo(MAX_RETRY_DELAY) < 0 ? doubled : MAX_RETRY_DELAY;
  }

  private Instant registrationDeadline() {
    return startedAt.plus(REGISTRATION_TIMEOUT);
  }

  private boolean isBeforeRegistrationDeadline() {
    return !clock.instant().isAfter(registrationDeadline());
  }

  /**
   * Waits until the event is answered and the outcome of every call is written, but not longer than
   * the program may use.
   */
  private void awaitInvocationEnd(InvokeEvent event) throws InterruptedException {
    Instant waitEnd = InvocationContext.latestAnswerTime(event.deadline());
    synchronized (invocationLock) {
      long millisLeft = timeUntil(waitEnd).toMillis();
      while (!lastEndedRequestId.equals(event.requestId()) && millisLeft > 0) {
        invocationLock.wait(millisLeft);
        millisLeft = timeUntil(waitEnd).toMillis();
      }
    }
    if (!callTracker.awaitIdle(timeUntil(waitEnd))) {
      LOG.warnf("request %s ends while an upstream call is not recorded", event.requestId());
    }
  }

  /** Returns the time until a moment, or zero when the moment is over. */
  private Duration timeUntil(Instant moment) {
    Duration left = Duration.between(clock.instant(), moment);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
