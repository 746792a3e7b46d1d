package org.backlinks.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.question.MaxAge;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.service.AskResult;
import org.backlinks.simulation.SimulatedTable.Change;
import org.backlinks.simulation.UpstreamLedger.PaidCall;
import org.backlinks.store.StoredReports;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What must hold in every simulated world, checked at each write and at each charge. */
final class WorldInvariants {
  /**
   * A shorter outage of the table never makes the program pay twice. The lease of a paid call lasts
   * two minutes, and its last renewal may be half a minute old.
   */
  private static final Duration HARMLESS_OUTAGE = Duration.ofSeconds(75);

  /** Two outages with a shorter time between them count as one: the table may be slow meanwhile. */
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(20);

  private static final AttributeValue ZERO = AttributeValue.builder().n("0").build();

  /** A process may need this long from its look for other reports until it cancels a job. */
  private static final Duration MAX_CANCEL_DELAY = Duration.ofSeconds(3);

  private final SimulatedWorld world;
  private final ReportInvariants reports;
  private final SlotInvariants slots;
  private final SpendingInvariants spending;
  private final BillingInvariants billing;
  private final IndexInvariants index;
  private final CallbackInvariants callbacks;
  private final CountedCallInvariants countedCalls;
  private Instant tableStoppedAt = Instant.MIN;
  private Instant outageStart = Instant.MIN;
  private Instant outageEnd = Instant.MIN;
  private @Nullable AssertionError failure;

  WorldInvariants(SimulatedWorld world, Settings settings) {
    this.world = world;
    this.reports = new ReportInvariants(world, this);
    this.slots = new SlotInvariants(world, this);
    this.spending = new SpendingInvariants(world, this, settings);
    this.billing = new BillingInvariants(world, this);
    this.index = new IndexInvariants(world, this);
    this.callbacks = new CallbackInvariants(world, this);
    this.countedCalls = new CountedCallInvariants(world, this);
  }

  IndexInvariants index() {
    return index;
  }

  CallbackInvariants callbacks() {
    return callbacks;
  }

  /** Returns whether the table showed at any time that a report is ready. */
  boolean wasReady(ReportId id) {
    return reports.wasReady(id);
  }

  CountedCallInvariants countedCalls() {
    return countedCalls;
  }

  /** Returns what did not hold first, or null. */
  @Nullable AssertionError failure() {
    return failure;
  }

  /** Notes that something does not hold. The first such thing counts. */
  void fail(String what, @Nullable Throwable cause) {
    if (failure == null) {
      failure = new AssertionError("seed %d: %s".formatted(world.seed(), what), cause);
      world.event(world.loop().current().sandbox(), () -> "BREAKS: " + what);
    }
  }

  /** Notes a failure unless a condition holds. */
  void check(boolean holds, String what, Object... details) {
    if (!holds) {
      fail(what.formatted(details), null);
    }
  }

  /** Notes that the table fails for some time. */
  void tableStopped(Duration time) {
    Instant now = world.loop().now();
    if (now.minus(SHORT_PAUSE).isAfter(outageEnd)) {
      outageStart = now;
    }
    outageEnd = now.plus(time);
    if (outageStart.plus(HARMLESS_OUTAGE).isBefore(outageEnd)) {
      tableStoppedAt = now;
    }
  }

  /**
   * Returns whether an outage of the table since an instant was long enough to excuse a second
   * payment.
   */
  boolean wasTableStoppedSince(Instant time) {
    return !tableStoppedAt.isBefore(time);
  }

  /** Returns whether the table failed at an instant or later, for any time. */
  boolean wasTableDownSince(Instant time) {
    return !outageEnd.isBefore(time);
  }

  /**
   * Checks writes that took effect together.
   *
   * @param request the request for which the writer works, or null
   */
  void checkCommit(SimulatedSandbox writer, @Nullable ReportRequest request, List<Change> changes) {
    for (Change change : changes) {
      String kind = change.key().substring(0, Math.max(0, change.key().indexOf('#')));
      switch (kind) {
        case "report" -> {
          reports.checkChange(writer, change);
          billing.checkChange(writer, change);
          countedCalls.noteChange(writer, change);
          callbacks.noteReport(writer, change);
        }
        case "question" -> slots.checkChange(change, request);
        case "key" -> checkIdempotencyKey(change);
        case "day" -> spending.checkDay(change);
        case "callback", "event" -> callbacks.checkChange(writer, change);
        case "reservation" ->
            check(
                !change.before().isEmpty() || !change.after().isEmpty(),
                "%s was settled twice",
                change.key());
        case "command" -> checkRetirement(change);
        case "changes" -> ComparisonTraffic.checkChange(world, change);
        case "chunk" -> checkRows(change);
        case "manifest", "part" -> {
          checkRows(change);
          noteStoredRows(writer, change.key());
        }
        case "" -> checkSubscription(change);
        default -> {}
      }
    }
  }

  /** Stored rows never change. */
  private void checkRows(Change change) {
    check(change.before().isEmpty() || change.after().isEmpty(), "%s was changed", change.key());
  }

  /** Notes that a manifest was stored, unless another process has taken the report over before. */
  private void noteStoredRows(SimulatedSandbox writer, String manifestKey) {
    String[] parts = manifestKey.split("#", -1);
    Map<String, AttributeValue> item = world.table().get(StoredReports.key(parts[1]));
    if (!item.isEmpty()
        && StoredReports.decode(item).lease().version() == Integer.parseInt(parts[2])) {
      world.upstream().ledger().rowsStored(parts[1], writer);
    }
  }

