package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backlinks.callback.CallbackRegistry;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.store.IdempotencyKeyStore;
import org.backlinks.store.QuestionSlots;

/**
 * Resolves a request to a report: to the report of its idempotency key, else to a ready report that
 * is fresh enough, else to the report under way, else to a new report.
 */
@Singleton
final class ReportResolver {
  private final ReportLookup reportLookup;
  private final DailySpendCache dailySpendCache;
  private final IdempotencyKeyStore idempotencyKeyStore;
  private final ReportClaimer reportClaimer;
  private final CallbackRegistry callbackRegistry;
  private final Clock clock;

  ReportResolver(
      ReportLookup reportLookup,
      DailySpendCache dailySpendCache,
      IdempotencyKeyStore idempotencyKeyStore,
      ReportClaimer reportClaimer,
      CallbackRegistry callbackRegistry,
      Clock clock) {
    this.reportLookup = reportLookup;
    this.dailySpendCache = dailySpendCache;
    this.idempotencyKeyStore = idempotencyKeyStore;
    this.reportClaimer = reportClaimer;
    this.callbackRegistry = callbackRegistry;
    this.clock = clock;
  }

  /**
   * Resolves a request once.
   *
   * @param answerBy the time by which the caller must have the answer
   * @param invocationEnd the end of the invocation
   */
  Resolution resolve(ReportRequest request, Instant answerBy, Instant invocationEnd) {
    Optional<Problem> notComparable = reportLookup.checkCompareWith(request);
    if (notComparable.isPresent()) {
      return new Resolution.Refused(notComparable.get());
    }
    Instant now = clock.instant();
    return switch (reportLookup.lookUpIdempotencyKey(request, now)) {
      case IdempotencyLookup.Mismatched(Problem problem) -> new Resolution.Refused(problem);
      case IdempotencyLookup.Assigned(Report report) -> join(request, report);
      case IdempotencyLookup.Unassigned key -> {
        QuestionSlots slots = dailySpendCache.findSlots(request.question().fingerprint(), now);
        Duration timeout = Duration.between(now, answerBy).dividedBy(2);
        LookupResult found = reportLookup.findReadyOrUnderway(request, slots, now, timeout);
        Resolution resolution =
            found.report().isPresent()
                ? assignKey(request, key, found.report().get(), now)
                : reportClaimer.claim(request, key, slots, answerBy, invocationEnd);
        yield resolution.withWarnings(found.warnings());
      }
    };
  }

  private Resolution assignKey(
      ReportRequest request, IdempotencyLookup.Unassigned key, Report found, Instant now) {
    boolean isAssigned =
        key.newClaim(request, found.id(), now).map(idempotencyKeyStore::assign).orElse(true);
    return isAssigned ? join(request, found) : new Resolution.Outdated();
  }

  /** Lets the callbacks of a request wait for a report that another request asked for. */
  private Resolution join(ReportRequest request, Report found) {
    Optional<Problem> tooMany = callbackRegistry.join(found, request.options());
    return tooMany.isPresent()
        ? new Resolution.Refused(tooMany.get())
        : new Resolution.Found(found, List.of());
  }
}
