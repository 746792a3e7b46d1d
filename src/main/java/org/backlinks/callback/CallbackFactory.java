package org.backlinks.callback;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.backlinks.config.Settings;
import org.backlinks.question.Callback;
import org.backlinks.question.EarlierReport;
import org.backlinks.question.RequestOptions;
import org.backlinks.report.CallbackId;
import org.backlinks.report.ReportId;
import org.backlinks.report.StoredCallback;
import org.jspecify.annotations.Nullable;

/** Makes the callbacks of requests, before they are stored. */
@Singleton
public final class CallbackFactory {
  private static final String EVENT_IDENTITY = "event";

  private final CallbackSchedule schedule;
  private final boolean hasEventBus;
  private final RandomGenerator random;

  CallbackFactory(CallbackSchedule schedule, Settings settings, RandomGenerator random) {
    this.schedule = schedule;
    this.hasEventBus = settings.notices().eventBus() != null;
    this.random = random;
  }

  /**
   * A callback of a request that has no owner yet.
   *
   * @param callback who is told, or null for an event
   */
  record Draft(
      String identity, @Nullable Callback callback, StoredCallback.View view, int number) {}

  /** Returns the event and the callbacks to store with a report that a request claims. */
  public List<StoredCallback> ofClaim(RequestOptions options, ReportId report) {
    List<Draft> drafts = new ArrayList<>(drafts(options, false));
    if (hasEventBus) {
      drafts.add(eventDraft());
    }
    return drafts.stream()
        .map(draft -> pending(draft, new CallbackId(report, draft.number)))
        .toList();
  }

  /** Returns whether each end is an event. */
  boolean hasEventBus() {
    return hasEventBus;
  }

  Draft eventDraft() {
    return new Draft(
        EVENT_IDENTITY, null, new StoredCallback.View(null, false, null), CallbackId.EVENT);
  }

  /**
   * Returns the different callbacks of a request, numbered from 0.
   *
   * @param reused whether the request started no paid call
   */
  List<Draft> drafts(RequestOptions options, boolean reused) {
    EarlierReport compareWith = options.compareWith();
    StoredCallback.View view =
        new StoredCallback.View(
            options.tag(), reused, compareWith == null ? null : compareWith.text());
    Map<String, Draft> different = new LinkedHashMap<>();
    for (Callback callback : options.callbacks()) {
      String identity = identity(callback, options.idempotencyKey());
      different.putIfAbsent(identity, new Draft(identity, callback, view, different.size()));
    }
    return List.copyOf(different.values());
  }

  /** Returns the callback to store for a report that is pending. */
  StoredCallback pending(Draft draft, CallbackId id) {
    return new StoredCallback(
        id,
        draft.identity,
        draft.callback,
        draft.view,
        1,
        schedule.firstLook(),
        null,
        schedule.expiry());
  }

  /**
   * Returns the owner of a callback of a report that has ended. It follows from both, so that a
   * repeated request adds the callback only once.
   */
  static ReportId ownerOf(ReportId ended, Draft draft) {
    return new ReportId(
        hash("ended", ended.text(), draft.identity).substring(0, ended.text().length()));
  }

  /** Returns the id of a new owner, for the callbacks of a request that has no report. */
  ReportId newOwner() {
    return ReportId.random(random);
  }

  /** Returns a hash, because the table must not show a token after it was used. */
  private String identity(Callback callback, @Nullable String idempotencyKey) {
    return switch (callback) {
      case Callback.TaskToken(String token) -> hash("taskToken", token);
      case Callback.DurableCallback(String id) -> hash("durableCallback", id);
      // without a key, each request is told
      case Callback.Queue(String url) ->
          idempotencyKey == null
              ? hash("queue", url, ReportId.random(random).text())
              : hash("queueAndKey", url, idempotencyKey);
    };
  }

  private static String hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
