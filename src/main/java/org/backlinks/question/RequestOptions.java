package org.backlinks.question;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.backlinks.units.PartialUnits;
import org.jspecify.annotations.Nullable;

/**
 * How one caller wants the answer. The options are not part of the fingerprint.
 *
 * @param forceQueue whether upstream is asked to queue a newly paid GetTopBackLinks call
 * @param maxAge which ready reports are reused
 * @param maxWait the maximum time that the caller waits, 0 to 25 seconds
 * @param maxUnits the maximum units of each kind that the worst case may cost
 * @param idempotencyKey 1 to 255 characters, or null
 * @param limit the maximum number of rows on the first page, 1 to 5,000, or null for the default of
 *     the page's format
 * @param tag up to 255 characters that only the response to this caller repeats, or null
 * @param compareWith the earlier report with which the answer is compared, or null
 * @param callbacks how the caller learns that the report has ended, at most 5
 */
public record RequestOptions(
    boolean forceQueue,
    MaxAge maxAge,
    Duration maxWait,
    PartialUnits maxUnits,
    @Nullable String idempotencyKey,
    @Nullable Integer limit,
    @Nullable String tag,
    @Nullable EarlierReport compareWith,
    List<Callback> callbacks) {
  public RequestOptions {
    callbacks = List.copyOf(callbacks);
  }

  /** Returns the options of a request without option fields. */
  public static RequestOptions defaults() {
    return new RequestOptions(
        false,
        MaxAge.DEFAULT,
        Duration.ofSeconds(20),
        PartialUnits.NONE,
        null,
        null,
        null,
        null,
        List.of());
  }

  /** Returns the caller's idempotency key, or empty when there is none. */
  public Optional<String> optionalIdempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /** Returns the earlier report with which the answer is compared, or empty when there is none. */
  public Optional<EarlierReport> optionalCompareWith() {
    return Optional.ofNullable(compareWith);
  }
}
