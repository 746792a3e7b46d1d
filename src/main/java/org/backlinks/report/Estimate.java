package org.backlinks.report;

import java.time.Instant;
import org.backlinks.units.RemainingUnits;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;

/**
 * The cost that a request would have, and whether it would be allowed.
 *
 * @param cost the maximum cost of a new report
 * @param reusable a ready report that answers the request without a cost, or null
 * @param remaining the units that upstream last said are left
 * @param refusal the problem with which the request would be refused, or null
 */
public record Estimate(
    Units cost,
    @Nullable ReusableReport reusable,
    RemainingUnits remaining,
    @Nullable Problem refusal) {

  /**
   * A ready report that is fresh enough.
   *
   * @param sameIndex whether upstream still has the index of the report, or null when unknown
   */
  public record ReusableReport(ReportId id, Instant readyAt, @Nullable Boolean sameIndex) {}
}
