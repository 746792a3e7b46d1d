package org.backlinks.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backlinks.question.Question;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.jspecify.annotations.Nullable;

/** Checks the guarantees of the store. They hold for any behaviour of the workers. */
final class StoreInvariants {
  private final ModelTable model;
  private final List<Question> questions;
  private final Map<ReportId, Integer> paidCalls = new HashMap<>();
  private final Set<ReportId> released = new HashSet<>();
  private Map<ReportId, Report> previousReports = Map.of();

  StoreInvariants(ModelTable model, List<Question> questions) {
    this.model = model;
    this.questions = questions;
  }

  /**
   * Records that a worker now holds a report.
   *
   * @param isPaidCall whether the worker now makes a paid call
   */
  void recordHeld(Report report, boolean isPaidCall) {
    released.remove(report.id());
    int calls = paidCalls.merge(report.id(), isPaidCall ? 1 : 0, Integer::sum);
    require(calls <= Report.MAX_PAID_CALLS, "a report is paid for a fourth time", report);
    require(
        calls <= report.billing().usage().calls(),
        "a paid call was not counted before it was made",
        report);
  }

  /** Records that a holder released a report after it stored the outcome of its call. */
  void recordReleased(Report report) {
    released.add(report.id());
  }

  /** Checks everything after a request. */
  void check(List<SimulatedWorker> workers) {
    Map<ReportId, Report> currentReports = new HashMap<>();
    Set<Question> underWay = new HashSet<>();
    for (Report report : model.allReports()) {
      currentReports.put(report.id(), report);
      Report before = previousReports.get(report.id());
      if (before != null && before != report) {
        checkTransition(before, report);
      }
      require(
          !released.contains(report.id()) || !report.wasInterrupted(),
          "a released report counts as interrupted, and would be paid for again",
          report);
      QuestionSlots slots = model.findSlots(report.question());
      boolean isUnderWay = report.id().equals(slots.underwayId());
      require(
          report.state().isPending() == isUnderWay,
          "a pending report is not in its slot, or a done report is",
          report);
      if (report.state().isPending()) {
        require(underWay.add(report.question()), "two reports under way for a question", report);
      }
    }
    for (Question question : questions) {
      QuestionSlots slots = model.findSlots(question);
      checkSlot(question, slots.underwayId(), currentReports);
      checkSlot(question, slots.readyId(), currentReports);
      Report ready = slots.readyId() == null ? null : currentReports.get(slots.readyId());
      require(
          ready == null || ready.state() instanceof State.Ready,
          "the ready slot names a report that is not ready",
          ready);
    }
    checkSingleOwner(workers);
    previousReports = currentReports;
  }

  private void checkTransition(Report before, Report after) {
    require(
        after.lease().version() >= before.lease().version(), "a lease version decreased", after);
    require(
        after.billing().usage().calls() <= Report.MAX_PAID_CALLS,
        "a fourth call was counted",
        after);
    require(
        !(before.state() instanceof State.Deleted), "a deleted report is no longer deleted", after);
    require(
        before.state().isPending()
            || before.equals(after)
            || after.state() instanceof State.Deleted,
        "a done report changed",
        after);
  }

  private void checkSlot(Question question, @Nullable ReportId id, Map<ReportId, Report> reports) {
    Report named = id == null ? null : reports.get(id);
    require(
        id == null || (named != null && named.question().equals(question)),
        "a slot names a report of another question",
        named);
  }

  /**
   * Checks that a worker whose lease has not ended still owns its report, unless it was deleted.
   */
  private void checkSingleOwner(List<SimulatedWorker> workers) {
    Set<ReportId> owned = new HashSet<>();
    for (SimulatedWorker worker : workers) {
      for (Report held : worker.ownedReports()) {
        require(owned.add(held.id()), "two workers own one report", held);
        Report stored = model.find(held.id()).orElseThrow();
        require(
            stored.lease().version() == held.lease().version()
                || stored.state() instanceof State.Deleted,
            "a report was taken from its owner",
            held);
      }
    }
  }

  /** Fails when a guarantee does not hold. */
  static void require(boolean holds, String message, @Nullable Report report) {
    if (!holds) {
      throw new AssertionError(message + ": " + Objects.toString(report, ""));
    }
  }
}
