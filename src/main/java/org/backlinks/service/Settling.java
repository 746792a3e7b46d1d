package org.backlinks.service;

import java.util.List;
import org.backlinks.majestic.Answer;
import org.backlinks.question.Scope;
import org.backlinks.report.Amounts;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.report.State;
import org.backlinks.report.Units;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Table;

/** What a paid call cost that is over: what upstream said, else a rule. */
final class Settling {
  private Settling() {}

  /**
   * The report with the cost of its call known, where that is over.
   *
   * @param held the report before the answer
   * @param next the same after it, with what the answer said booked
   */
  static Report of(Report held, Answer answer, Report next) {
    boolean over = !next.state().pending() || next.standsBeforeCall();
    if (next.reservation() == null || !over) {
      return next;
    }
    if (Course.of(held).isListByList()) {
      boolean cut = Course.of(held).current(held).isCutByUs();
      return next.adding(untold(answer, cost(answer, cut, next.reservation().each())));
    }
    if (next.state().pending()) {
      // the command is gone: nothing was charged, and another one goes on
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

  /**
   * What one list cost as far as upstream does not say it.
   *
   * @param cut whether more rows came, and were paid for, than are kept
   */
  private static Units cost(Answer answer, boolean cut, Units bound) {
    if (answer instanceof Answer.Rows rows) {
      return cut
          ? bound
          : new Units(bound.analysis(), paidRows(rows.manifest(), bound.retrieval()));
    }
    return isUnpaid(answer) ? Units.NONE : bound;
  }

  private static Units untold(Answer answer, Units cost) {
    Amounts told = Reservation.told(answer.globals());
    return new Units(
        told.analysis() == null ? cost.analysis() : 0,
        told.retrieval() == null ? cost.retrieval() : 0);
  }

  /** The rows of all lists. */
  static long rows(Manifest manifest) {
    List<String> scopes = List.of(Scope.values()).stream().map(Scope::word).toList();
    return manifest.lists(scopes).stream().mapToLong(Table::rows).sum();
  }

  /** The rows of one answer, though they may fill two lists. */
  private static long paidRows(Manifest manifest, long otherwise) {
    return manifest.tables(Table.Kind.LINKS).stream()
        .mapToLong(Table::rows)
        .max()
        .orElse(otherwise);
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
