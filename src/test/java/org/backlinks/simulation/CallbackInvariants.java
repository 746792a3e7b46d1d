package org.backlinks.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backlinks.question.Callback;
import org.backlinks.report.CallbackId;
import org.backlinks.report.Notice;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.report.StoredCallback;
import org.backlinks.simulation.SimulatedTable.Change;
import org.backlinks.store.StoredReports;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What must hold for callbacks: each is told at least once and soon, never what is not true, and
 * twice only when something went wrong for the process that told it.
 */
final class CallbackInvariants {
  /** One of this many tokens belongs to a task that waits no more. */
  private static final int CLOSED_TOKENS = 20;

  /** The time in which an end settles its callbacks, when nothing goes wrong. */
  private static final Duration MAX_SETTLING_TIME = Duration.ofSeconds(10);

  /** The same, when several requests to the table may take seconds. */
  private static final Duration MAX_SLOW_SETTLING_TIME = Duration.ofSeconds(30);

  /** The maximum pause between two deliveries, a hold, a tick and the lag of the index. */
  private static final Duration MAX_DELIVERY_TIME = Duration.ofMinutes(15);

  private static final JsonMapper JSON = new JsonMapper();

  private final SimulatedWorld world;
  private final WorldInvariants invariants;

  /** The stored callbacks and events, by their keys. */
  private final Map<String, Stored> stored = new LinkedHashMap<>();

  /** The stored callbacks, by owner and identity. */
  private final Map<String, Stored> byIdentity = new HashMap<>();

  /** The callbacks that an ended report answers, by report and identity. */
  private final Map<String, Stored> byIdentityAfterEnd = new HashMap<>();

  private final Map<String, Step> ends = new HashMap<>();
  private final Map<String, Step> settlements = new HashMap<>();
  private final Map<String, Step> holds = new HashMap<>();
  private final Map<CallbackId, List<Step>> deliveries = new HashMap<>();

  /** What a process did, and when. */
  private record Step(SimulatedSandbox process, Instant at) {
    boolean isDisturbed() {
      return process.wasDisturbedSince(at);
    }

    boolean isDisturbedAtWork() {
      return process.wasDisturbedAtWorkSince(at);
    }
  }

  /** A callback, with the token that it was stored with. */
  private record Stored(Step step, String token) {}

  CallbackInvariants(SimulatedWorld world, WorldInvariants invariants) {
    this.world = world;
    this.invariants = invariants;
  }

  /** Notes the end of a report. */
  void noteReport(SimulatedSandbox writer, Change change) {
    boolean wasPending = change.before().containsKey("dueAt");
    boolean isExpired = change.after().isEmpty();
    if (wasPending && !isExpired && !change.after().containsKey("dueAt")) {
      ends.put(StoredReports.id(change.key()).text(), step(writer));
    }
  }

  /** Returns whether a report has ended. */
  boolean hasEnded(ReportId report) {
    return ends.containsKey(report.text());
  }

  private Step step(SimulatedSandbox process) {
    return new Step(process, world.loop().now());
  }

  /** Checks the write of a callback or an event. */
  void checkChange(SimulatedSandbox writer, Change change) {
    if (change.before().isEmpty()) {
      checkNew(writer, change);
    } else if (!change.after().isEmpty()) {
      checkNext(change);
    }
    boolean wasSettled = change.before().containsKey("notice");
    if (!wasSettled && change.after().containsKey("notice")) {
      settlements.put(change.key(), step(writer));
      checkPromptness(change);
    } else if (wasSettled
        && !Objects.equals(change.before().get("failures"), change.after().get("failures"))) {
      holds.put(change.key() + writer.name(), step(writer));
    }
  }

  private void checkNew(SimulatedSandbox writer, Change change) {
    Map<String, AttributeValue> item = change.after();
    String token = item.containsKey("secret") ? item.get("secret").s() : "";
    Stored added = new Stored(step(writer), token);
    stored.put(change.key(), added);
    CallbackId id = StoredReports.callbackId(change.key());
    if (id.isEvent()) {
      return;
    }
    String identity = item.get("identity").s();
    checkDifferent(byIdentity, id.owner().text() + identity, added, change.key());
    String report = item.containsKey("notice") ? reportId(item.get("notice").s()) : null;
    if (report != null && !report.equals(id.owner().text())) {
      checkDifferent(byIdentityAfterEnd, report + identity, added, change.key());
      Stored joined = byIdentity.get(report + identity);
      invariants.check(
          joined == null || !joined.step.at.isBefore(writer.invokedAt()),
          "%s is stored again after the end of its report",
          change.key());
    }
  }

  private void checkDifferent(
      Map<String, Stored> known, String identity, Stored added, String key) {
    invariants.check(
        known.putIfAbsent(identity, added) == null, "%s is stored twice for one report", key);
  }

