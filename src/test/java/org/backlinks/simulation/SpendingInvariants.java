package org.backlinks.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.backlinks.config.Settings;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.report.State;
import org.backlinks.simulation.SimulatedTable.Change;
import org.backlinks.simulation.UpstreamLedger.PaidCall;
import org.backlinks.store.StoredReports;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What must hold for everything that costs units. */
final class SpendingInvariants {
  /** Calls this near to midnight may count on either day. */
  private static final Duration MIDNIGHT_MARGIN = Duration.ofMinutes(3);

  /** A process may need this long from the check of the day until it sends its call. */
  private static final Duration MAX_SEND_DELAY = Duration.ofSeconds(15);

  /** The lease of a report during a paid call. */
  private static final Duration MAX_LEASE = Duration.ofMinutes(2);

  /** A process may need this long from the check of its time limit until it sends its call. */
  private static final Duration MAX_START_DELAY = Duration.ofSeconds(1);

  private final SimulatedWorld world;
  private final WorldInvariants invariants;
  private final @Nullable Long dayLimit;
  private final long maxIndexItems;
  private final Map<String, List<PaidCall>> paidCalls = new HashMap<>();

  SpendingInvariants(SimulatedWorld world, WorldInvariants invariants, Settings settings) {
    this.world = world;
    this.invariants = invariants;
    this.dayLimit = settings.budget().dayLimit().analysis();
    this.maxIndexItems = settings.budget().maxIndexItems();
  }

  /** Checks the write of a day's counter. */
  void checkDay(Change change) {
    long units = number(change.after(), "analysis");
    invariants.check(
        dayLimit == null || units <= dayLimit || units <= dayLimit + lostPollUnits(),
        "%s passes its budget: %d",
        change.key(),
        units);
    invariants.check(units >= 0, "%s is negative: %d", change.key(), units);
    long items = number(change.after(), "indexItems");
    invariants.check(
        items >= 0 && items <= maxIndexItems, "%s holds %d index item units", change.key(), items);
  }

  /** A call counts on the day on which its process sends it, by the clock of the process. */
  private void checkDay(PaidCall call, Report report) {
    Reservation reservation = report.billing().reservation();
    Instant sentAt = call.sandbox().toLocalTime(call.at());
    Instant checkedAt = sentAt.minus(MAX_SEND_DELAY);
    boolean isSteady =
        report.state() instanceof State.Claimed
            && report.isHeld()
            && !call.sandbox().wasFrozenInInvocation();
    invariants.check(
        !isSteady
            || reservation == null
            || reservation.day().equals(utcDate(sentAt))
            || reservation.day().equals(utcDate(checkedAt)),
        "a call for %s was sent at %s, but it counts on %s",
        report.id().text(),
        sentAt,
        reservation == null ? null : reservation.day());
  }

  /**
   * A paid call has time for the usual answer: the wait for the first byte, and a gap in the body.
   *
   * @param maxReadTime the time that the process gives it
   * @param timeout the maximum time of either
   */
  void checkReadTime(PaidCall call, Duration maxReadTime, Duration timeout) {
    invariants.check(
        call.isPoll()
            || call.sandbox().wasFrozenInInvocation()
            // between the check and the call, the process may move the reservation to another day
            || isNearMidnight(call.at())
            // or renew its lease
            || invariants.wasTableStoppedSince(call.at().minus(MAX_LEASE))
            || maxReadTime.plus(MAX_START_DELAY).compareTo(timeout.multipliedBy(2)) >= 0,
        "%s has only %s to be answered",
        call,
        maxReadTime);
  }

