package org.backlinks.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.backlinks.question.Question;
import org.backlinks.report.Billing;
import org.backlinks.report.Lease;
import org.backlinks.report.Lifetime;
import org.backlinks.report.Problem;
import org.backlinks.report.Progress;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.backlinks.store.Interleaving.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A worker that makes the requests of the program's workers, one at a time. Other workers may act
 * between its read and its write. It may be late, crash, and repeat a write.
 */
final class SimulatedWorker {
  private static final Duration PENDING_LIFETIME = Duration.ofDays(2);
  private static final Duration TTL = Duration.ofDays(30);
  private static final Globals CHARGED = new Globals(Map.of("ChargedAnalysisResUnits", "5000"));

  /** A report that the worker holds. */
  private static final class HeldReport {
    private final boolean isGivingUp;
    private Report report;
    private Instant leaseEnd;
    private boolean isWriting;
    private boolean isRenewing;
    private @Nullable Report lastWritten;

    HeldReport(Report report, boolean isGivingUp) {
      this.isGivingUp = isGivingUp;
      this.report = report;
      this.leaseEnd = report.lease().end();
    }
  }

  private final String name;
  private final Interleaving interleaving;
  private final ReportTable table;
  private final RandomGenerator random;
  private final List<Runnable> pendingRequests = new ArrayList<>();
  private final List<HeldReport> heldReports = new ArrayList<>();
  private final List<HeldReport> formerlyHeld = new ArrayList<>();
  private long skewMillis;

  SimulatedWorker(String name, Interleaving interleaving, long skewMillis) {
    this.name = name;
    this.interleaving = interleaving;
    this.table = interleaving.table;
    this.random = interleaving.random;
    this.skewMillis = skewMillis;
  }

  /** Changes the skew of the worker's clock. The clock never goes backwards. */
  void advanceSkew(long newSkewMillis) {
    skewMillis = Math.max(skewMillis, newSkewMillis);
  }

  /** Returns the reports whose leases have not ended, as far as the worker knows. */
  List<Report> ownedReports() {
    Instant now = now();
    return heldReports.stream()
        .filter(hold -> now.isBefore(hold.leaseEnd))
        .map(hold -> hold.report)
        .toList();
  }

  /** Ends the process and starts a new one. */
  void crash() {
    pendingRequests.clear();
    heldReports.clear();
    formerlyHeld.clear();
  }

  /** Makes one request. */
  void act() {
    if (!pendingRequests.isEmpty() && random.nextInt(3) > 0) {
      pendingRequests.remove(random.nextInt(pendingRequests.size())).run();
      return;
    }
    switch (random.nextInt(40)) {
      case 0 -> crash();
      case 1 -> readThen(this::delete);
      case 2, 3 -> readThen(this::notifyJobDone);
      case 4, 5, 6 -> repeatOldWrite();
      case 7, 8, 9, 10, 11, 12 ->
          ask(interleaving.questions.get(random.nextInt(interleaving.questions.size())));
      case 13, 14, 15, 16, 17, 18, 19 -> requestDueReport();
      default -> {
        if (heldReports.isEmpty()) {
          requestDueReport();
        } else {
          workOn(heldReports.get(random.nextInt(heldReports.size())));
        }
      }
    }
  }

  /** Takes a due report over and makes it ready, without interruption. */
  void finish(ReportId id) {
    requestTakeOver(table.find(id).orElseThrow());
    pendingRequests.removeFirst().run();
    if (heldReports.isEmpty()) {
      throw new AssertionError("a due report can't be taken over: " + id);
    }
    HeldReport hold = heldReports.getLast();
    write(hold, hold.report.markReady(now(), TTL, CHARGED));
    pendingRequests.removeFirst().run();
  }

  private Instant now() {
    return interleaving.time().plusMillis(skewMillis);
  }

  private void ask(Question question) {
    QuestionSlots slots = table.findSlots(question);
    pendingRequests.add(() -> {
      Optional<Report> underWay = Optional.ofNullable(slots.underwayId()).flatMap(table::find);
      if (underWay.filter(report -> report.state().isPending()).isEmpty()) {
        Report report = newReport(question, slots.readyId());
        pendingRequests.add(() -> claim(report, slots));
      }
    });
  }

