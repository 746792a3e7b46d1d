package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.backlinks.ops.Settings;
import org.backlinks.question.Asked;
import org.backlinks.question.Question;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.store.Chunks;
import org.backlinks.store.Reports;
import org.backlinks.store.Slots;
import org.jspecify.annotations.Nullable;

/** What callers may do: ask, look at a report, take it back. */
@Singleton
public final class Backlinks {
  /** How long before the function's own end the answer must be on its way. */
  public static final Duration ANSWER_TIME = Duration.ofSeconds(3);

  private static final Duration LOOK_FIRST = Duration.ofMillis(50);
  private static final Duration LOOK_MAX = Duration.ofMillis(500);
  private static final Duration PENDING_SLACK = Duration.ofDays(1);
  private static final int CURSOR_KEY_BYTES = 32;

  private final Reports reports;
  private final Chunks chunks;
  private final Work work;
  private final Settings settings;
  private final Clock clock;
  private final RandomGenerator chance;

  public Backlinks(
      Reports reports,
      Chunks chunks,
      Work work,
      Settings settings,
      Clock clock,
      RandomGenerator chance) {
    this.reports = reports;
    this.chunks = chunks;
    this.work = work;
    this.settings = settings;
    this.clock = clock;
    this.chance = chance;
  }

  /**
   * Answers a question: with a ready report that is fresh enough, else with the one under way, else
   * with a new one.
   *
   * @param end when the function itself ends
   */
  public Answered ask(Asked asked, Instant end) {
    Instant giveUp = end.minus(ANSWER_TIME);
    while (true) {
      Instant now = clock.instant();
      Slots slots = reports.slots(asked.question().fingerprint());
      Report known = known(slots, asked.terms().maxAge(), now);
      if (known != null) {
        Instant patience = earlier(giveUp, now.plus(asked.terms().waitAtMost()));
        return new Answered(known.state().pending() ? await(known, patience) : known, true);
      }
      Report mine = fresh(asked, now);
      if (reports.claim(mine, slots)) {
        work.start(mine);
        return new Answered(await(mine, giveUp), false);
      }
      // another caller was quicker: join theirs
    }
  }

  /** A ready report that is fresh enough, or one under way; null when there is neither. */
  private @Nullable Report known(Slots slots, Duration maxAge, Instant now) {
    if (!maxAge.isZero()) {
      ReportId ready = slots.readySince(now.minus(maxAge), now);
      Report report = ready == null ? null : find(ready).orElse(null);
      if (report != null && report.state() instanceof State.Ready) {
        return report;
      }
    }
    return slots.underway() == null
        ? null
        : find(slots.underway()).filter(report -> report.state().pending()).orElse(null);
  }

  private Report fresh(Asked asked, Instant now) {
    byte[] key = new byte[CURSOR_KEY_BYTES];
    chance.nextBytes(key);
    Question question = asked.question();
    return new Report(
            ReportId.random(chance),
            1,
            now.plus(settings.lease()),
            question,
            asked.terms().forceQueue(),
            Base64.getEncoder().encodeToString(key),
            now,
            now.plus(settings.pollDeadline()).plus(PENDING_SLACK),
            Usage.NONE,
            new State.Claimed())
        .calling();
  }

  /** Looks at a report until it is done or patience runs out. */
  private Report await(Report first, Instant giveUp) {
    Report report = first;
    Duration pause = LOOK_FIRST;
    while (report.state().pending() && clock.instant().isBefore(giveUp)) {
      if (!work.awaitOurs(report.id(), pause)) {
        LockSupport.parkNanos(pause.toNanos());
      }
      report = reports.find(report.id()).orElse(report);
      pause = pause.compareTo(LOOK_MAX) < 0 ? pause.multipliedBy(2) : LOOK_MAX;
    }
    return report;
  }

  /** The report, unless it is expired, deleted or was never there. */
  public Optional<Report> find(ReportId id) {
    return reports.find(id).filter(report -> !report.gone(clock.instant()));
  }

  /**
   * Takes a report back; a running job is abandoned.
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
      if (reports.delete(report, report.deleted(clock.instant()))) {
        return true;
      }
      // it moved on between reading and writing: look again
    }
  }

  /**
   * The rows of a ready report.
   *
   * @throws IOException when they can't be had
   */
  public Snapshot open(Report report) throws IOException {
    if (report.state() instanceof State.Ready(var at, int snapshot)) {
      return chunks.open(report.id(), snapshot);
    }
    throw new IllegalStateException("report " + report.id().text() + " is not ready");
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
