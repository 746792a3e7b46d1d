package org.backlinks.question;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How one caller wants the answer; not part of the fingerprint.
 *
 * @param forceQueue asks upstream to queue; only acts on a newly paid GetTopBackLinks call
 * @param maxAge a report that became ready at most so long ago will do; zero ignores ready reports
 * @param waitAtMost how long the caller will wait, 0 to 25 seconds
 * @param maxAnalysis the most analysis units that the worst case may cost, or null for any number
 * @param maxRetrieval the most retrieval units that the worst case may cost, or null for any number
 * @param idempotencyKey 1 to 255 characters, or null
 * @param limit rows on the first page, 1 to 5,000
 * @param tag up to 255 characters, echoed to this caller only, or null
 */
public record Terms(
    boolean forceQueue,
    Duration maxAge,
    Duration waitAtMost,
    @Nullable Long maxAnalysis,
    @Nullable Long maxRetrieval,
    @Nullable String idempotencyKey,
    int limit,
    @Nullable String tag) {

  /** What a caller who says nothing about it gets. */
  public static Terms defaults() {
    return new Terms(
        false, Duration.ofHours(24), Duration.ofSeconds(20), null, null, null, 1_000, null);
  }

  /** The most analysis units that the worst case may cost, where the caller set a limit. */
  public OptionalLong analysisLimit() {
    return maxAnalysis == null ? OptionalLong.empty() : OptionalLong.of(maxAnalysis);
  }

  /** The most retrieval units that the worst case may cost, where the caller set a limit. */
  public OptionalLong retrievalLimit() {
    return maxRetrieval == null ? OptionalLong.empty() : OptionalLong.of(maxRetrieval);
  }

  /** The caller's idempotency key, if there is one. */
  public Optional<String> key() {
    return Optional.ofNullable(idempotencyKey);
  }
}