  private void checkNext(Change change) {
    Map<String, AttributeValue> before = change.before();
    Map<String, AttributeValue> after = change.after();
    invariants.check(
        before.get("identity").equals(after.get("identity")), "%s was overwritten", change.key());
    boolean isClosed = !after.containsKey("dueAt");
    invariants.check(
        before.containsKey("dueAt") || isClosed, "%s is due again after its end", change.key());
    invariants.check(
        !isClosed || !(after.containsKey("secret") || after.containsKey("notice")),
        "%s is closed, but still has its token or notice",
        change.key());
    invariants.check(
        isClosed
            || !before.containsKey("notice")
            || (Objects.equals(before.get("settledAt"), after.get("settledAt"))
                && Objects.equals(before.get("error"), after.get("error"))),
        "%s was settled twice",
        change.key());
  }

  /** The end of a report, or the request that joined it too late for that, settles a callback. */
  private void checkPromptness(Change change) {
    String owner = StoredReports.callbackId(change.key()).owner().text();
    Stored callback = stored.get(change.key());
    Step end = ends.get(owner);
    if (end == null
        || callback == null
        || end.isDisturbedAtWork()
        || callback.step.isDisturbedAtWork()) {
      return;
    }
    Instant latest = end.at.isAfter(callback.step.at) ? end.at : callback.step.at;
    boolean mayBeSlow = world.faults().slowRequests() > 0;
    Duration allowed = mayBeSlow ? MAX_SLOW_SETTLING_TIME : MAX_SETTLING_TIME;
    invariants.check(
        !latest.plus(allowed).isBefore(world.loop().now()),
        "%s was settled late: its report ended at %s, and it was stored at %s",
        change.key(),
        end.at,
        callback.step.at);
  }

  /** Returns whether a recipient waits no more. */
  boolean isClosed(StoredCallback recipient) {
    return recipient.callback() instanceof Callback.TaskToken(String token) && isClosed(token);
  }

  private static boolean isClosed(String token) {
    return Math.floorMod(token.hashCode(), CLOSED_TOKENS) == 1;
  }

  /** Checks a process that begins to send a notice: no other one may do so at the same time. */
  void checkHold(SimulatedSandbox process, StoredCallback recipient) {
    invariants.check(
        process.clock().instant().isBefore(recipient.requireDueAt()),
        "%s delivers %s, which it does not hold any more",
        process.name(),
        recipient.id());
  }

  /** Checks a notice that has arrived. */
  void checkDelivery(SimulatedSandbox process, StoredCallback recipient, Notice notice) {
    world.statistics().notices++;
    checkDoubles(process, recipient.id());
    String key = StoredReports.key(recipient.id());
    Step settled = settlements.get(key);
    if (settled != null) {
      Instant start = settled.at.isAfter(world.troubleEnd()) ? settled.at : world.troubleEnd();
      invariants.check(
          world.loop().now().minus(MAX_DELIVERY_TIME).isBefore(start),
          "%s was settled at %s, but told late",
          recipient.id(),
          settled.at);
    }
    String id = reportId(notice.json());
    if (id == null) {
      return;
    }
    Map<String, AttributeValue> item = world.table().get(StoredReports.key(id));
    Report report = item.isEmpty() ? null : StoredReports.decode(item);
    boolean isGone = report == null || report.state() instanceof State.Deleted;
    invariants.check(
        notice.isReady()
            ? invariants.wasReady(new ReportId(id))
            : isGone || report.state() instanceof State.Failed,
        "%s was told %s about %s",
        recipient.id(),
        notice.error() == null ? "ready" : notice.error(),
        report);
  }

  private void checkDoubles(SimulatedSandbox process, CallbackId id) {
    Step hold =
        holds.getOrDefault(StoredReports.key(id) + process.name(), new Step(process, Instant.MIN));
    List<Step> earlier = deliveries.computeIfAbsent(id, _ -> new ArrayList<>());
    for (Step delivery : earlier) {
      invariants.check(
          delivery.isDisturbed() || hold.isDisturbed() || world.faults().isSkewBeyondAllowance(),
          "%s was told twice although nothing went wrong",
          id);
    }
    earlier.add(hold);
  }

  private static @Nullable String reportId(String notice) {
    try {
      var json = JSON.readTree(notice);
      return (json.has("data") ? json.path("data") : json).path("id").textValue();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Checks a world in which all work is done: everybody was told. */
  void checkEndOfWorld() {
    stored.forEach((key, callback) -> {
      CallbackId id = StoredReports.callbackId(key);
      invariants.check(
          deliveries.containsKey(id) || isClosed(callback.token), "nobody was told by %s", key);
    });
  }
}
