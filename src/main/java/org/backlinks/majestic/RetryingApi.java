package org.backlinks.majestic;

import jakarta.ws.rs.core.Form;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.backlinks.majestic.http.ExceptionCauses;
import org.backlinks.majestic.http.RequestNotSentException;
import org.backlinks.majestic.http.RetryAfter;
import org.backlinks.task.TaskScheduler;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a command that certainly was not charged: nothing was sent, or the HTTP status says so.
 * Every other command may have been charged and is not repeated.
 */
final class RetryingApi {
  static final int MAX_RETRIES = 2;
  private static final Set<Integer> UNCHARGED_STATUSES = Set.of(429, 500, 503);
  private static final Duration INITIAL_BACKOFF = Duration.ofMillis(250);

  /** The longest delay before a retry. When upstream asks for more, the caller decides. */
  private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(3);

  private final MajesticApi api;
  private final RandomGenerator random;
  private final TaskScheduler scheduler;

  RetryingApi(MajesticApi api, RandomGenerator random, TaskScheduler scheduler) {
    this.api = api;
    this.random = random;
    this.scheduler = scheduler;
  }

  /** Runs a command as {@link MajesticApi#run} does, and repeats it while there is time. */
  RestResponse<InputStream> run(String format, Form parameters, CallTimeLimits time) {
    long start = scheduler.nanoTime();
    long end = start + time.maxRetryTime().toNanos();
    CallTimeLimits remaining = time;
    for (int attempt = 0; ; attempt++) {
      try {
        RestResponse<InputStream> response =
            api.run(format, remaining.maxReadTime().toString(), parameters);
        if (!isUncharged(response.getStatus())
            || !pauseBeforeRetry(attempt, retryAfter(response), end)) {
          return response;
        }
      } catch (RuntimeException e) {
        if (!wasNotSent(e) || !pauseBeforeRetry(attempt, null, end)) {
          throw e;
        }
      }
      remaining = time.after(Duration.ofNanos(scheduler.nanoTime() - start));
    }
  }

  /** Returns whether an HTTP status says that nothing was charged and a later call may succeed. */
  static boolean isUncharged(int status) {
    return UNCHARGED_STATUSES.contains(status);
  }

  /** Returns how long upstream asks to wait before the next call; null when it gave no time. */
  static @Nullable Duration retryAfter(RestResponse<InputStream> response) {
    return RetryAfter.from(response::getHeaderString);
  }

  private static boolean wasNotSent(RuntimeException e) {
    return ExceptionCauses.find(e, RequestNotSentException.class) != null;
  }

  /** Waits before the next attempt. Returns false when there is no next attempt. */
  private boolean pauseBeforeRetry(int attempt, @Nullable Duration retryAfter, long end) {
    if (attempt == MAX_RETRIES
        || (retryAfter != null && retryAfter.compareTo(MAX_RETRY_AFTER) > 0)) {
      return false;
    }
    Duration doubled = INITIAL_BACKOFF.multipliedBy(1L << attempt);
    Duration jittered = doubled.multipliedBy(random.nextInt(50, 151)).dividedBy(100);
    Duration pause = retryAfter == null ? jittered : retryAfter.plus(jittered);
    // the process may be frozen while it waits
    return pause.toNanos() < end - scheduler.nanoTime()
        && scheduler.sleep(pause)
        && scheduler.nanoTime() < end;
  }
}
