package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.backlinks.config.Settings;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Billing;
import org.backlinks.report.Lease;
import org.backlinks.report.Lifetime;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.units.Price;
import org.jspecify.annotations.Nullable;

/** Makes new reports, and decides whether this invocation or the worker calls upstream. */
@Singleton
final class ReportFactory {
  /** A request with a shorter wait than this leaves the call to the worker. */
  private static final Duration MIN_WAIT_IN_CALL = Duration.ofSeconds(10);

  /** A request for more rows than this leaves the call to the worker. */
  private static final int MAX_ROWS_IN_CALL = 5_000;

  /** With a longer upstream timeout than this, a call does not fit into a caller's invocation. */
  private static final Duration MAX_UPSTREAM_TIMEOUT_IN_CALL = Duration.ofSeconds(150);

  private static final Duration PENDING_EXPIRY_MARGIN = Duration.ofDays(1);
  private static final int CURSOR_KEY_BYTES = 32;

  private final CommandSelector commandSelector;
  private final CallTimePolicy callTimePolicy;
  private final Settings settings;
  private final RandomGenerator random;

  ReportFactory(
      CommandSelector commandSelector,
      CallTimePolicy callTimePolicy,
      Settings settings,
      RandomGenerator random) {
    this.commandSelector = commandSelector;
    this.callTimePolicy = callTimePolicy;
    this.settings = settings;
    this.random = random;
  }

  /**
   * Returns a new report with its paid calls reserved. Its first call is counted if this invocation
   * makes it; otherwise the report is due at once for the worker.
   *
   * @param previousId the report that the question's ready slot names now, or null
   */
  Report newReport(
      ReportRequest request,
      @Nullable ReportId previousId,
      Price price,
      Instant now,
      Instant invocationEnd) {
    ReportId id = ReportId.random(random);
    CommandSelector.FirstCall first = commandSelector.firstCall(request, id);
    Report claimed =
        new Report(
            id,
            request.question(),
            previousId,
            Lease.availableFrom(now),
            first.parameters(),
            newCursorKey(),
            new Lifetime(now, now.plus(settings.polling().deadline()).plus(PENDING_EXPIRY_MARGIN)),
            Billing.NONE,
            new State.Claimed(),
            first.progress());
    Report reserved = UnitReserver.withReservation(claimed, price, now);
    return isCallMadeInInvocation(request, Duration.between(now, invocationEnd))
        ? reserved.withCallCounted(now, settings.work().lease())
        : reserved;
  }

  private boolean isCallMadeInInvocation(ReportRequest request, Duration timeLeft) {
    return request.options().maxWait().compareTo(MIN_WAIT_IN_CALL) >= 0
        && request.question().maxRows() <= MAX_ROWS_IN_CALL
        && settings.majestic().timeout().compareTo(MAX_UPSTREAM_TIMEOUT_IN_CALL) <= 0
        && timeLeft.compareTo(callTimePolicy.minCallTime()) >= 0;
  }

  private String newCursorKey() {
    byte[] key = new byte[CURSOR_KEY_BYTES];
    random.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
