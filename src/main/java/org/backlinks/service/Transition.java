package org.backlinks.service;

import java.util.Optional;
import org.backlinks.majestic.Answer;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.snapshot.Manifest;

/**
 * The effect of an answer on a report.
 *
 * @param held the report before the answer
 * @param next the report after the answer, not yet written
 */
record Transition(Report held, Answer answer, Report next) {
  /** Returns whether the requested rows will never arrive. */
  boolean isAnswerLost() {
    return next.state() instanceof State.Failed
        || next.progress().missing().size() > held.progress().missing().size();
  }

  /** Returns the manifest of the rows of the answer if the report keeps them, else empty. */
  Optional<Manifest> rowsToStore() {
    boolean isAdvanced =
        next.state() instanceof State.Ready || next.state() instanceof State.Claimed;
    return answer instanceof Answer.Rows rows && isAdvanced && !isAnswerLost()
        ? Optional.of(rows.manifest())
        : Optional.empty();
  }

  Transition withNext(Report report) {
    return new Transition(held, answer, report);
  }
}
