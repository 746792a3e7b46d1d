package org.backlinks.store;

import java.time.Duration;
import java.time.Instant;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.ReportId;

/**
 * What an idempotency key stands for.
 *
 * @param print the question that it was first used with
 * @param report the report that this question got
 * @param until when the key may mean something else
 */
public record KeyUse(Fingerprint print, ReportId report, Instant until) {
  /** How long a key is remembered. */
  public static final Duration LIFE = Duration.ofHours(24);
}