  /** What upstream said later is never replaced by what it said earlier. */
  private void checkSubscription(Change change) {
    for (String time : List.of("pricedAt", "saidAt", "historicIndexAt", "freshIndexAt")) {
      AttributeValue before = change.before().get(time);
      AttributeValue after = change.after().get(time);
      check(
          before == null
              || after == null
              || Long.parseLong(after.n()) >= Long.parseLong(before.n()),
          "%s went back from %s to %s",
          time,
          before,
          after);
    }
  }

  /** A key stands for the same report as long as that report can answer. */
  private void checkIdempotencyKey(Change change) {
    AttributeValue before = change.before().get("report");
    if (before == null || before.equals(change.after().get("report"))) {
      return;
    }
    Instant now = world.loop().now().plus(world.faults().maxClockSkew());
    Map<String, AttributeValue> item = world.table().get(StoredReports.key(before.s()));
    Report report = item.isEmpty() ? null : StoredReports.decode(item);
    boolean isRetryable =
        report != null && report.state() instanceof State.Failed && report.problem().retryable();
    check(
        expiresAt(change.before()) <= now.getEpochSecond()
            || report == null
            || report.isGone(now)
            || isRetryable,
        "%s no longer stands for %s",
        change.key(),
        report);
  }

  private static long expiresAt(Map<String, AttributeValue> item) {
    return Long.parseLong(item.getOrDefault("expiresAt", ZERO).n());
  }

  /** A retirement ends a day after it was found: then upstream is asked again. */
  private void checkRetirement(Change change) {
    Instant now = world.loop().now().plus(world.faults().maxClockSkew());
    check(
        change.before().isEmpty() || expiresAt(change.before()) <= now.getEpochSecond(),
        "%s was extended",
        change.key());
  }

  SpendingInvariants spending() {
    return spending;
  }

  /** Checks a call that upstream has charged. */
  void checkCharge(PaidCall call) {
    spending.checkCharge(call);
  }

  /**
   * A process whose time is over has no answer that was paid for and is not stored, unless the
   * process was stopped or could not reach the table.
   *
   * @param begun when the invocation began
   */
  void checkTimeLimit(SimulatedSandbox sandbox, Instant begun) {
    boolean isUndisturbed =
        !sandbox.wasFrozenSince(begun)
            && !sandbox.wasCutSince(begun)
            && !wasTableStoppedSince(begun);
    world.upstream().ledger().calls().stream()
        .filter(call -> call.sandbox() == sandbox && !call.at().isBefore(begun))
        .filter(call -> !call.isPoll() && !call.isAnswerLost() && !call.isStored())
        .forEach(call -> check(!isUndisturbed, "%s is killed during %s", sandbox.name(), call));
  }

  /** Checks what a process that has nothing to do leaves behind. */
  void checkIdle(SimulatedSandbox process) {
    boolean isExcused =
        process.wasFrozenInInvocation()
            || wasTableStoppedSince(process.invokedAt())
            || world.faults().isSkewBeyondAllowance();
    countedCalls.checkIdle(process, isExcused);
    reports.checkIdle(process, isExcused);
  }

  /**
   * A job is cancelled only when no report waits for it, unless that report is so new, or the
   * process stood still for so long, that the process could not know it.
   */
  void checkCancel(SimulatedSandbox sender, String jobId) {
    Instant looked = world.loop().now().minus(MAX_CANCEL_DELAY);
    world
        .table()
        .items()
        .forEach((key, item) -> {
          if (StoredReports.isReport(key) && item.containsKey("dueAt")) {
            Report report = StoredReports.decode(item);
            Instant created = report.lifetime().createdAt().minus(world.faults().maxClockSkew());
            check(
                !report.state().tokens().containsValue(jobId)
                    || created.isAfter(looked)
                    || sender.wasFrozenSince(created),
                "the job of %s was cancelled",
                report);
          }
        });
  }

  /**
   * A caller learns nothing that the table does not hold, or no longer holds. No report is older
   * than the caller allows, unless it was still under way when the caller asked.
   */
  void checkAnswer(AskResult.Answered answered, ReportRequest request, Instant askedAt) {
    Report told = answered.report();
    if (told.state() instanceof State.Ready(Instant readyAt, var version)
        && request.options().idempotencyKey() == null
        && reports.wasReadyAt(told, askedAt)) {
      switch (request.options().maxAge()) {
        case MaxAge.Limited(Duration age) ->
            check(
                !readyAt.isBefore(
                    askedAt.minus(age).minus(world.faults().maxClockSkew().multipliedBy(2))),
                "a request with maxAge %s was answered with %s",
                age,
                told);
        case MaxAge.SameIndex() -> index.checkAnswer(told, answered.warnings(), askedAt);
      }
    }
    Map<String, AttributeValue> item = world.table().get(StoredReports.key(told.id().text()));
    if (!item.isEmpty() && !told.state().isPending()) {
      Report stored = StoredReports.decode(item);
      check(
          stored.equals(StoredReports.asStored(told)) || stored.state() instanceof State.Deleted,
          "a caller was told %s, but the table holds %s",
          told,
          stored);
    }
  }

  /** Checks a world in which faults stopped a long time ago: all work is done. */
  void checkEndOfWorld() {
    world
        .table()
        .items()
        .forEach((key, item) -> {
          check(!item.containsKey("dueAt"), "still due: %s", key);
          check(
              !key.startsWith("reservation#") || isExpired(key.split("#", -1)[1]),
              "a reservation is left: %s %s",
              key,
              item);
          check(
              !item.containsKey("underwayId") || isExpired(item.get("underwayId").s()),
              "still under way: %s",
              key);
        });
    spending.checkLedger();
    callbacks.checkEndOfWorld();
  }

  /** Returns whether a report has expired and the table has removed it. */
  private boolean isExpired(String reportId) {
    return world.table().get(StoredReports.key(reportId)).isEmpty();
  }
}
