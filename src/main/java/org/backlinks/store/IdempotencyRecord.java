package org.backlinks.store;

import java.time.Duration;
import java.time.Instant;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.ReportId;

/**
 * The use of an idempotency key.
 *
 * @param fingerprint the question with which the key was first used
 * @param reportId the report that answers this question
 * @param expiresAt when the key may be used for another question
 */
public record IdempotencyRecord(Fingerprint fingerprint, ReportId reportId, Instant expiresAt) {
  /** The time for which a key is stored. */
  public static final Duration LIFETIME = Duration.ofHours(24);
}
