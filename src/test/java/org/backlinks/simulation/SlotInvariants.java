package org.backlinks.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.backlinks.question.MaxAge;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.simulation.SimulatedTable.Change;
import org.backlinks.store.StoredReports;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What must hold for the slots of each question: which reports they name, and when a claim may. */
final class SlotInvariants {
  private static final String UNDERWAY = "underwayId";
  private static final String READY = "readyId";
  private static final String READY_UNTIL = "readyUntil";

  private final SimulatedWorld world;
  private final WorldInvariants invariants;

  SlotInvariants(SimulatedWorld world, WorldInvariants invariants) {
    this.world = world;
    this.invariants = invariants;
  }

  /**
   * Checks the write of a question's slots.
   *
   * @param request the request for which the writer works, or null
   */
  void checkChange(Change change, @Nullable ReportRequest request) {
    AttributeValue underway = change.after().get(UNDERWAY);
    AttributeValue ready = change.after().get(READY);
    Report underwayReport = report(underway);
    boolean hasExpired =
        underwayReport == null && Objects.equals(underway, change.before().get(UNDERWAY));
    invariants.check(
        underway == null
            || hasExpired
            || (underwayReport != null && underwayReport.state().isPending()),
        "a slot names %s as under way",
        underwayReport);
    Report readyReport = report(ready);
    invariants.check(
        ready == null
            || isOver(change.after().get(READY_UNTIL))
            || (readyReport != null && readyReport.state() instanceof State.Ready),
        "a slot names %s as ready",
        readyReport);
    checkCleared(change, UNDERWAY, State::isPending);
    checkCleared(change, READY, State.Ready.class::isInstance);
    if (underway != null && !underway.equals(change.before().get(UNDERWAY))) {
      checkPrevious(change.before().get(READY), underwayReport);
      if (request != null) {
        checkClaim(change, request);
      }
    }
  }

  /** A new report names the report that was in the ready slot at the claim. */
  private void checkPrevious(@Nullable AttributeValue ready, @Nullable Report claimed) {
    ReportId expected = ready == null ? null : new ReportId(ready.s());
    invariants.check(
        claimed != null && Objects.equals(claimed.previousId(), expected),
        "the report before %s was %s",
        claimed,
        expected);
  }

  private boolean isOver(@Nullable AttributeValue epochMillis) {
    return epochMillis != null
        && Long.parseLong(epochMillis.n()) <= world.loop().now().toEpochMilli();
  }

  private interface StateTest {
    boolean holds(State state);
  }

  /** A slot does not forget a report to which it still applies. */
  private void checkCleared(Change change, String slot, StateTest stillApplies) {
    AttributeValue before = change.before().get(slot);
    Report forgotten =
        before == null || before.equals(change.after().get(slot)) ? null : report(before);
    boolean isReplacedByNewer = slot.equals(READY) && change.after().containsKey(READY);
    invariants.check(
        forgotten == null
            || isReplacedByNewer
            || forgotten.isGone(world.loop().now())
            || !stillApplies.holds(forgotten.state()),
        "a slot forgets %s",
        forgotten);
  }

  /** A claim pays only when no report that is fresh enough is ready. */
  private void checkClaim(Change change, ReportRequest request) {
    Report ready = report(change.before().get(READY));
    if (ready != null && ready.state() instanceof State.Ready(Instant readyAt, var version)) {
      Duration skew = world.faults().maxClockSkew();
      boolean mayPay =
          switch (request.options().maxAge()) {
            case MaxAge.Limited(Duration age) ->
                readyAt.minus(skew).isBefore(world.loop().now().minus(age).plus(skew));
            case MaxAge.SameIndex() -> !invariants.index().mustBeReused(ready, readyAt);
          };
      invariants.check(
          mayPay || ready.isGone(world.loop().now().plus(skew)),
          "a request with maxAge %s pays although %s is ready",
          request.options().maxAge(),
          ready);
    }
  }

  private @Nullable Report report(@Nullable AttributeValue id) {
    Map<String, AttributeValue> item =
        id == null ? Map.of() : world.table().get(StoredReports.key(id.s()));
    return item.isEmpty() ? null : StoredReports.decode(item);
  }
}
