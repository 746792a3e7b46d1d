package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backlinks.question.MaxAge;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.store.IdempotencyKeyStore;
import org.backlinks.store.IdempotencyRecord;
import org.backlinks.store.QuestionSlots;
import org.jspecify.annotations.Nullable;

/** Finds the stored report that answers a request without a new paid call. */
@Singleton
final class ReportLookup {
  private final ReportReader reportReader;
  private final IdempotencyKeyStore idempotencyKeyStore;
  private final DailySpendCache dailySpendCache;
  private final IndexChecker indexChecker;
  private final ComparisonService comparisonService;
  private final Clock clock;

  ReportLookup(
      ReportReader reportReader,
      IdempotencyKeyStore idempotencyKeyStore,
      DailySpendCache dailySpendCache,
      IndexChecker indexChecker,
      ComparisonService comparisonService,
      Clock clock) {
    this.reportReader = reportReader;
    this.idempotencyKeyStore = idempotencyKeyStore;
    this.dailySpendCache = dailySpendCache;
    this.indexChecker = indexChecker;
    this.comparisonService = comparisonService;
    this.clock = clock;
  }

  /** Returns why the answer can't be compared as the request asks; empty when it may be. */
  Optional<Problem> checkCompareWith(ReportRequest request) {
    return comparisonService.checkCompareWith(request);
  }

  /** Returns the meaning of the request's idempotency key. */
  IdempotencyLookup lookUpIdempotencyKey(ReportRequest request, Instant now) {
    Optional<IdempotencyRecord> stored =
        request
            .options()
            .optionalIdempotencyKey()
            .flatMap(key -> idempotencyKeyStore.find(key, now));
    if (stored.isEmpty()) {
      return new IdempotencyLookup.Unassigned(stored);
    }
    if (!stored.get().fingerprint().equals(request.question().fingerprint())) {
      return new IdempotencyLookup.Mismatched(
          Problem.of(
              Kind.IDEMPOTENCY_MISMATCH,
              "The idempotency key was used for another question in the last 24 hours."));
    }
    return reportReader
        .find(stored.get().reportId())
        .filter(report -> !canBeRetried(report))
        .<IdempotencyLookup>map(IdempotencyLookup.Assigned::new)
        .orElseGet(() -> new IdempotencyLookup.Unassigned(stored));
  }

  /** Returns whether a key that stands for this report may be used for a new one. */
  private static boolean canBeRetried(Report report) {
    return report.state() instanceof State.Failed && report.problem().retryable();
  }

  /**
   * Returns a ready report that is fresh enough, else the report under way, else empty.
   *
   * @param timeout the time to wait for upstream, which is asked only about its index
   */
  LookupResult findReadyOrUnderway(
      ReportRequest request, QuestionSlots slots, Instant now, Duration timeout) {
    LookupResult ready =
        switch (request.options().maxAge()) {
          case MaxAge.Limited(Duration age) ->
              new LookupResult(findReady(age, slots, now), List.of());
          case MaxAge.SameIndex() -> findReadyOfSameIndex(slots, now, timeout);
        };
    return ready.report().isPresent()
        ? ready
        : new LookupResult(findUnderway(slots), ready.warnings());
  }

  private Optional<Report> findUnderway(QuestionSlots slots) {
    return Optional.ofNullable(slots.underwayId())
        .flatMap(reportReader::find)
        .filter(report -> report.state().isPending());
  }

  private Optional<Report> findReady(Duration maxAge, QuestionSlots slots, Instant now) {
    return maxAge.isZero() ? Optional.empty() : findReadySince(now.minus(maxAge), slots, now);
  }

  private Optional<Report> findReadySince(Instant oldest, QuestionSlots slots, Instant now) {
    return Optional.ofNullable(slots.readyIdSince(oldest, now))
        .flatMap(id -> Optional.ofNullable(slots.readyReport()).or(() -> reportReader.find(id)))
        .filter(report -> report.state() instanceof State.Ready);
  }

  private LookupResult findReadyOfSameIndex(QuestionSlots slots, Instant now, Duration timeout) {
    Optional<Report> ready = findReadySince(Instant.EPOCH, slots, now);
    if (ready.isEmpty()) {
      return new LookupResult(ready, List.of());
    }
    return switch (indexChecker.check(ready.get(), timeout)) {
      case IndexVerdict.Same(String warning) -> new LookupResult(ready, warnings(warning));
      case IndexVerdict.Moved(String warning) ->
          new LookupResult(Optional.empty(), warnings(warning));
      case IndexVerdict.Unknown(String warning) ->
          new LookupResult(
              findReady(MaxAge.DEFAULT.duration(), slots, now),
              List.of(warning + "; maxAge PT24H was used in place of index"));
    };
  }

  private static List<String> warnings(@Nullable String warning) {
    return warning == null ? List.of() : List.of(warning);
  }

  /** Returns the ready or pending report that answers a request now. Starts no paid call. */
  LookupResult find(ReportRequest request) {
    if (checkCompareWith(request).isPresent()) {
      return new LookupResult(Optional.empty(), List.of());
    }
    Instant now = clock.instant();
    LookupResult found =
        switch (lookUpIdempotencyKey(request, now)) {
          case IdempotencyLookup.Mismatched mismatched ->
              new LookupResult(Optional.empty(), List.of());
          case IdempotencyLookup.Assigned(Report report) ->
              new LookupResult(Optional.of(report), List.of());
          case IdempotencyLookup.Unassigned unassigned ->
              findReadyOrUnderway(
                  request,
                  dailySpendCache.findSlots(request.question().fingerprint(), now),
                  now,
                  SubscriptionFetcher.MAX_TIMEOUT);
        };
    return new LookupResult(
        found
            .report()
            .filter(report -> report.state().isPending() || report.state() instanceof State.Ready),
        found.warnings());
  }
}