  /** Returns a report that this worker holds, or a report that is due at once. */
  private Report newReport(Question question, @Nullable ReportId previousId) {
    Instant now = now();
    boolean isHeld = random.nextBoolean();
    Report report =
        new Report(
            ReportId.random(random),
            question,
            previousId,
            isHeld ? new Lease(1, now.plus(Interleaving.LEASE)) : Lease.availableFrom(now),
            Map.of("cmd", "GetTopBackLinks"),
            "key",
            new Lifetime(now, now.plus(PENDING_LIFETIME)),
            Billing.NONE,
            new State.Claimed(),
            Progress.NONE);
    return isHeld ? report.withCallCounted(now, Interleaving.LEASE) : report;
  }

  private void claim(Report report, QuestionSlots seen) {
    boolean claimed = table.claim(report, seen);
    interleaving.log(name, "claims", report, claimed);
    interleaving.observe(claimed ? Observation.CLAIM : Observation.CLAIM_REFUSED);
    if (claimed && report.billing().usage().calls() > 0) {
      interleaving.invariants().recordHeld(report, true);
      heldReports.add(new HeldReport(report, false));
    }
  }

  /** Reads a random report, or a due report, and requests its take-over. */
  private void requestDueReport() {
    if (random.nextInt(3) > 0) {
      readThen(this::requestTakeOver);
      return;
    }
    List<ReportId> due = interleaving.due(now());
    if (!due.isEmpty()) {
      ReportId id = due.get(random.nextInt(due.size()));
      pendingRequests.add(() -> requestTakeOver(table.find(id).orElseThrow()));
    }
  }

  private void requestTakeOver(Report stored) {
    Instant now = now();
    if (!stored.isAvailable(now)) {
      return;
    }
    Report takenOver = stored.takeOver(now, Interleaving.LEASE);
    boolean isPoll = !(stored.state() instanceof State.Claimed);
    boolean isPaidCall = !isPoll && stored.billing().usage().calls() < Report.MAX_PAID_CALLS;
    Report next =
        isPoll
            ? takenOver.withBilling(Billing::withPollCounted)
            : isPaidCall ? takenOver.withCallCounted(now, Interleaving.LEASE) : takenOver;
    pendingRequests.add(() -> {
      boolean isTakenOver =
          replaceChecked("takes over", stored, next, () -> table.takeOver(stored, next));
      interleaving.observe(isTakenOver ? Observation.TAKE_OVER : Observation.TAKE_OVER_REFUSED);
      if (isTakenOver) {
        interleaving.invariants().recordHeld(next, isPaidCall);
        heldReports.add(new HeldReport(next, !isPoll && !isPaidCall));
      }
    });
  }

  private void workOn(HeldReport hold) {
    if (!hold.isWriting && random.nextInt(3) > 0) {
      write(hold, randomNextReport(hold));
    } else if (!hold.isRenewing) {
      renew(hold);
    }
  }

  private void renew(HeldReport hold) {
    Instant sent = interleaving.time();
    Instant until = now().plus(Interleaving.LEASE);
    hold.isRenewing = true;
    pendingRequests.add(() -> {
      hold.isRenewing = false;
      if (interleaving.time().isAfter(sent.plus(Interleaving.LEASE))) {
        return; // the client gives up long before
      }
      boolean renewed = table.renewLease(hold.report, until);
      interleaving.log(name, "renews", hold.report, renewed);
      if (renewed) {
        hold.leaseEnd = until;
      } else {
        interleaving.observe(Observation.RENEWAL_REFUSED);
      }
    });
  }

  private void write(HeldReport hold, Report next) {
    hold.isWriting = true;
    pendingRequests.add(() -> {
      boolean isLate = !now().isBefore(hold.leaseEnd);
      boolean written = writeChecked("writes", hold.report, next, () -> save(next));
      hold.isWriting = false;
      hold.lastWritten = next;
      if (written && isStillHeld(next)) {
        hold.report = next;
        hold.leaseEnd = next.lease().end();
      } else {
        heldReports.remove(hold);
        formerlyHeld.add(hold);
      }
      observeWrite(next, written, isLate);
    });
  }

  private void observeWrite(Report next, boolean written, boolean isLate) {
    if (isLate) {
      interleaving.observe(written ? Observation.LATE_BUT_FIRST : Observation.LATE_WRITE_REFUSED);
    }
    if (written && next.state().isPending() && !isStillHeld(next)) {
      interleaving.invariants().recordReleased(next);
    }
    if (written && next.state() instanceof State.Ready) {
      interleaving.observe(Observation.READY);
    }
    if (written && next.state() instanceof State.Failed(_, Problem problem)) {
      interleaving.observe(
          problem.kind() == Problem.Kind.OUTCOME_UNKNOWN
              ? Observation.THREE_CALLS_UNKNOWN
              : Observation.FAILED);
    }
  }

