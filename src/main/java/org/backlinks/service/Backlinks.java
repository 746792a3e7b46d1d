package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.backlinks.ops.Metrics;
import org.backlinks.ops.Metrics.Metric;
import org.backlinks.ops.Settings;
import org.backlinks.question.Asked;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.Price;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.report.Units;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.store.Chunks;
import org.backlinks.store.KeyClaim;
import org.backlinks.store.KeyUse;
import org.backlinks.store.Keys;
import org.backlinks.store.Reports;
import org.backlinks.store.Slots;
import org.backlinks.store.Written;
import org.jspecify.annotations.Nullable;

/** What callers may do: ask, look at a report, take it back. */
@Singleton
public final class Backlinks {
  /** How long before the function's own end the answer must be on its way. */
  public static final Duration ANSWER_TIME = Duration.ofSeconds(3);

  /**
   * Who waits at least so long, for at most so many rows, is answered by the call itself; the rest
   * is the worker's.
   */
  private static final Duration LONG_WAIT = Duration.ofSeconds(10);

  private static final int FEW_ROWS = 5_000;

  private static final Duration LOOK_FIRST = Duration.ofMillis(50);
  private static final Duration LOOK_MAX = Duration.ofMillis(500);
  private static final Duration PENDING_SLACK = Duration.ofDays(1);
  private static final int CURSOR_KEY_BYTES = 32;

  private final Reports reports;
  private final Chunks chunks;
  private final Keys keys;
  private final Work work;
  private final Commands commands;
  private final Spending spending;
  private final Prices prices;
  private final Metrics metrics;
  private final Settings settings;
  private final Clock clock;
  private final RandomGenerator chance;

  public Backlinks(
      Reports reports,
      Chunks chunks,
      Keys keys,
      Work work,
      Commands commands,
      Spending spending,
      Prices prices,
      Metrics metrics,
      Settings settings,
      Clock clock,
      RandomGenerator chance) {
    this.reports = reports;
    this.chunks = chunks;
    this.keys = keys;
    this.work = work;
    this.commands = commands;
    this.spending = spending;
    this.prices = prices;
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
    this.chance = chance;
  }

  /**
   * Answers a question: with the report that its idempotency key stands for, else with a ready one
   * that is fresh enough, else with the one under way, else with a new one.
   *
   * @param end when the function itself ends
   */
  public Outcome ask(Asked asked, Instant end) {
    Fingerprint print = asked.question().fingerprint();
    Instant start = clock.instant();
    Instant last = end.minus(ANSWER_TIME);
    Instant patience = earlier(last, start.plus(asked.terms().waitAtMost()));
    while (true) {
      Instant now = clock.instant();
      Keyed keyed = keyed(asked, now);
      if (keyed.refusal() != null) {
        return new Outcome.Refused(keyed.refusal());
      }
      if (keyed.same() != null) {
        return reused(keyed.same(), patience);
      }
      KeyUse used = keyed.use();
      Slots slots = spending.slots(print, now);
      Report known = known(slots, asked.terms().maxAge(), now);
      if (known != null) {
        KeyClaim key = keyClaim(asked, known.id(), now, used);
        if (key == null || keys.remember(key)) {
          return reused(known, patience);
        }
        continue;
      }
      Price price = prices.price();
      Problem refusal = spending.overLimit(asked, price);
      if (refusal != null) {
        return new Outcome.Refused(refusal);
      }
      Report mine = claimed(asked, price, now);
      Written written =
          reports.claim(
              mine,
              slots,
              keyClaim(asked, mine.id(), now, used),
              claimPatience(Duration.between(clock.instant(), last)));
      Units cost = price.atMost(asked.question());
      refusal = spending.refusal(written, cost, clock.instant());
      if (refusal != null) {
        new Told(metrics).refused(refusal);
        return new Outcome.Refused(refusal);
      }
      if (written == Written.DONE) {
        spending.reserved(cost, now);
        boolean ours = mine.usage().calls() > 0;
        return new Outcome.Answered(
            ours ? await(work.start(mine, last), mine, last) : await(mine, patience), false);
      }
      // another caller was quicker: theirs is joined
    }
  }

  /** How long a claim may be tried, so that there is time for the call that it is for. */
  private Duration claimPatience(Duration left) {
    Duration half = left.dividedBy(2);
    Duration call = work.shortestCall();
    return left.minus(call.compareTo(half) < 0 ? call : half);
  }

  private Outcome reused(Report report, Instant patience) {
    metrics.count(report.state().pending() ? Metric.JOINED : Metric.REUSED);
    return new Outcome.Answered(await(report, patience), true);
  }

  /**
   * What a request's idempotency key stands for.
   *
   * @param use what it was used with, or null
   * @param same its report, if that is there
   * @param refusal of a key that was used with another question
   */
  record Keyed(@Nullable KeyUse use, @Nullable Report same, @Nullable Problem refusal) {}

  Keyed keyed(Asked asked, Instant now) {
    KeyUse use = asked.terms().key().flatMap(key -> keys.find(key, now)).orElse(null);
    if (use == null) {
      return new Keyed(null, null, null);
    }
    if (!use.print().equals(asked.question().fingerprint())) {
      return new Keyed(
          use,
          null,
          Problem.of(
              Kind.IDEMPOTENCY_MISMATCH,
              "The idempotency key was used with another question in the last 24 hours."));
    }
    return new Keyed(use, find(use.report()).orElse(null), null);
  }

