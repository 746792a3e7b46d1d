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
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Globals;
import org.backlinks.store.Interleaving.Seen;
import org.jspecify.annotations.Nullable;

/**
 * A worker that does what the program's workers do, a request at a time: between what it read and
 * what it writes anything may happen. It comes late, forgets all, and repeats itself.
 */
final class SimulatedWorker {
  private static final Duration LIFE = Duration.ofDays(2);
  private static final Duration TTL = Duration.ofDays(30);
  private static final Globals CHARGED = new Globals(Map.of("ChargedAnalysisResUnits", "5000"));

  /** A report in its hands. */
  private static final class Hold {
    private final boolean givesUp;
    private Report report;
    private Instant until;
    private boolean writing;
    private boolean renewing;
    private @Nullable Report written;

    Hold(Report report, boolean givesUp) {
      this.givesUp = givesUp;
      this.report = report;
      this.until = report.leaseEnd();
    }
  }

  private final String name;
  private final Interleaving run;
  private final ReportTable table;
  private final RandomGenerator random;
  private final List<Runnable> onTheWay = new ArrayList<>();
  private final List<Hold> holds = new ArrayList<>();
  private final List<Hold> past = new ArrayList<>();
  private long skewMillis;

  SimulatedWorker(String name, Interleaving run, long skewMillis) {
    this.name = name;
    this.run = run;
    this.table = run.table;
    this.random = run.random;
    this.skewMillis = skewMillis;
  }

  /** Its clock jumps, never backwards. */
  void jump(long toSkewMillis) {
    skewMillis = Math.max(skewMillis, toSkewMillis);
  }

  /** What it holds by a lease that still runs, as far as it knows. */
  List<Report> owned() {
    Instant now = now();
    return holds.stream()
        .filter(hold -> now.isBefore(hold.until))
        .map(hold -> hold.report)
        .toList();
  }

  /** The process ends, and another begins. */
  void crash() {
    onTheWay.clear();
    holds.clear();
    past.clear();
  }

  /** Makes one request. */
  void act() {
    if (!onTheWay.isEmpty() && random.nextInt(3) > 0) {
      onTheWay.remove(random.nextInt(onTheWay.size())).run();
      return;
    }
    switch (random.nextInt(40)) {
      case 0 -> crash();
      case 1 -> readThen(this::delete);
      case 2, 3 -> readThen(this::tellOfItsEnd);
      case 4, 5, 6 -> writeLate();
      case 7, 8, 9, 10, 11, 12 -> ask(run.questions.get(random.nextInt(run.questions.size())));
      case 13, 14, 15, 16, 17, 18, 19 -> lookForWork();
      default -> {
        if (holds.isEmpty()) {
          lookForWork();
        } else {
          work(holds.get(random.nextInt(holds.size())));
        }
      }
    }
  }

  /** Takes a due report over and makes it ready, undisturbed. */
  void finish(ReportId id) {
    takeOver(table.find(id).orElseThrow());
    onTheWay.removeFirst().run();
    if (holds.isEmpty()) {
      throw new AssertionError("a due report can't be taken over: " + id);
    }
    Hold hold = holds.getLast();
    write(hold, hold.report.ready(now(), TTL, CHARGED));
    onTheWay.removeFirst().run();
  }

  private Instant now() {
    return run.time().plusMillis(skewMillis);
  }

  private void ask(Question question) {
    Slots slots = table.slots(question);
    onTheWay.add(() -> {
      Optional<Report> underWay = Optional.ofNullable(slots.underway()).flatMap(table::find);
      if (underWay.filter(report -> report.state().pending()).isEmpty()) {
        Report report = claimed(question);
        onTheWay.add(() -> claim(report, slots));
      }
    });
  }

  /** In this worker's hands, or due at once. */
  private Report claimed(Question question) {
    Instant now = now();
    boolean inHand = random.nextBoolean();
    Report report =
        new Report(
            ReportId.random(random),
            1,
            inHand ? now.plus(Interleaving.LEASE) : now.minus(Report.CLOCK_ALLOWANCE),
            question,
            Map.of("cmd", "GetTopBackLinks"),
            "key",
            now,
            now.plus(LIFE),
            Usage.NONE,
            new State.Claimed());
    return inHand ? report.calling() : report;
  }

  private void claim(Report report, Slots seen) {
    boolean claimed = table.claim(report, seen);
    run.log(name, "claims", report, claimed);
    run.saw(claimed ? Seen.CLAIM : Seen.CLAIM_REFUSED);
    if (claimed && report.usage().calls() > 0) {
      run.inHands(report, true);
      holds.add(new Hold(report, false));
    }
  }

  /** By the schedule, or woken for one report. */
  private void lookForWork() {
    if (random.nextInt(3) > 0) {
      readThen(this::takeOver);
      return;
    }
    List<ReportId> due = run.due(now());
    if (!due.isEmpty()) {
      ReportId id = due.get(random.nextInt(due.size()));
      onTheWay.add(() -> takeOver(table.find(id).orElseThrow()));
    }
  }

  private void takeOver(Report stored) {
    Instant now = now();
    if (!stored.free(now)) {
      return;
    }
    Report taken = stored.takenOver(now, Interleaving.LEASE);
    boolean polls = !stored.brokenOff() || stored.state() instanceof State.Downloading;
    boolean pays = !polls && stored.usage().calls() < Report.MOST_CALLS;
    Report next = polls ? taken.polling() : pays ? taken.calling() : taken;
    onTheWay.add(() -> {
      boolean ours = replaced("takes over", stored, next);
      run.saw(ours ? Seen.TAKE_OVER : Seen.TAKE_OVER_REFUSED);
      if (ours) {
        run.inHands(next, pays);
        holds.add(new Hold(next, !polls && !pays));
      }
    });
  }

