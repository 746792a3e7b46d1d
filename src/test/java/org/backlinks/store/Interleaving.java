package org.backlinks.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.report.Lease;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.jspecify.annotations.Nullable;

/**
 * One run of two or three workers on two questions. One worker at a time makes one request, in a
 * random order, and the clocks jump. After each request the run checks the guarantees of the store.
 */
final class Interleaving {
  static final Duration LEASE = Duration.ofSeconds(60);

  /** Half of the allowed difference between two clocks. */
  private static final long MAX_SKEW_MILLIS = Lease.CLOCK_ALLOWANCE.toMillis() / 2;

  private static final Duration LONG_AFTER = Duration.ofHours(1);

  /** An event of a run. A test in which one of these events never happens proves little. */
  enum Observation {
    CLAIM,
    CLAIM_REFUSED,
    TAKE_OVER,
    TAKE_OVER_REFUSED,
    LATE_WRITE_REFUSED,
    LATE_BUT_FIRST,
    RENEWAL_REFUSED,
    READY,
    FAILED,
    THREE_CALLS_UNKNOWN,
    DELETE,
    NOTIFY
  }

  private record LogEntry(
      Instant time, String worker, String action, Report report, boolean tookEffect) {
    @Override
    public String toString() {
      return "%s %s %s %s version %d, lease until %s, calls %d, %s: %s"
          .formatted(
              time,
              worker,
              action,
              report.id().text().substring(0, 4),
              report.lease().version(),
              report.lease().end(),
              report.billing().usage().calls(),
              report.state(),
              tookEffect ? "done" : "refused");
    }
  }

  final RandomGenerator random;
  final ReportTable table;
  final List<Question> questions;
  private final ModelTable model;
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final List<LogEntry> log = new ArrayList<>();
  private final Map<Observation, Integer> observations = new EnumMap<>(Observation.class);
  private final StoreInvariants invariants;
  private Instant time = SampleReports.NOW;

  /**
   * @param name makes the questions of this run differ from those of other runs on the same table
   * @param table the table that the workers use
   * @param model has the same contents as the table. Reading it does not count as a request
   */
  Interleaving(RandomGenerator random, String name, ReportTable table, ModelTable model) {
    this.random = random;
    this.table = table;
    this.model = model;
    this.questions = List.of(question("a-" + name), question("b-" + name));
    this.invariants = new StoreInvariants(model, questions);
    int count = random.nextInt(2, 4);
    for (int i = 1; i <= count; i++) {
      workers.add(new SimulatedWorker("w" + i, this, randomSkew()));
    }
  }

  private static Question question(String host) {
    return new Question(
        Target.of(host + ".example.org"),
        Set.of(Scope.URL),
        Index.HISTORIC,
        100,
        null,
        false,
        Command.AUTO,
        false);
  }

  /** Lets the workers make some requests, and then checks that every report can be finished. */
  Map<Observation, Integer> run(int requests) {
    for (int i = 0; i < requests; i++) {
      advanceTime();
      workers.get(random.nextInt(workers.size())).act();
      invariants.check(workers);
    }
    time = time.plus(LONG_AFTER);
    checkPendingReportsAreDue();
    finishAll();
    return observations;
  }

  /** Returns all writes, one per line, and whether each took effect. */
  String log() {
    return log.stream().map(LogEntry::toString).collect(Collectors.joining("\n"));
  }

  Instant time() {
    return time;
  }

  void observe(Observation event) {
    observations.merge(event, 1, Integer::sum);
  }

  void log(String worker, String action, Report report, boolean tookEffect) {
    log.add(new LogEntry(time, worker, action, report, tookEffect));
  }

  StoreInvariants invariants() {
    return invariants;
  }

  /** Returns the due reports. Checks that they are exactly the available reports. */
  List<ReportId> due(Instant now) {
    List<ReportId> due = table.findDue(now);
    Set<ReportId> available =
        model.allReports().stream()
            .filter(report -> report.isAvailable(now))
            .map(Report::id)
            .collect(Collectors.toSet());
    StoreInvariants.require(
        Set.copyOf(due).equals(available),
        "due reports %s, available reports %s".formatted(due, available),
        null);
    return due;
  }

  /** Returns a random report, or null when there is none. */
  @Nullable Report anyReport() {
    List<Report> reports = List.copyOf(model.allReports());
    return reports.isEmpty() ? null : reports.get(random.nextInt(reports.size()));
  }

  Report storedReport(Report report) {
    return model.find(report.id()).orElseThrow();
  }

  /**
   * Advances the time: usually by a little, sometimes by minutes, or to the end of a lease by the
   * clock of some worker.
   */
  private void advanceTime() {
    time = time.plusMillis(1);
    switch (random.nextInt(12)) {
      case 0 -> time = time.plusMillis(random.nextLong(20_000));
      case 1 -> time = time.plusMillis(random.nextLong(120_000));
      case 2, 3 -> jumpToLeaseEnd();
      case 4 -> workers.get(random.nextInt(workers.size())).advanceSkew(randomSkew());
      default -> time = time.plusMillis(random.nextLong(1_500));
    }
  }

  private void jumpToLeaseEnd() {
    Report report = anyReport();
    if (report != null) {
      Duration allowance = random.nextBoolean() ? Lease.CLOCK_ALLOWANCE : Duration.ZERO;
      Instant end = report.lease().end().plus(allowance).minusMillis(randomSkew());
      Instant candidate = end.plusMillis(random.nextInt(-1, 2));
      time = candidate.isAfter(time) ? candidate : time;
    }
  }

  private long randomSkew() {
    return switch (random.nextInt(4)) {
      case 0 -> -MAX_SKEW_MILLIS;
      case 1 -> MAX_SKEW_MILLIS;
      default -> random.nextLong(-MAX_SKEW_MILLIS, MAX_SKEW_MILLIS + 1);
    };
  }

  private void checkPendingReportsAreDue() {
    List<ReportId> due = due(time);
    for (Report report : model.allReports()) {
      StoreInvariants.require(
          report.state().isPending() == due.contains(report.id()),
          "a pending report is not due",
          report);
    }
  }

  /** Lets one worker finish all reports without interruption. */
  private void finishAll() {
    workers.forEach(SimulatedWorker::crash);
    SimulatedWorker last = workers.getFirst();
    for (ReportId id : table.findDue(time)) {
      last.finish(id);
      invariants.check(workers);
    }
    for (Report report : model.allReports()) {
      StoreInvariants.require(!report.state().isPending(), "a report is still pending", report);
    }
  }
}
