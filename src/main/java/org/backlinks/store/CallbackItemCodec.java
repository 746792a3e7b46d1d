package org.backlinks.store;

import org.backlinks.question.Callback;
import org.backlinks.report.Notice;
import org.backlinks.report.StoredCallback;
import org.jspecify.annotations.Nullable;

/** Converts callbacks to items and back. */
final class CallbackItemCodec {
  private static final String TASK_TOKEN = "taskToken";
  private static final String DURABLE_CALLBACK = "durableCallback";
  private static final String QUEUE = "queue";

  private CallbackItemCodec() {}

  static Item encode(StoredCallback stored) {
    Item item =
        new Item(TableKeys.callback(stored.id()))
            .number(TableAttributes.VERSION, (long) stored.version())
            .text(TableAttributes.IDENTITY, stored.identity())
            .text(TableAttributes.TAG, stored.view().tag())
            .flag(TableAttributes.REUSED, stored.view().reused())
            .text(TableAttributes.COMPARE_WITH, stored.view().compareWith())
            .expiresAt(stored.expiresAt());
    if (stored.dueAt() != null) {
      item.text(TableAttributes.DUE_SHARD, DueIndex.shard(stored.id()))
          .millis(TableAttributes.DUE_AT, stored.dueAt());
    }
    addCallback(item, stored.callback());
    if (stored.settlement() != null) {
      addSettlement(item, stored.settlement());
    }
    return item;
  }

  private static void addCallback(Item item, @Nullable Callback callback) {
    switch (callback) {
      case Callback.TaskToken(String token) -> addCallback(item, TASK_TOKEN, token);
      case Callback.DurableCallback(String id) -> addCallback(item, DURABLE_CALLBACK, id);
      case Callback.Queue(String url) -> addCallback(item, QUEUE, url);
      case null -> {
        // an event, or a callback after its end
      }
    }
  }

  private static void addCallback(Item item, String kind, String secret) {
    item.text(TableAttributes.CALLBACK_KIND, kind).text(TableAttributes.CALLBACK_SECRET, secret);
  }

  private static void addSettlement(Item item, StoredCallback.Settlement settlement) {
    Notice notice = settlement.notice();
    item.text(TableAttributes.NOTICE, notice.json())
        .text(TableAttributes.NOTICE_ERROR, notice.error())
        .text(TableAttributes.NOTICE_CAUSE, notice.cause())
        .millis(TableAttributes.SETTLED_AT, settlement.at())
        .flag(TableAttributes.IS_COMPLETE, settlement.isComplete())
        .number(TableAttributes.DELIVERY_ATTEMPTS, (long) settlement.attempts());
  }

  static StoredCallback decode(Item item) {
    return new StoredCallback(
        TableKeys.callbackId(item.requiredText(TableAttributes.KEY)),
        item.requiredText(TableAttributes.IDENTITY),
        decodeCallback(item),
        new StoredCallback.View(
            item.text(TableAttributes.TAG),
            item.flag(TableAttributes.REUSED),
            item.text(TableAttributes.COMPARE_WITH)),
        (int) item.numberOr(TableAttributes.VERSION, 0),
        item.number(TableAttributes.DUE_AT) == null ? null : item.millis(TableAttributes.DUE_AT),
        decodeSettlement(item),
        item.expiresAt());
  }

  private static @Nullable Callback decodeCallback(Item item) {
    String secret = item.text(TableAttributes.CALLBACK_SECRET);
    if (secret == null) {
      return null;
    }
    return switch (item.requiredText(TableAttributes.CALLBACK_KIND)) {
      case TASK_TOKEN -> new Callback.TaskToken(secret);
      case DURABLE_CALLBACK -> new Callback.DurableCallback(secret);
      case QUEUE -> new Callback.Queue(secret);
      default -> throw new IllegalStateException("a callback is of an unknown kind");
    };
  }

  private static StoredCallback.@Nullable Settlement decodeSettlement(Item item) {
    String json = item.text(TableAttributes.NOTICE);
    if (json == null) {
      return null;
    }
    return new StoredCallback.Settlement(
        new Notice(
            json, item.text(TableAttributes.NOTICE_ERROR), item.text(TableAttributes.NOTICE_CAUSE)),
        item.millis(TableAttributes.SETTLED_AT),
        item.flag(TableAttributes.IS_COMPLETE),
        (int) item.numberOr(TableAttributes.DELIVERY_ATTEMPTS, 0));
  }
}
