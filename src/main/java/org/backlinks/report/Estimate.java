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
 * @param exact the price by upstream's own counts, or null when nobody asked for it
 */
public record Estimate(
    Units cost,
    @Nullable ReusableReport reusable,
    RemainingUnits remaining,
    @Nullable Problem refusal,
    @Nullable ExactPrice exact) {

  /** Creates an estimate for which upstream was not asked to count. */
  public Estimate(
      Units cost,
      @Nullable ReusableReport reusable,
      RemainingUnits remaining,
      @Nullable Problem refusal) {
    this(cost, reusable, remaining, refusal, null);
  }

  /** Returns the estimate of a request that would be refused. */
  public Estimate withRefusal(Problem problem) {
    return new Estimate(cost, reusable, remaining, problem, exact);
  }

  /** Returns the estimate with the price by upstream's own counts. */
  public Estimate withExact(ExactPrice price) {
    return new Estimate(cost, reusable, remaining, refusal, price);
  }

  /**
   * A ready report that is fresh enough.
   *
   * @param sameIndex whether upstream still has the index of the report, or null when unknown
   */
  public record ReusableReport(ReportId id, Instant readyAt, @Nullable Boolean sameIndex) {}
}
