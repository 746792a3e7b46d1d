package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import org.backlinks.snapshot.Pieces;
import org.backlinks.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;

class WatchedStreamTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void aBodyIsReadToItsEndWhileThereIsTime() throws IOException {
    WatchedStream body = body(PATIENCE);
    assertThat(JsonAnswerReader.read(body, into(), new HashMap<>()).code()).isEqualTo("OK");
    assertThat(body.late()).isFalse();
    assertThat(body.broken()).isFalse();
  }

  @Test
  void aBodyThatStillArrivesWhenTimeIsUpIsLateNotBroken() {
    WatchedStream body = body(Duration.ofNanos(-1));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> JsonAnswerReader.read(body, into(), new HashMap<>()))
        .isNotInstanceOf(UnreadableException.class);
    assertThat(body.late()).isTrue();
    assertThat(body.broken()).isFalse();
    assertThat(body.stalled()).isFalse();
  }

  private static WatchedStream body(Duration whole) {
    byte[] answer = {'{', '"', 'C', 'o', 'd', 'e', '"', ':', '"', 'O', 'K', '"', '}'};
    return new WatchedStream(new ByteArrayInputStream(answer), PATIENCE, whole);
  }

  private static SnapshotBuilder into() {
    return new SnapshotBuilder(new Pieces());
  }
}
