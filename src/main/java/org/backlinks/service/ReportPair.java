package org.backlinks.service;

import java.util.List;
import org.backlinks.question.FieldError;
import org.backlinks.report.Report;

/** The two reports that a caller wants to compare, or the reason why they can't be compared. */
public sealed interface ReportPair {
  /**
   * Two ready reports. Their rows decide whether they can be compared.
   *
   * @param before the earlier one
   */
  record Ready(Report before, Report after) implements ReportPair {}

  /** At least one of the reports is unknown, expired or deleted. */
  record Missing() implements ReportPair {}

  /**
   * At least one of the reports is pending or failed.
   *
   * @param report the first one that is not ready
   */
  record NotReady(Report report) implements ReportPair {}

  /**
   * The reports have different questions, or there is no earlier report.
   *
   * @param errors the fields in which they do not fit together, at least one
   */
  record NotComparable(List<FieldError> errors) implements ReportPair {
    public NotComparable {
      errors = List.copyOf(errors);
    }
  }
}
