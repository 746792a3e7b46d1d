package org.backlinks.service;

import java.time.Duration;
import org.backlinks.config.Settings;

/**
 * How long stored rows are kept.
 *
 * @param ofLastAnswer for rows that make a report ready
 * @param ofEarlierAnswers for rows of a report that has calls left. Budgets may delay these calls
 *     again and again
 */
record RowLifetime(Duration ofLastAnswer, Duration ofEarlierAnswers) {
  /** The rows of a report expire this long after the report itself. */
  private static final Duration MARGIN = Duration.ofDays(1);

  /** A report that waits longer for its next call expires sooner, together with its rows. */
  private static final Duration WAIT_FOR_BUDGETS = Duration.ofDays(30);

  static RowLifetime of(Settings settings) {
    Duration ofLastAnswer =
        settings.table().reportTtl().plus(settings.polling().deadline()).plus(MARGIN);
    return new RowLifetime(ofLastAnswer, ofLastAnswer.plus(WAIT_FOR_BUDGETS));
  }
}
