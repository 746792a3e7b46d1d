package org.backlinks.majestic;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Form;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command again that can't have been charged: no connection, or a status that says "not now"
 * where an answer would be. Anything else may have been paid for, and ends the call.
 */
final class Retries {
  static final int MOST = 2;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /** A longer hint is the caller's to heed. */
  private static final Duration LONGEST_HINT = Duration.ofSeconds(3);

  private final MajesticApi api;
  private final RandomGenerator chance;

  Retries(MajesticApi api, RandomGenerator chance) {
    this.api = api;
    this.chance = chance;
  }

  /**
   * As {@link MajesticApi#run}, tried again while there is time.
   *
   * @param patience no further try begins later than that
   */
  RestResponse<InputStream> run(String format, Form parameters, Duration patience) {
    long start = System.nanoTime();
    for (int attempt = 0; ; attempt++) {
      try {
        return api.run(format, parameters);
      } catch (WebApplicationException | ProcessingException e) {
        Duration pause = attempt < MOST && isUnpaid(e) ? pause(attempt, hint(e)) : null;
        long left = patience.toNanos() - (System.nanoTime() - start);
        if (pause == null || pause.toNanos() >= left) {
          throw e;
        }
        LockSupport.parkNanos(pause.toNanos());
      }
    }
  }

  /** Whether upstream can't have charged for a call that ended so. */
  static boolean isUnpaid(RuntimeException e) {
    return e instanceof WebApplicationException answered
        ? isNotNow(answered.getResponse().getStatus())
        : neverConnected(e);
  }

  /** Whether an HTTP status says that the same call may succeed later. */
  static boolean isNotNow(int status) {
    return status >= 500 || status == TOO_MANY_REQUESTS;
  }

  private static boolean neverConnected(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }

  /** When upstream wants to be asked again, if it said so. */
  static @Nullable Duration hint(RuntimeException e) {
    return e instanceof WebApplicationException answered
        ? RetryAfter.in(answered.getResponse()::getHeaderString)
        : null;
  }

  /** Null when upstream wants to be left alone for longer than a call can last. */
  private @Nullable Duration pause(int attempt, @Nullable Duration hint) {
    if (hint != null && hint.compareTo(LONGEST_HINT) > 0) {
      return null;
    }
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << attempt);
    Duration jittered = doubled.multipliedBy(chance.nextInt(50, 151)).dividedBy(100);
    return hint == null ? jittered : hint.plus(jittered);
  }
}