  private void work(Hold hold) {
    if (!hold.writing && random.nextInt(3) > 0) {
      write(hold, outcome(hold));
    } else if (!hold.renewing) {
      renew(hold);
    }
  }

  private void renew(Hold hold) {
    Instant sent = run.time();
    Instant until = now().plus(Interleaving.LEASE);
    hold.renewing = true;
    onTheWay.add(() -> {
      hold.renewing = false;
      if (run.time().isAfter(sent.plus(Interleaving.LEASE))) {
        return; // the client gives a request up long before
      }
      boolean renewed = table.renew(hold.report, until);
      run.log(name, "renews", hold.report, renewed);
      if (renewed) {
        hold.until = until;
      } else {
        run.saw(Seen.RENEWAL_REFUSED);
      }
    });
  }

  private void write(Hold hold, Report next) {
    hold.writing = true;
    onTheWay.add(() -> {
      boolean late = !now().isBefore(hold.until);
      boolean written = accepted("writes", hold.report, next, () -> save(next));
      hold.writing = false;
      hold.written = next;
      if (written && kept(next)) {
        hold.report = next;
        hold.until = next.leaseEnd();
      } else {
        holds.remove(hold);
        past.add(hold);
      }
      tell(next, written, late);
    });
  }

  private void tell(Report next, boolean written, boolean late) {
    if (late) {
      run.saw(written ? Seen.LATE_BUT_FIRST : Seen.LATE_WRITE_REFUSED);
    }
    if (written && next.state().pending() && !kept(next)) {
      run.givenBack(next);
    }
    if (written && next.state() instanceof State.Ready) {
      run.saw(Seen.READY);
    }
    if (written && next.state() instanceof State.Failed(var at, Problem problem)) {
      run.saw(
          problem.kind() == Problem.Kind.OUTCOME_UNKNOWN ? Seen.THREE_CALLS_UNKNOWN : Seen.FAILED);
    }
  }

  private boolean save(Report next) {
    return next.state().pending() ? table.save(next) : table.finish(next);
  }

  /** Still in these hands after it was written. */
  private static boolean kept(Report next) {
    return next.state() instanceof State.Downloading downloading && downloading.asked() == 0;
  }

  private Report outcome(Hold hold) {
    Report held = hold.report;
    Instant now = now();
    if (hold.givesUp) {
      return held.failed(
          now, TTL, Problem.of(Problem.Kind.OUTCOME_UNKNOWN, "never learnt"), Globals.NONE);
    }
    boolean file = held.state() instanceof State.Downloading;
    Map<String, String> tokens = Map.of("JobID", "7");
    Instant later = now.plusMillis(random.nextLong(300_000));
    return switch (random.nextInt(6)) {
      case 0 ->
          held.failed(now, TTL, Problem.of(Problem.Kind.UPSTREAM_REFUSED, "refused"), Globals.NONE);
      case 1, 2 -> held.ready(now, TTL, CHARGED);
      case 3 ->
          file
              ? held.waiting(now, new State.Downloading(tokens, later, 1), Globals.NONE)
              : held.keeping(
                  now, Interleaving.LEASE, new State.Downloading(tokens, now, 0), CHARGED);
      default ->
          held.waiting(
              now,
              file
                  ? new State.Downloading(tokens, later, 2)
                  : new State.Queued(Map.of(), later, 1, 0),
              Globals.NONE);
    };
  }

  /**
   * Something that it had in its hands once: the last write again, a renewal, or, when others went
   * on with the report or it is done, any write at all.
   */
  private void writeLate() {
    if (past.isEmpty()) {
      return;
    }
    Hold hold = past.get(random.nextInt(past.size()));
    Report stored = run.stored(hold.report);
    boolean passedOn = stored.version() > hold.report.version() || !stored.state().pending();
    if (random.nextInt(3) == 0) {
      renew(hold);
    } else if (passedOn) {
      write(hold, outcome(hold));
    } else if (hold.written != null) {
      write(hold, hold.written);
    }
  }

  private interface Reading {
    void next(Report stored);
  }

  private void readThen(Reading reading) {
    Report any = run.any();
    if (any != null) {
      table.find(any.id()).ifPresent(reading::next);
    }
  }

  private void delete(Report stored) {
    if (stored.state() instanceof State.Deleted) {
      return;
    }
    Report tombstone = stored.deleted(now());
    onTheWay.add(() -> {
      if (table.delete(stored, tombstone)) {
        run.saw(Seen.DELETE);
        run.log(name, "deletes", tombstone, true);
      }
    });
  }

  private void tellOfItsEnd(Report stored) {
    Instant now = now();
    if (!stored.state().pending() || stored.brokenOff()) {
      return;
    }
    Report next = stored.dueNow(now);
    onTheWay.add(() -> {
      if (replaced("is told of", stored, next)) {
        run.saw(Seen.NOTIFY);
      }
    });
  }

  /** A write that takes effect is one by who knew of the last change of hands. */
  private boolean accepted(String what, Report known, Report next, BooleanSupplier write) {
    Report found = run.stored(known);
    boolean written = write.getAsBoolean();
    run.log(name, what, next, written);
    if (written && found.version() != known.version()) {
      throw new AssertionError("a late write took effect: " + next + " over " + found);
    }
    return written;
  }

  /** From a stored report to a next one; what it replaces is what was read, but for its turn. */
  private boolean replaced(String what, Report read, Report next) {
    Report found = run.stored(read);
    boolean written = accepted(what, read, next, () -> table.replace(read, next));
    if (written && !found.dueNow(Instant.EPOCH).equals(read.dueNow(Instant.EPOCH))) {
      throw new AssertionError("a write was lost: " + found + " by " + next);
    }
    return written;
  }
}