  /** A report pays twice for the same lists only when the first answer could not be recorded. */
  void checkCharge(PaidCall call) {
    String reportId = call.reportId();
    if (reportId == null) {
      invariants.fail("a call for no report was charged: " + call, null);
      return;
    }
    Map<String, AttributeValue> item = world.table().get(StoredReports.key(reportId));
    if (!item.isEmpty() && !call.isPoll()) {
      checkDay(call, StoredReports.decode(item));
    }
    List<PaidCall> same =
        paidCalls.computeIfAbsent(reportId + call.lists(), key -> new ArrayList<>());
    PaidCall before = same.isEmpty() ? null : same.getLast();
    same.add(call);
    invariants.check(
        before == null
            || before.isExcused()
            || call.sandbox().wasStoppedSince(call.at())
            || invariants.wasTableStoppedSince(before.at())
            || wasLeaseShort(before)
            || world.faults().isSkewBeyondAllowance(),
        "report %s paid twice: %s after %s",
        reportId,
        call,
        before);
    invariants.check(
        same.stream().filter(paid -> !paid.isPoll()).count() <= Report.MAX_PAID_CALLS,
        "report %s paid more than %d times: %s",
        reportId,
        Report.MAX_PAID_CALLS,
        same);
  }

  /**
   * A stop of the process just before its call leaves less of the lease. Then an outage that is
   * shorter than a lease is long enough for a second payment.
   */
  private boolean wasLeaseShort(PaidCall call) {
    return call.sandbox().wasFrozenSince(call.at().minus(MAX_LEASE))
        && invariants.wasTableDownSince(call.at());
  }

  /**
   * The counter of each day holds what upstream charged on that day. All counters together hold
   * what the reports cost. A deleted report does not learn what its last call cost, and an expired
   * one is gone.
   */
  void checkLedger() {
    long counted = 0;
    long booked = 0;
    boolean isAnyDeleted = world.statistics().expiredItems > 0;
    for (Map.Entry<String, Map<String, AttributeValue>> one : world.table().items().entrySet()) {
      if (one.getKey().startsWith("day#")) {
        counted += number(one.getValue(), "analysis");
      } else if (StoredReports.isReport(one.getKey())) {
        booked += number(one.getValue(), "analysis");
        isAnyDeleted |= StoredReports.decode(one.getValue()).state() instanceof State.Deleted;
      }
    }
    invariants.check(
        counted == booked || (isAnyDeleted && counted > booked),
        "the days hold %d analysis units, the reports %d",
        counted,
        booked);
    chargedByDay()
        .forEach((day, charged) -> {
          long onDay = number(world.table().get("day#" + day), "analysis");
          invariants.check(
              onDay >= charged,
              "the counter of %s holds %d analysis units, but upstream has charged %d",
              day,
              onDay,
              charged);
        });
    indexItemsByDay()
        .forEach((day, charged) -> {
          long onDay = number(world.table().get("day#" + day), "indexItems");
          invariants.check(
              onDay >= charged,
              "the counter of %s holds %d index item units, but upstream has charged %d",
              day,
              onDay,
              charged);
        });
  }

  /** Returns the index item units that upstream charged on each day, except around midnight. */
  private Map<LocalDate, Long> indexItemsByDay() {
    Map<LocalDate, Long> charged = new TreeMap<>();
    for (UpstreamLedger.IndexItemCharge charge : world.upstream().ledger().indexItemCharges()) {
      if (!isNearMidnight(charge.at())) {
        charged.merge(utcDate(charge.at()), (long) charge.units(), Long::sum);
      }
    }
    return charged;
  }

  /** Returns what upstream charged on each day, without the calls around midnight. */
  private Map<LocalDate, Long> chargedByDay() {
    Map<LocalDate, Long> charged = new TreeMap<>();
    for (PaidCall call : world.upstream().ledger().calls()) {
      // a job counts on the day on which it was submitted
      if (!isNearMidnight(call.at()) && !call.isPoll()) {
        charged.merge(utcDate(call.at()), call.units().analysis(), Long::sum);
      }
    }
    return charged;
  }

  private static boolean isNearMidnight(Instant time) {
    LocalDate day = utcDate(time);
    return !day.equals(utcDate(time.minus(MIDNIGHT_MARGIN)))
        || !day.equals(utcDate(time.plus(MIDNIGHT_MARGIN)));
  }

  private static LocalDate utcDate(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /** Returns what upstream charged again for jobs whose charged answer was lost. */
  private long lostPollUnits() {
    return world.upstream().ledger().calls().stream()
        .filter(call -> call.isPoll() && call.isExcused())
        .mapToLong(call -> call.units().analysis())
        .sum();
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : Long.parseLong(value.n());
  }
}
