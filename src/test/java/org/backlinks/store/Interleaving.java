package org.backlinks.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.Samples;
import org.backlinks.report.State;
import org.jspecify.annotations.Nullable;

/**
 * One run: two or three workers on two questions, a request of one of them at a time, in random
 * order, on clocks that jump. After each request the promises of the store are looked at.
 */
final class Interleaving {
  static final Duration LEASE = Duration.ofSeconds(60);

  /** Half of what two clocks may differ. */
  private static final long MOST_SKEW = Report.CLOCK_ALLOWANCE.toMillis() / 2;

  private static final Duration LONG_AFTER = Duration.ofHours(1);

  /** What a run has seen; a test that never saw one of them proves little. */
  enum Seen {
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

  private record Line(Instant time, String who, String what, Report report, boolean tookEffect) {
    @Override
    public String toString() {
      return "%s %s %s %s version %d, lease until %s, calls %d, %s: %s"
          .formatted(
              time,
              who,
              what,
              report.id().text().substring(0, 4),
              report.version(),
              report.leaseEnd(),
              report.usage().calls(),
              report.state(),
              tookEffect ? "done" : "refused");
    }
  }

  final RandomGenerator random;
  final ReportTable table;
  final List<Question> questions;
  private final ModelTable model;
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final List<Line> log = new ArrayList<>();
  private final Map<Seen, Integer> seen = new EnumMap<>(Seen.class);
  private final Map<ReportId, Integer> paid = new HashMap<>();
  private final Set<ReportId> waiting = new HashSet<>();
  private Map<ReportId, Report> before = Map.of();
  private Instant time = Samples.NOW;

  /**
   * @param name tells this run's questions from those of others on the same table
   * @param table what the workers use
   * @param model what stands in it, told without a request
   */
  Interleaving(RandomGenerator random, String name, ReportTable table, ModelTable model) {
    this.random = random;
    this.table = table;
    this.model = model;
    this.questions = List.of(question("a-" + name), question("b-" + name));
    int count = random.nextInt(2, 4);
    for (int i = 1; i <= count; i++) {
      workers.add(new SimulatedWorker("w" + i, this, skew()));
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
        Command.AUTO);
  }

  /** Lets the workers make so many requests, then sees to it that every report ends. */
  Map<Seen, Integer> run(int requests) {
    for (int i = 0; i < requests; i++) {
      pass();
      workers.get(random.nextInt(workers.size())).act();
      check();
    }
    time = time.plus(LONG_AFTER);
    everyPendingReportIsDue();
    endAll();
    return seen;
  }

  /** What was written and what was not, a line each. */
  String log() {
    return log.stream().map(Line::toString).collect(Collectors.joining("\n"));
  }

  Instant time() {
    return time;
  }

  void saw(Seen event) {
    seen.merge(event, 1, Integer::sum);
  }

  void log(String who, String what, Report report, boolean tookEffect) {
    log.add(new Line(time, who, what, report, tookEffect));
  }

  /** A worker took a report, and pays now if that is written down. */
  void inHands(Report report, boolean pays) {
    waiting.remove(report.id());
    int calls = paid.merge(report.id(), pays ? 1 : 0, Integer::sum);
    require(calls <= Report.MOST_CALLS, "a report is paid for a fourth time", report);
    require(calls <= report.usage().calls(), "a paid call that was not written down first", report);
  }

  /** Its holder let it go in good order: how its call ended is known. */
  void givenBack(Report report) {
    waiting.add(report.id());
  }

  /** What the index names at that moment; each is free then, and no other is. */
  List<ReportId> due(Instant now) {
    List<ReportId> due = table.due(now);
    Set<ReportId> free =
        model.all().stream()
            .filter(report -> report.free(now))
            .map(Report::id)
            .collect(Collectors.toSet());
    require(Set.copyOf(due).equals(free), "due are %s, free %s".formatted(due, free), null);
    return due;
  }

