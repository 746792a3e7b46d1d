package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.majestic.http.ExchangeLimiter;
import org.backlinks.majestic.http.FakeHttpServer;
import org.backlinks.majestic.http.MultiMemberGzipInputStreamTest;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;

/** Sends one call to a fake server, and checks the rows of the answer. */
abstract class MajesticClientFixture {
  static final byte[] BODY =
      ("{\"Code\": \"OK\", \"ErrorMessage\": \"\", \"ChargedAnalysisResUnits\": 5000,"
              + " \"DataTables\": {\"URL\": {\"Headers\": {}, \"Data\": [{\"SourceURL\":"
              + " \"https://a.example/1\", \"TargetURL\": \"http://t.example/\"}]}}}")
          .getBytes(UTF_8);
  static final MajesticCall CALL =
      new MajesticCall(
          Map.of("cmd", "GetTopBackLinks", "URL", "http://t.example/ü?a=b&c"), List.of(Scope.URL));
  static final CallTimeLimits WITH_RETRIES =
      new CallTimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(300));

  final SnapshotBuilder snapshot = new SnapshotBuilder(new FakeChunkStore());

  static MajesticClient client(URI uri) {
    return client(uri, "PT1S", ExchangeLimiter.MAX_EXCHANGES);
  }

  static MajesticClient client(URI uri, String timeout, int maxExchanges) {
    return FakeUpstreamClient.of(
        Settings.from(
            Map.of(
                "MAJESTIC_URL",
                uri.toString(),
                "MAJESTIC_API_KEY",
                "key+1",
                "MAJESTIC_TIMEOUT",
                timeout)),
        maxExchanges);
  }

  Answer answerToBytes(byte[] bytes) throws IOException {
    try (FakeHttpServer server = FakeHttpServer.answering(bytes)) {
      Answer answer = client(server.uri()).ask(CALL, snapshot, WITH_RETRIES);
      assertThat(server.requests()).hasSize(1);
      return answer;
    }
  }

  void assertRows(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Rows.class);
    assertThat(snapshot.tables()).extracting(Table::rowCount).containsExactly(1);
    assertThat(answer.globals().number("ChargedAnalysisResUnits")).isEqualTo(5_000);
  }

  static byte[] head(String fields, byte[] body) {
    String end = fields.isEmpty() || fields.endsWith("\r\n") ? "\r\n" : "\r\n\r\n";
    return join(("HTTP/1.1 200 OK\r\n" + fields + end).getBytes(ISO_8859_1), body);
  }

  static byte[] join(byte[]... parts) {
    return MultiMemberGzipInputStreamTest.joined(parts);
  }
}