  /** A ready report that is fresh enough, or one under way; null when there is neither. */
  @Nullable Report known(Slots slots, Duration maxAge, Instant now) {
    if (!maxAge.isZero()) {
      ReportId ready = slots.readySince(now.minus(maxAge), now);
      Report copy = slots.copy();
      Report report = ready == null ? null : copy != null ? copy : find(ready).orElse(null);
      if (report != null && report.state() instanceof State.Ready) {
        return report;
      }
    }
    return slots.underway() == null
        ? null
        : find(slots.underway()).filter(report -> report.state().pending()).orElse(null);
  }

  private static @Nullable KeyClaim keyClaim(
      Asked asked, ReportId id, Instant now, @Nullable KeyUse seen) {
    String key = asked.terms().idempotencyKey();
    if (key == null) {
      return null;
    }
    KeyUse use = new KeyUse(asked.question().fingerprint(), id, now.plus(KeyUse.LIFE));
    return new KeyClaim(key, use, now, seen);
  }

  /** A new report, its paid call reserved: in this call's hands, or due at once for the worker. */
  private Report claimed(Asked asked, Price price, Instant now) {
    boolean inThisCall =
        asked.terms().waitAtMost().compareTo(LONG_WAIT) >= 0
            && asked.question().rowsAtMost() <= FEW_ROWS;
    byte[] cursorKey = new byte[CURSOR_KEY_BYTES];
    chance.nextBytes(cursorKey);
    ReportId id = ReportId.random(chance);
    Commands.Start start = commands.start(asked, id);
    Report claimed =
        new Report(
            id,
            1,
            inThisCall ? now.plus(settings.lease()) : now.minus(Report.CLOCK_ALLOWANCE),
            asked.question(),
            start.parameters(),
            Base64.getEncoder().encodeToString(cursorKey),
            now,
            now.plus(settings.pollDeadline()).plus(PENDING_SLACK),
            Usage.NONE,
            new State.Claimed(),
            start.progress(),
            null);
    Report report = spending.reserving(claimed, price, now);
    return inThisCall ? report.calling() : report;
  }

  /** Waits for our own work, until it is done or the function must answer. */
  private Report await(Future<@Nullable Report> ours, Report report, Instant giveUp) {
    Report done = Work.await(ours, Duration.between(clock.instant(), giveUp));
    return done != null ? done : reports.find(report.id()).orElse(report);
  }

  /** Looks at a report until it is done or patience runs out. */
  private Report await(Report first, Instant giveUp) {
    Report report = first;
    Duration pause = LOOK_FIRST;
    while (report.state().pending() && clock.instant().isBefore(giveUp)) {
      Duration left = Duration.between(clock.instant(), giveUp);
      LockSupport.parkNanos((pause.compareTo(left) < 0 ? pause : left).toNanos());
      report = reports.find(report.id()).orElse(report);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LOOK_MAX) < 0 ? longer : LOOK_MAX;
    }
    return report;
  }

  /** The report, unless it is expired, deleted or was never there. */
  public Optional<Report> find(ReportId id) {
    return reports.find(id).filter(report -> !report.gone(clock.instant()));
  }

  /**
   * Takes a report back; a running job is abandoned, and cancelled upstream where it can be named.
   *
   * @return whether there was one
   */
  public boolean delete(ReportId id) {
    while (true) {
      Optional<Report> found = find(id);
      if (found.isEmpty()) {
        return false;
      }
      Report report = found.get();
      Report tombstone = report.deleted(clock.instant());
      if (reports.delete(report, tombstone)) {
        new Told(metrics).moved(report, tombstone);
        work.cancel(report.tokens());
        return true;
      }
      // it moved on between reading and writing: look again
    }
  }

  /**
   * Looks up a report, and at the same time the rows that it may have: both are there when this
   * ends.
   *
   * @param snapshot what a caller says that its rows were written under
   * @param pieces numbers of the pieces that are wanted first
   */
  public Found find(ReportId id, int snapshot, List<Integer> pieces) {
    try (ExecutorService reading = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Snapshot> rows = reading.submit(() -> chunks.openWith(id, snapshot, pieces));
      return new Found(find(id), rows);
    }
  }

  /**
   * What was found.
   *
   * @param rows those of the report if the caller was right, else anything
   */
  public record Found(Optional<Report> report, Future<Snapshot> rows) {
    /**
     * The rows.
     *
     * @throws IOException when they could not be had
     */
    public Snapshot snapshot() throws IOException {
      if (rows.state() == Future.State.SUCCESS) {
        return rows.resultNow();
      }
      throw new IOException("the rows could not be read", rows.exceptionNow());
    }
  }

  /**
   * The rows of a ready report.
   *
   * @param from the row that is wanted first: the very first one lies in the first piece
   * @throws IOException when they can't be had
   */
  public Snapshot open(Report report, int from) throws IOException {
    if (report.state() instanceof State.Ready(var at, int snapshot)) {
      return chunks.open(report.id(), snapshot, from == 0 ? List.of(0) : List.of());
    }
    throw new IllegalStateException("report " + report.id().text() + " is not ready");
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
