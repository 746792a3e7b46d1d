package org.backlinks.service;

import java.time.Duration;
import java.time.Instant;
import org.backlinks.config.Settings;
import org.backlinks.report.Report;

/** How long ready reports and their rows are kept. */
final class RowLifetime {
  /** The rows of a report expire this long after the report itself. */
  private static final Duration MARGIN = Duration.ofDays(1);

  /** The longest delay by budgets after which all rows of a report are still stored. */
  private static final Duration WAIT_FOR_BUDGETS = Duration.ofDays(30);

  private final Duration ofReport;
  private final Duration ofRows;

  RowLifetime(Settings settings) {
    this.ofReport = settings.table().reportTtl();
    this.ofRows = ofReport.plus(settings.polling().deadline()).plus(MARGIN);
  }

  /** Returns the expiry of what is stored with the last rows of a report. */
  Instant lastRowsExpiry(Instant now) {
    return now.plus(ofRows);
  }

  /** Returns the expiry of the rows of an answer, which may not be the last one of its report. */
  Instant rowsExpiry(Report held, Instant now) {
    boolean isLastCall = CallPlan.of(held).followingParameters(held) == null;
    return isLastCall ? lastRowsExpiry(now) : now.plus(ofRows).plus(WAIT_FOR_BUDGETS);
  }

  /**
   * Returns how long a report lives after it becomes ready. It never outlives its rows. Rows of
   * earlier answers may be as old as the report.
   *
   * @param rowsVersion the lease version under which the rows of the last answer were stored
   */
  Duration ofReadyReport(Report held, int rowsVersion, Instant now) {
    boolean isStoredNow = rowsVersion == held.lease().version();
    if (isStoredNow && CallPlan.of(held).isSingleCall()) {
      return ofReport;
    }
    Instant earliestExpiry = held.lifetime().createdAt().plus(ofRows);
    Instant rowsExpireAt = isStoredNow ? earliestExpiry.plus(WAIT_FOR_BUDGETS) : earliestExpiry;
    Duration left = Duration.between(now, rowsExpireAt);
    return left.compareTo(ofReport) < 0 ? left : ofReport;
  }
}
