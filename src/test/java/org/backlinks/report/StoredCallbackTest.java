package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.backlinks.question.Callback;
import org.junit.jupiter.api.Test;

class StoredCallbackTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final StoredCallback WAITING =
      new StoredCallback(
          new CallbackId(new ReportId("0".repeat(32)), 0),
          "identity",
          new Callback.TaskToken("secret"),
          new StoredCallback.View(null, false, null),
          1,
          NOW,
          null,
          NOW);

  @Test
  void attemptIsCountedAndKeptUntilTheNext() {
    StoredCallback settled = WAITING.settle(Notice.ofReady("{}"), true, NOW);
    assertThat(settled.requireSettlement().attempts()).isZero();
    StoredCallback held = settled.countAttempt(NOW.plusSeconds(1), NOW);
    assertThat(held.requireDueAt()).isEqualTo(NOW.plusSeconds(1));
    assertThat(held.postpone(NOW, NOW).requireSettlement().attempts()).isEqualTo(1);
    assertThat(held.version()).isEqualTo(3);
  }

  @Test
  void closedCallbackHasNoSecretAndNoDueTime() {
    StoredCallback closed = WAITING.settle(Notice.ofReady("{}"), true, NOW).close();
    assertThat(closed.callback()).isNull();
    assertThat(closed.settlement()).isNull();
    assertThat(closed.isClosed()).isTrue();
    assertThatThrownBy(closed::requireDueAt).isInstanceOf(IllegalStateException.class);
  }
}
