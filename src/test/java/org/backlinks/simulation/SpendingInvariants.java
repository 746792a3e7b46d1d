package org.backlinks.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.report.State;
import org.backlinks.simulation.SimulatedTable.Change;
import org.backlinks.simulation.UpstreamLedger.PaidCall;
import org.backlinks.store.StoredReports;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What must hold for everything that costs units. */
final class SpendingInvariants {
  /** A shorter outage of the table never makes the program pay twice. */
  private static final Duration HARMLESS_OUTAGE = Duration.ofSeconds(50);

  private final SimulatedWorld world;
  private final WorldInvariants invariants;
  private final @Nullable Long dayLimit;
  private final Map<String, PaidCall> lastPaidCalls = new HashMap<>();
  private Instant tableStoppedAt = Instant.MIN;

  SpendingInvariants(SimulatedWorld world, WorldInvariants invariants, Settings settings) {
    this.world = world;
    this.invariants = invariants;
    this.dayLimit = settings.budget().dayLimit().analysis();
  }

  /** Notes that the table fails for some time. */
  void tableStopped(Duration time) {
    if (time.compareTo(HARMLESS_OUTAGE) > 0) {
      tableStoppedAt = world.loop().now();
    }
  }

  /** Checks the write of a day's counter. */
  void checkDay(Change change) {
    long units = number(change.after(), "analysis");
    invariants.check(
        dayLimit == null || units <= dayLimit + excusedUnits(),
        "%s passes its budget: %d",
        change.key(),
        units);
    invariants.check(units >= 0, "%s is negative: %d", change.key(), units);
  }

  /** A report pays twice for the same lists only when the first answer could not be recorded. */
  void checkCharge(PaidCall call) {
    String reportId = call.reportId();
    if (reportId == null) {
      invariants.fail("a call for no report was charged: " + call, null);
      return;
    }
    PaidCall before = lastPaidCalls.put(reportId + call.lists(), call);
    invariants.check(
        before == null || before.isExcused() || !tableStoppedAt.isBefore(before.at()),
        "report %s paid twice: %s after %s",
        reportId,
        call,
        before);
  }

  /**
   * The day counters hold what the reports cost, and at least what upstream charged for calls whose
   * outcome is known. A deleted report does not learn what its last call cost, and an expired one
   * is gone.
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
    long charged = world.upstream().ledger().analysisUnits();
    invariants.check(
        counted >= charged - excusedUnits(),
        "the days hold %d analysis units of %d charged, %d with an unknown outcome",
        counted,
        charged,
        excusedUnits());
  }

  /** Returns what was paid and lost: it comes on top of what was reserved. */
  private long excusedUnits() {
    return world.upstream().ledger().calls().stream()
        .filter(PaidCall::isExcused)
        .mapToLong(call -> call.units().analysis())
        .sum();
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : Long.parseLong(value.n());
  }
}
