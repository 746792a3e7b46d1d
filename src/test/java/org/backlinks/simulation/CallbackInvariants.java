package org.backlinks.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

/** What must hold for callbacks: each is told at least once, and never what is not true. */
final class CallbackInvariants {
  /** One of this many tokens belongs to a task that waits no more. */
  private static final int CLOSED_TOKENS = 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final SimulatedWorld world;
  private final WorldInvariants invariants;

  /** The stored callbacks and events. Each has the token that it was stored with. */
  private final Map<String, String> stored = new LinkedHashMap<>();

  /** The callbacks and events that were delivered. */
  private final Set<CallbackId> delivered = new HashSet<>();

  CallbackInvariants(SimulatedWorld world, WorldInvariants invariants) {
    this.world = world;
    this.invariants = invariants;
  }

  /** Checks the write of a callback or an event. */
  void checkChange(Change change) {
    AttributeValue secret = change.after().get("secret");
    if (change.before().isEmpty()) {
      stored.put(change.key(), secret == null ? "" : secret.s());
      return;
    }
    if (change.after().isEmpty()) {
      return;
    }
    boolean isClosed = !change.after().containsKey("dueAt");
    invariants.check(
        !isClosed || (secret == null && !change.after().containsKey("notice")),
        "%s is closed, but still has its token or notice",
        change.key());
    AttributeValue notice = change.before().get("error");
    invariants.check(
        isClosed
            || !change.before().containsKey("notice")
            || Objects.equals(notice, change.after().get("error")),
        "%s was settled twice",
        change.key());
  }

  /** Returns whether a recipient waits no more. */
  boolean isClosed(StoredCallback recipient) {
    return recipient.callback() instanceof Callback.TaskToken(String token) && isClosed(token);
  }

  private static boolean isClosed(String token) {
    return Math.floorMod(token.hashCode(), CLOSED_TOKENS) == 1;
  }

  /** Checks a notice that has arrived. */
  void checkDelivery(StoredCallback recipient, Notice notice) {
    world.statistics().notices++;
    invariants.check(
        delivered.add(recipient.id())
            || world.statistics().disturbances > 0
            || world.faults().isSkewBeyondAllowance(),
        "%s was told twice although nothing went wrong",
        recipient.id());
    String id = reportId(notice);
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

  private static @Nullable String reportId(Notice notice) {
    try {
      var json = JSON.readTree(notice.json());
      return (json.has("data") ? json.path("data") : json).path("id").textValue();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Checks a world in which all work is done: everybody was told. */
  void checkEndOfWorld() {
    stored.forEach((key, token) -> {
      CallbackId id = StoredReports.callbackId(key);
      invariants.check(delivered.contains(id) || isClosed(token), "nobody was told by %s", key);
    });
  }
}
