package org.backlinks.service;

import java.util.List;
import org.backlinks.majestic.Answer;
import org.backlinks.question.Scope;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.report.State;
import org.backlinks.report.Units;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Table;

/** What a report cost that comes to its end with an answer: what upstream said, else a rule. */
final class Settling {
  private Settling() {}

  /**
   * The end with its cost known.
   *
   * @param held the report before the answer
   * @param next the same at its end, with what the answer said booked
   */
  static Report of(Report held, Answer answer, Report next) {
    if (next.reservation() == null) {
      return next;
    }
    Units bound = next.reservation().bound();
    if (answer instanceof Answer.Rows rows && next.state() instanceof State.Ready) {
      return next.estimated(new Units(bound.analysis(), rows(rows.manifest())));
    }
    if (!(held.state() instanceof State.Claimed) || Reservation.isTold(answer.globals())) {
      return next.estimated(bound);
    }
    return isUnpaid(answer) ? next.unpaid() : next.atBound();
  }

  private static long rows(Manifest manifest) {
    List<String> scopes = List.of(Scope.values()).stream().map(Scope::word).toList();
    return manifest.lists(scopes).stream().mapToLong(Table::rows).sum();
  }

  /** Whether the paid call certainly cost nothing: nothing reached upstream, or it said no. */
  private static boolean isUnpaid(Answer answer) {
    return switch (answer) {
      case Answer.Refused refused -> true;
      case Answer.Unavailable unavailable -> unavailable.unpaid();
      default -> false;
    };
  }
}
