package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.backlinks.question.Callback;
import org.backlinks.report.CallbackId;
import org.backlinks.report.ReportId;
import org.backlinks.report.StoredCallback;
import org.junit.jupiter.api.Test;

class CallbackStoreTest extends CallbackTestBase {
  private static StoredCallback callback(String identity) {
    Instant due = Instant.parse("2026-11-30T12:00:00Z");
    return new StoredCallback(
        new CallbackId(new ReportId("1".repeat(32)), 0),
        identity,
        new Callback.TaskToken(identity),
        new StoredCallback.View(null, false, null),
        1,
        due,
        null,
        due.plusSeconds(4_000_000_000L));
  }

  @Test
  void numberBelongsToItsFirstCallbackAndToEqualOnes() {
    assertThat(service.callbackStore.add(callback("a"))).isTrue();
    assertThat(service.callbackStore.add(callback("a"))).isTrue();
    assertThat(service.callbackStore.add(callback("b"))).isFalse();
    assertThat(service.callbackStore.find(callback("a").id()))
        .map(StoredCallback::identity)
        .contains("a");
  }

  @Test
  void callbackThatHasChangedIsNotReplaced() {
    StoredCallback first = callback("a");
    service.callbackStore.add(first);
    StoredCallback next = first.postpone(first.requireDueAt().plusSeconds(1), first.expiresAt());
    assertThat(service.callbackStore.replace(first, next)).isTrue();
    assertThat(service.callbackStore.replace(first, first.close())).isFalse();
  }
}