  private boolean save(Report next) {
    return next.state().isPending() ? table.save(next) : table.finish(next);
  }

  /** Returns whether the worker still holds the report after it was written. */
  private static boolean isStillHeld(Report next) {
    return next.state() instanceof State.Downloading downloading && downloading.pollCount() == 0;
  }

  private Report randomNextReport(HeldReport hold) {
    Report held = hold.report;
    Instant now = now();
    if (hold.isGivingUp) {
      return held.fail(
          now, TTL, Problem.of(Problem.Kind.OUTCOME_UNKNOWN, "Nobody knows."), Globals.NONE);
    }
    boolean isFileNext = held.state() instanceof State.Downloading;
    Map<String, String> tokens = Map.of("JobID", "7");
    Instant later = now.plusMillis(random.nextLong(300_000));
    return switch (random.nextInt(6)) {
      case 0 ->
          held.fail(now, TTL, Problem.of(Problem.Kind.UPSTREAM_REFUSED, "refused"), Globals.NONE);
      case 1, 2 -> held.markReady(now, TTL, CHARGED);
      case 3 ->
          isFileNext
              ? held.releaseUntil(new State.Downloading(tokens, later, 1), Globals.NONE)
              : held.advance(
                  now, Interleaving.LEASE, new State.Downloading(tokens, now, 0), CHARGED);
      default ->
          held.releaseUntil(
              isFileNext
                  ? new State.Downloading(tokens, later, 2)
                  : new State.Queued(Map.of(), later, 1, 0),
              Globals.NONE);
    };
  }

  /**
   * Writes a report that the worker held before. It renews the lease, or repeats its last write.
   * When another worker continued with the report, or the report is done, it writes a random state.
   */
  private void repeatOldWrite() {
    if (formerlyHeld.isEmpty()) {
      return;
    }
    HeldReport hold = formerlyHeld.get(random.nextInt(formerlyHeld.size()));
    Report stored = interleaving.storedReport(hold.report);
    boolean isSuperseded =
        stored.lease().version() > hold.report.lease().version() || !stored.state().isPending();
    if (random.nextInt(3) == 0) {
      renew(hold);
    } else if (isSuperseded) {
      write(hold, randomNextReport(hold));
    } else if (hold.lastWritten != null) {
      write(hold, hold.lastWritten);
    }
  }

  private interface ReportConsumer {
    void accept(Report stored);
  }

  private void readThen(ReportConsumer action) {
    Report report = interleaving.anyReport();
    if (report != null) {
      table.find(report.id()).ifPresent(action::accept);
    }
  }

  private void delete(Report stored) {
    if (stored.state() instanceof State.Deleted) {
      return;
    }
    Report tombstone = stored.delete(now());
    pendingRequests.add(() -> {
      if (table.delete(stored, tombstone)) {
        interleaving.observe(Observation.DELETE);
        interleaving.log(name, "deletes", tombstone, true);
      }
    });
  }

  private void notifyJobDone(Report stored) {
    Instant now = now();
    if (!stored.state().isPending() || stored.wasInterrupted()) {
      return;
    }
    Report next = stored.makeDueNow(now);
    pendingRequests.add(() -> {
      if (replaceChecked("makes due", stored, next, () -> table.makeDueNow(stored, next))) {
        interleaving.observe(Observation.NOTIFY);
      }
    });
  }

  /** Checks that a write that takes effect is based on the last take-over. */
  private boolean writeChecked(String action, Report known, Report next, BooleanSupplier write) {
    Report found = interleaving.storedReport(known);
    boolean written = write.getAsBoolean();
    interleaving.log(name, action, next, written);
    if (written && found.lease().version() != known.lease().version()) {
      throw new AssertionError("a late write took effect: " + next + " over " + found);
    }
    return written;
  }

  /** Checks that a write replaces the report that was read. Only its due time may have changed. */
  private boolean replaceChecked(String action, Report read, Report next, BooleanSupplier write) {
    Report found = interleaving.storedReport(read);
    boolean written = writeChecked(action, read, next, write);
    if (written && !found.makeDueNow(Instant.EPOCH).equals(read.makeDueNow(Instant.EPOCH))) {
      throw new AssertionError("a write was lost: " + found + " by " + next);
    }
    return written;
  }
}
