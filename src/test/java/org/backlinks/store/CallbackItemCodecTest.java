package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.question.Callback;
import org.backlinks.report.CallbackId;
import org.backlinks.report.Notice;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.report.StoredCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallbackItemCodecTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final ReportId OWNER = SampleReports.id();

  static Stream<StoredCallback> callbacks() {
    CallbackId id = new CallbackId(OWNER, 7);
    StoredCallback pending =
        new StoredCallback(
            id,
            "hash",
            new Callback.TaskToken("token"),
            new StoredCallback.View("tag", true, "previous"),
            1,
            NOW,
            null,
            NOW.plusSeconds(60));
    StoredCallback ready = pending.settle(Notice.ofReady("{}"), false, NOW);
    StoredCallback event =
        new StoredCallback(
            new CallbackId(OWNER, CallbackId.EVENT),
            "event",
            null,
            new StoredCallback.View(null, false, null),
            1,
            NOW,
            null,
            NOW);
    return Stream.of(
        pending,
        ready,
        ready.complete(Notice.ofReady("{\"changes\":{}}")).countAttempt(NOW, NOW),
        pending.settle(new Notice("{}", "not-found", "gone"), true, NOW),
        pending.close(),
        new StoredCallback(
            id, "h", new Callback.DurableCallback("YQ=="), pending.view(), 2, NOW, null, NOW),
        new StoredCallback(
            id, "h", new Callback.Queue("https://q"), pending.view(), 3, NOW, null, NOW),
        event,
        event.close());
  }

  @ParameterizedTest
  @MethodSource("callbacks")
  void callbackIsReadAsItWasWritten(StoredCallback callback) {
    assertThat(CallbackItemCodec.decode(CallbackItemCodec.encode(callback))).isEqualTo(callback);
  }

  @Test
  void closedCallbackHasNoSecretAndIsNotDue() {
    StoredCallback closed = callbacks().findFirst().orElseThrow().close();
    Map<String, ?> item = CallbackItemCodec.encode(closed).values();
    assertThat(item).doesNotContainKeys("secret", "notice", "dueAt", "dueShard");
  }

  @Test
  void onlyKeysOfCallbacksAreParsed() {
    String id = OWNER.text();
    assertThat(TableKeys.parseCallback("callback#" + id + "#99"))
        .contains(new CallbackId(OWNER, 99));
    assertThat(TableKeys.parseCallback("event#" + id))
        .contains(new CallbackId(OWNER, CallbackId.EVENT));
    for (String other :
        new String[] {"report#" + id, "callback#" + id, "event#x", "callback#x#1"}) {
      assertThat(TableKeys.parseCallback(other)).isEmpty();
      assertThatThrownBy(() -> TableKeys.callbackId(other))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
