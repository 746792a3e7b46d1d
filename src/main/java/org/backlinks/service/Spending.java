package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.backlinks.ops.Metrics;
import org.backlinks.ops.Settings;
import org.backlinks.question.Asked;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.Account;
import org.backlinks.report.Amounts;
import org.backlinks.report.Books;
import org.backlinks.report.Day;
import org.backlinks.report.Price;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Remaining;
import org.backlinks.report.Report;
import org.backlinks.report.Units;
import org.backlinks.store.Ledger;
import org.backlinks.store.Reports;
import org.backlinks.store.Slots;
import org.backlinks.store.Written;
import org.jspecify.annotations.Nullable;

/**
 * The rules of spending: what a request may cost, what a day may cost, and what must be left. The
 * limits themselves are held by the store, in the transaction that reserves.
 */
@Singleton
public final class Spending {
  private static final int DAYS = 30;
  private static final Duration SOON = Duration.ofSeconds(1);

  /** How long a re-ask is tried while others reserve, too. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Reports reports;
  private final Ledger ledger;
  private final Prices prices;
  private final Told told;
  private final Settings settings;
  private final Clock clock;

  /** The day's counter as this process saw it last. */
  private final AtomicReference<@Nullable Day> seen = new AtomicReference<>();

  public Spending(
      Reports reports,
      Ledger ledger,
      Prices prices,
      Metrics metrics,
      Settings settings,
      Clock clock) {
    this.reports = reports;
    this.ledger = ledger;
    this.prices = prices;
    this.told = new Told(metrics);
    this.settings = settings;
    this.clock = clock;
  }

  /** A question's slots; where there is a budget, what is left of it is learnt in the same read. */
  Slots slots(Fingerprint print, Instant now) {
    if (!settings.hasDayBudget()) {
      return reports.slots(print);
    }
    Reports.SlotsAndDay found = reports.slots(print, Day.of(now));
    seen.set(found.day());
    return found.slots();
  }

  /** Why a request may not be paid for whatever the day has cost, or null. */
  @Nullable Problem overLimit(Asked asked, Price price) {
    Units cost = price.atMost(asked.question());
    if (asked.question().maxBacklinks() > price.mostRows()) {
      return Problem.of(
          Kind.COST_OVER_LIMIT,
          "The plan allows %d rows a list, %d were asked for."
              .formatted(price.mostRows(), asked.question().maxBacklinks()));
    }
    if (cost.analysis() > asked.terms().analysisLimit().orElse(Long.MAX_VALUE)
        || cost.retrieval() > asked.terms().retrievalLimit().orElse(Long.MAX_VALUE)) {
      return Problem.of(
          Kind.COST_OVER_LIMIT, "The request may cost " + text(cost) + ": more than maxUnits.");
    }
    return null;
  }

  /** The same by what the day has cost and what is left upstream. */
  @Nullable Problem overBudget(Units cost, Day day, Remaining remaining) {
    if (over(day.analysis() + cost.analysis(), settings.dayBudgetAnalysis())
        || over(day.retrieval() + cost.retrieval(), settings.dayBudgetRetrieval())) {
      return budgetExceeded(cost, clock.instant());
    }
    boolean tooLittle =
        under(remaining.analysis(), settings.minRemainingAnalysis())
            || under(remaining.retrieval(), settings.minRemainingRetrieval());
    return tooLittle ? tooLittleLeft() : null;
  }

  private static boolean over(long amount, @Nullable Long most) {
    return most != null && amount > most;
  }

  private static boolean under(@Nullable Long amount, @Nullable Long least) {
    return amount != null && least != null && amount < least;
  }

  /** The report with the worst case of the calls that it still needs reserved. */
  Report reserving(Report report, Price price, Instant now) {
    int calls = Course.of(report).left(report.progress());
    Units each = new Units(price.analysis(), report.question().maxBacklinks());
    return Course.of(report).isListByList()
        ? report.reserved(now, each.times(calls), calls)
        : report.reserved(now, price.atMost(report.question()), calls);
  }

  /** Why a claim that reserves was not written, or null when that was no matter of money. */
  @Nullable Problem refusal(Written written, Units cost, Instant now) {
    return switch (written) {
      case DONE, LOST -> null;
      case OVER_BUDGET -> budgetExceeded(cost, now);
      case TOO_LITTLE_LEFT -> tooLittleLeft();
      case BUSY ->
          new Problem(
              Kind.INTERNAL,
              "Too many requests reserve units at this moment; nothing was spent.",
              List.of(),
              SOON);
    };
  }

  /** Counts what this process reserved itself among what it saw. */
  void reserved(Units cost, Instant now) {
    LocalDate today = Day.of(now);
    seen.updateAndGet(day -> day == null || !day.date().equals(today) ? day : day.plus(cost, 1));
  }

  /**
   * Takes over a report whose last paid call has an outcome that nobody learnt: that call is
   * settled at its upper bound and the next one is reserved. Where the limits forbid it, the report
   * waits for the next UTC day.
   *
   * @return the report in our hands, its call counted; null when it is not ours to ask
   */
  @Nullable Report again(Report stored, Instant now) {
    Report known = stored.atBound();
    Report next = reserving(known.takenOver(now, settings.lease()), prices.price(), now).calling();
    Written written = reports.again(known, next, PATIENCE);
    if (written == Written.OVER_BUDGET || written == Written.TOO_LITTLE_LEFT) {
      Work.LOG.infof("report %s waits for the next day: %s", stored.id().text(), written);
      told.forbidden();
      Report putOff = known.postponed(Day.end(now));
      if (reports.again(known, putOff, PATIENCE) == Written.DONE) {
        told.moved(stored, putOff);
      }
    }
    if (written == Written.DONE) {
      told.moved(stored, next);
    }
    return written == Written.DONE ? next : null;
  }

  /** What was spent, what is left, and the limits. */
  public Books books() {
    LocalDate today = Day.of(clock.instant());
    List<Day> days =
        ledger.days(Stream.iterate(today, day -> day.minusDays(1)).limit(DAYS).toList());
    seen.set(days.getFirst());
    Account account = prices.account();
    return new Books(
        account.remaining(),
        dayBudget(),
        new Amounts(settings.minRemainingAnalysis(), settings.minRemainingRetrieval()),
        account.priceOrUsual().mostRows(),
        days);
  }

  /** The most that a day may cost. */
  public Amounts dayBudget() {
    return new Amounts(settings.dayBudgetAnalysis(), settings.dayBudgetRetrieval());
  }

  /** What today has cost as far as this process has seen it; it never looks for this alone. */
  public Optional<Day> seenToday() {
    LocalDate today = Day.of(clock.instant());
    return Optional.ofNullable(seen.get()).filter(day -> day.date().equals(today));
  }

  private Problem budgetExceeded(Units cost, Instant now) {
    return new Problem(
        Kind.BUDGET_EXCEEDED,
        "The budget of this UTC day has no room for " + text(cost) + "; nothing was spent.",
        List.of(),
        Duration.between(now, Day.end(now)).plusMillis(999));
  }

  private static Problem tooLittleLeft() {
    return Problem.of(
        Kind.REMAINING_BELOW_LIMIT,
        "By upstream's last word less is left than our limit; nothing was spent.");
  }

  private static String text(Units units) {
    return "%d analysis and %d retrieval units".formatted(units.analysis(), units.retrieval());
  }
}
