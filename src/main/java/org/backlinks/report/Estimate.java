package org.backlinks.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a request would cost and whether it would be allowed.
 *
 * @param cost of a new report, in the worst case
 * @param reusable a ready report that would answer at no cost, or null
 * @param remaining upstream's last word on what is left
 * @param refusal what the request would be refused with, or null
 */
public record Estimate(
    Units cost, @Nullable Reusable reusable, Remaining remaining, @Nullable Problem refusal) {

  /** A report that is ready. */
  public record Reusable(ReportId id, Instant readyAt) {}
}
