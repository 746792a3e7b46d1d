package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.config.Settings;
import org.backlinks.majestic.http.FakeHttpServer;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.SnapshotBuilder;

/** Sends any bytes instead of a response. */
class MajesticClientFuzzTest {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
  private static final MajesticCall CALL =
      new MajesticCall(
          Map.of("cmd", "GetTopBackLinks", "URL", "http://t.example/"), List.of(Scope.URL));

  @FuzzTest
  void anyResponseGivesOneAnswerAndOneCall(byte[] bytes) throws IOException {
    try (SilentCloseable _ =
            BugDetectors.allowNetworkConnections((host, port) -> LOOPBACK.contains(host));
        FakeHttpServer server = FakeHttpServer.answering(bytes)) {
      MajesticClient client =
          FakeUpstreamClient.of(
              Settings.from(
                  Map.of("MAJESTIC_URL", server.uri().toString(), "MAJESTIC_API_KEY", "key")));
      Answer answer = client.ask(CALL, new SnapshotBuilder((number, piece) -> {}));
      assertThat(server.requests()).hasSize(1);
      if (answer instanceof Answer.Unavailable unavailable && unavailable.isUncharged()) {
        assertThat(new String(bytes, ISO_8859_1)).containsPattern("429|500|503");
      }
    }
  }
}
