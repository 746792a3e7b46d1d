package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.store.IdempotencyKeyStore;
import org.backlinks.store.IdempotencyRecord;
import org.backlinks.store.QuestionSlots;

/** Finds the stored report that answers a request without a new paid call. */
@Singleton
final class ReportLookup {
  private final ReportReader reportReader;
  private final IdempotencyKeyStore idempotencyKeyStore;
  private final DailySpendCache dailySpendCache;
  private final Clock clock;

  ReportLookup(
      ReportReader reportReader,
      IdempotencyKeyStore idempotencyKeyStore,
      DailySpendCache dailySpendCache,
      Clock clock) {
    this.reportReader = reportReader;
    this.idempotencyKeyStore = idempotencyKeyStore;
    this.dailySpendCache = dailySpendCache;
    this.clock = clock;
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

  /** Returns a ready report that is fresh enough, else the report under way, else empty. */
  Optional<Report> findReadyOrUnderway(ReportRequest request, QuestionSlots slots, Instant now) {
    return findReady(request.options().maxAge(), slots, now)
        .or(() ->
            Optional.ofNullable(slots.underwayId())
                .flatMap(reportReader::find)
                .filter(report -> report.state().isPending()));
  }

  private Optional<Report> findReady(Duration maxAge, QuestionSlots slots, Instant now) {
    return maxAge.isZero()
        ? Optional.empty()
        : Optional.ofNullable(slots.readyIdSince(now.minus(maxAge), now))
            .flatMap(id -> Optional.ofNullable(slots.readyReport()).or(() -> reportReader.find(id)))
            .filter(report -> report.state() instanceof State.Ready);
  }

  /** Returns the ready or pending report that answers a request now. Starts no paid call. */
  Optional<Report> find(ReportRequest request) {
    Instant now = clock.instant();
    Optional<Report> found =
        switch (lookUpIdempotencyKey(request, now)) {
          case IdempotencyLookup.Mismatched mismatched -> Optional.empty();
          case IdempotencyLookup.Assigned(Report report) -> Optional.of(report);
          case IdempotencyLookup.Unassigned unassigned ->
              findReadyOrUnderway(
                  request, dailySpendCache.findSlots(request.question().fingerprint(), now), now);
        };
    return found.filter(
        report -> report.state().isPending() || report.state() instanceof State.Ready);
  }
}
