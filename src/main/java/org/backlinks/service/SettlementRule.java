package org.backlinks.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.majestic.Answer;
import org.backlinks.question.Scope;
import org.backlinks.report.Billing;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Table;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.Units;
import org.backlinks.units.UnitsGlobal;

/** Settles paid calls that are over: at the units that upstream reported, else by a rule. */
final class SettlementRule {
  private SettlementRule() {}

  /**
   * Returns the report with the cost of its call settled, if the call is over.
   *
   * @param held the report before the answer
   * @param next the report after the answer, with the reported charges booked
   */
  static Report settle(Report held, Answer answer, Report next) {
    boolean isOver = !next.state().isPending() || next.isBeforeCall();
    Reservation reservation = next.billing().reservation();
    if (reservation == null || !isOver) {
      return next;
    }
    CallPlan plan = CallPlan.of(held);
    if (plan.hasCallPerList()) {
      boolean isCut = plan.nextCall(held).isLimitedLocally();
      Units bound = reservation.boundPerCall();
      Units cost = boundIfImpossible(answer, costOfList(answer, isCut, bound), bound);
      return next.withBilling(billing -> billing.addUnreported(unreportedUnits(answer, cost)));
    }
    if (next.state().isPending()) {
      // upstream does not know the command: it charged nothing, and another command follows
      return next;
    }
    Units bound = reservation.bound();
    if (answer instanceof Answer.Rows rows && next.state() instanceof State.Ready) {
      Units estimate =
          boundIfImpossible(answer, new Units(bound.analysis(), totalRows(rows.manifest())), bound);
      return next.withBilling(billing -> billing.settleEstimated(estimate));
    }
    if (!(held.state() instanceof State.Claimed) || mentionsCharge(answer.globals())) {
      return next.withBilling(billing -> billing.settleEstimated(bound));
    }
    return next.withBilling(
        isCertainlyUncharged(answer) ? Billing::settleFree : Billing::settleAtBound);
  }

  /**
   * Returns the cost of the call for one list. It is used for the units that upstream does not
   * report.
   *
   * @param isCut whether upstream sent, and charged, more rows than the report keeps
   */
  private static Units costOfList(Answer answer, boolean isCut, Units bound) {
    if (answer instanceof Answer.Rows rows) {
      return isCut
          ? bound
          : new Units(bound.analysis(), chargedRows(rows.manifest(), bound.retrieval()));
    }
    return isCertainlyUncharged(answer) ? Units.ZERO : bound;
  }

  /** Replaces each estimate by the bound if upstream reported an impossible charge instead. */
  private static Units boundIfImpossible(Answer answer, Units estimate, Units bound) {
    Globals globals = answer.globals();
    return new Units(
        globals.isImpossibleUnits(UnitsGlobal.CHARGED_ANALYSIS.wireName())
            ? bound.analysis()
            : estimate.analysis(),
        globals.isImpossibleUnits(UnitsGlobal.CHARGED_RETRIEVAL.wireName())
            ? bound.retrieval()
            : estimate.retrieval());
  }

  /** Returns whether an answer reports a charge, possible or not. */
  private static boolean mentionsCharge(Globals globals) {
    return globals.values().keySet().stream()
        .anyMatch(name -> UnitsGlobal.find(name).filter(UnitsGlobal::isCharge).isPresent());
  }

  private static Units unreportedUnits(Answer answer, Units cost) {
    PartialUnits reported = Reservation.reportedCharge(answer.globals());
    return new Units(
        reported.analysis() == null ? cost.analysis() : 0,
        reported.retrieval() == null ? cost.retrieval() : 0);
  }

  /** Returns the number of rows in all lists of links. */
  static long totalRows(Manifest manifest) {
    List<String> scopes = List.of(Scope.values()).stream().map(Scope::wireName).toList();
    return manifest.linkTables(scopes).stream().mapToLong(Table::rowCount).sum();
  }

  /** Returns the number of rows that upstream sent. The same rows may be in two lists. */
  private static long chargedRows(Manifest manifest, long defaultCount) {
    return manifest.tables(Table.Kind.LINKS).stream()
        .mapToLong(Table::rowCount)
        .max()
        .orElse(defaultCount);
  }

  /**
   * Returns the part of an answer that is not booked on its report yet. The file of a job repeats
   * the charge of the job, and that charge is booked only once.
   */
  static Globals unbooked(Report held, Answer answer) {
    Globals globals = answer.globals();
    if (!(held.state() instanceof State.Downloading) || !held.billing().hasReportedCharge()) {
      return globals;
    }
    Map<String, String> values = new HashMap<>(globals.values());
    values
        .keySet()
        .removeIf(name -> UnitsGlobal.find(name).filter(UnitsGlobal::isCharge).isPresent());
    return new Globals(values);
  }

  /** Returns whether the call cost nothing for certain: upstream did not get it, or refused it. */
  private static boolean isCertainlyUncharged(Answer answer) {
    return switch (answer) {
      case Answer.Refused refused -> true;
      case Answer.Unavailable unavailable -> unavailable.isUncharged();
      case Answer.Rows _, Answer.Queued _, Answer.DownloadReady _, Answer.DownloadGone _ -> false;
      case Answer.TimedOut _, Answer.Unreadable _ -> false;
    };
  }
}
