package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.GetIndexItemInfo;
import org.backlinks.majestic.MajesticClient;
import org.backlinks.question.Index;
import org.backlinks.question.IndexItem;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.store.IndexItemLedger;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;
import org.jboss.logging.Logger;

/**
 * Asks upstream how many links items have. It books the index item units before the call, and takes
 * them back only when upstream certainly did not charge them.
 */
@Singleton
final class IndexItemFetcher {
  private static final Logger LOG = Logger.getLogger(IndexItemFetcher.class);

  private final MajesticClient majestic;
  private final IndexItemLedger ledger;
  private final SubscriptionInfo subscriptionInfo;
  private final FailureProblems failureProblems;
  private final Metrics metrics;
  private final Clock clock;

  IndexItemFetcher(
      MajesticClient majestic,
      IndexItemLedger ledger,
      SubscriptionInfo subscriptionInfo,
      FailureProblems failureProblems,
      Metrics metrics,
      Clock clock) {
    this.majestic = majestic;
    this.ledger = ledger;
    this.subscriptionInfo = subscriptionInfo;
    this.failureProblems = failureProblems;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** The result of a call. */
  sealed interface Result {
    /** What upstream said. An item about which it said nothing is left out. */
    record Fetched(List<IndexItem> items) implements Result {
      public Fetched {
        items = List.copyOf(items);
      }
    }

    /** There is no answer with counts. */
    record Failed(Problem problem) implements Result {}
  }

  /**
   * Asks about items.
   *
   * @throws IOException never; the rows of the answer are not stored
   */
  Result fetch(Index index, List<String> items) throws IOException {
    int units = items.size();
    Optional<LocalDate> booked = bookToday(units);
    Instant now = clock.instant();
    if (booked.isEmpty()) {
      return new Result.Failed(BudgetGuard.indexItemsExceededProblem(units, now));
    }
    GetIndexItemInfo command = new GetIndexItemInfo(index, items);
    Answer answer = majestic.ask(command.call(), command.newBuilder());
    subscriptionInfo.recordRemaining(answer.globals(), now);
    if (isUncharged(answer)) {
      takeBackOrLog(booked.get(), units);
    } else {
      metrics.add(Metric.INDEX_ITEMS_CHARGED, units);
    }
    return toResult(answer, command);
  }

  /** Books units on the day on which the call begins. Returns empty when that day has no room. */
  private Optional<LocalDate> bookToday(int units) {
    while (true) {
      LocalDate day = today();
      if (!ledger.book(day, units)) {
        return Optional.empty();
      }
      // the process may have been frozen since
      if (day.equals(today())) {
        return Optional.of(day);
      }
      takeBackOrLog(day, units);
    }
  }

  private LocalDate today() {
    return DailySpend.utcDate(clock.instant());
  }

  private static boolean isUncharged(Answer answer) {
    return switch (answer) {
      case Answer.Refused _ -> true;
      case Answer.Unavailable unavailable -> unavailable.isUncharged();
      case Answer.Rows _,
          Answer.Queued _,
          Answer.DownloadReady _,
          Answer.DownloadGone _,
          Answer.TimedOut _,
          Answer.Unreadable _ ->
          false;
    };
  }

  private void takeBackOrLog(LocalDate day, int units) {
    try {
      ledger.takeBack(day, units);
    } catch (RuntimeException e) {
      LOG.warnf(e, "%d index item units stay booked that upstream did not charge", units);
    }
  }

  private Result toResult(Answer answer, GetIndexItemInfo command) {
    return switch (answer) {
      case Answer.Rows _ ->
          command.found().isEmpty()
              ? new Result.Failed(unexpected("has no row for an item"))
              : new Result.Fetched(command.found());
      case Answer.Refused refused -> new Result.Failed(FailureProblems.refused(refused));
      case Answer.Unavailable unavailable -> {
        Problem problem = failureProblems.unavailable(unavailable);
        yield new Result.Failed(unavailable.isUncharged() ? problem : problem.withoutRetry());
      }
      case Answer.TimedOut timedOut ->
          new Result.Failed(FailureProblems.timedOut(timedOut).withoutRetry());
      case Answer.Unreadable unreadable ->
          new Result.Failed(FailureProblems.unreadable(unreadable));
      case Answer.Queued _, Answer.DownloadReady _, Answer.DownloadGone _ ->
          new Result.Failed(unexpected("comes later"));
    };
  }

  private static Problem unexpected(String detail) {
    return Problem.of(
        Kind.UPSTREAM_UNREADABLE, "Upstream's answer about the items " + detail + ".");
  }
}
