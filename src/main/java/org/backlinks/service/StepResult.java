package org.backlinks.service;

import org.backlinks.report.Report;

/** How the work on a held report ended. */
sealed interface StepResult {
  /**
   * The report was written in its next state.
   *
   * @param report the report that was written
   */
  record Advanced(Report report) implements StepResult {}

  /** Another worker has taken the report over, or its owner has deleted it. */
  record Overtaken() implements StepResult {}

  /** The work ended before the next state was written. A later worker continues it. */
  record Interrupted() implements StepResult {}

  /** The work has not ended in time. It continues in the background. */
  record StillRunning() implements StepResult {}
}