  /** Any report that there is, or null. */
  @Nullable Report any() {
    List<Report> all = List.copyOf(model.all());
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  Report stored(Report report) {
    return model.find(report.id()).orElseThrow();
  }

  /** Mostly moments; now and then minutes, or just to where a lease ends for someone's clock. */
  private void pass() {
    time = time.plusMillis(1);
    switch (random.nextInt(12)) {
      case 0 -> time = time.plusMillis(random.nextLong(20_000));
      case 1 -> time = time.plusMillis(random.nextLong(120_000));
      case 2, 3 -> toTheEndOfALease();
      case 4 -> workers.get(random.nextInt(workers.size())).jump(skew());
      default -> time = time.plusMillis(random.nextLong(1_500));
    }
  }

  private void toTheEndOfALease() {
    Report report = any();
    if (report != null) {
      Duration allowance = random.nextBoolean() ? Report.CLOCK_ALLOWANCE : Duration.ZERO;
      Instant end = report.leaseEnd().plus(allowance).minusMillis(skew());
      Instant near = end.plusMillis(random.nextInt(-1, 2));
      time = near.isAfter(time) ? near : time;
    }
  }

  private long skew() {
    return switch (random.nextInt(4)) {
      case 0 -> -MOST_SKEW;
      case 1 -> MOST_SKEW;
      default -> random.nextLong(-MOST_SKEW, MOST_SKEW + 1);
    };
  }

  private void check() {
    Collection<Report> all = model.all();
    Map<ReportId, Report> now = new HashMap<>();
    Set<Question> underWay = new HashSet<>();
    for (Report report : all) {
      now.put(report.id(), report);
      Report was = before.get(report.id());
      if (was != null && was != report) {
        movedRightly(was, report);
      }
      require(
          !waiting.contains(report.id()) || !report.brokenOff(),
          "a report that waits counts as broken off, and would be paid for again",
          report);
      Slots slots = model.slots(report.question());
      boolean named = report.id().equals(slots.underway());
      require(
          report.state().pending() == named,
          "under way and not in its slot, or done in it",
          report);
      if (report.state().pending()) {
        require(underWay.add(report.question()), "two reports under way for a question", report);
      }
    }
    for (Question question : questions) {
      Slots slots = model.slots(question);
      namesItsOwn(question, slots.underway(), now);
      namesItsOwn(question, slots.ready(), now);
      Report ready = slots.ready() == null ? null : now.get(slots.ready());
      require(
          ready == null || ready.state() instanceof State.Ready,
          "what the ready slot names is not ready",
          ready);
    }
    atMostOneOwner();
    before = now;
  }

  private void movedRightly(Report was, Report is) {
    require(is.version() >= was.version(), "a version went down", is);
    require(is.usage().calls() <= Report.MOST_CALLS, "a fourth call was written down", is);
    require(!(was.state() instanceof State.Deleted), "a deleted report came back", is);
    require(
        was.state().pending() || was.equals(is) || is.state() instanceof State.Deleted,
        "a report that was done changed",
        is);
  }

  private void namesItsOwn(Question question, @Nullable ReportId id, Map<ReportId, Report> now) {
    Report named = id == null ? null : now.get(id);
    require(
        id == null || (named != null && named.question().equals(question)),
        "a slot names a report of another question",
        named);
  }

  /** Whose lease runs by their own clock; nobody but the report's owner may have taken it. */
  private void atMostOneOwner() {
    Set<ReportId> owned = new HashSet<>();
    for (SimulatedWorker worker : workers) {
      for (Report held : worker.owned()) {
        require(owned.add(held.id()), "two workers own one report", held);
        Report stored = stored(held);
        require(
            stored.version() == held.version() || stored.state() instanceof State.Deleted,
            "a report was taken from its owner",
            held);
      }
    }
  }

  private void everyPendingReportIsDue() {
    List<ReportId> due = due(time);
    for (Report report : model.all()) {
      require(report.state().pending() == due.contains(report.id()), "pending but not due", report);
    }
  }

  /** One worker is left and nothing is in its way. */
  private void endAll() {
    workers.forEach(SimulatedWorker::crash);
    SimulatedWorker last = workers.getFirst();
    for (ReportId id : table.due(time)) {
      last.finish(id);
      check();
    }
    for (Report report : model.all()) {
      require(!report.state().pending(), "still waits", report);
    }
  }

  private static void require(boolean holds, String otherwise, @Nullable Report report) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + Objects.toString(report, ""));
    }
  }
}
