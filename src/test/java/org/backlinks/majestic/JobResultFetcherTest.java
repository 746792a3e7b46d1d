package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.backlinks.config.Settings;
import org.backlinks.majestic.http.FakeHttpServer;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JobResultFetcherTest {
  private static final Job JOB = new Job(Map.of("JobID", "J1"));
  private static final Answer QUEUED = new Answer.Queued(Globals.NONE, JOB, null);
  private static final Duration READ_TIME = Duration.ofSeconds(30);
  private static final MajesticCall CALL =
      new MajesticCall(
          Map.of("cmd", "GetTopBackLinks", "URL", "http://t.example/"), List.of(Scope.URL));
  private static final byte[] FILE =
      ("HTTP/1.1 200 OK\r\n\r\n<Result Code=\"OK\"><DataTables><DataTable Name=\"URL\""
              + " Headers=\"SourceURL\"><Row>http://a.example/</Row></DataTable></DataTables>"
              + "</Result>")
          .getBytes(UTF_8);

  private final SnapshotBuilder snapshot = new SnapshotBuilder(new FakeChunkStore());
  private final List<String> listings = new ArrayList<>();

  private static String entry(int status, URI location) {
    return "{\"JobID\": \"J1\", \"Status\": %d, \"PublicDownloadLocation\": \"%s\"}"
        .formatted(status, location);
  }

  private static String list(String entries) {
    return "{\"Code\": \"OK\", \"DataTables\": {\"Downloads\": {\"Headers\": {}, \"Data\": [%s]}}}"
        .formatted(entries);
  }

  private Answer fetch(Job job, String listing, Map<String, String> settings) throws IOException {
    MajesticApi api =
        (_, _, parameters) -> {
          listings.add(parameters.asMap().getFirst("DownloadJobID"));
          return RestResponse.ok(new ByteArrayInputStream(listing.getBytes(UTF_8)));
        };
    return FakeUpstreamClient.of(Settings.from(settings), 1, _ -> api)
        .fetchJobResult(CALL, job, snapshot, READ_TIME);
  }

  private Answer fetch(String listing, String hosts) throws IOException {
    return fetch(
        JOB,
        listing,
        Map.of(
            "MAJESTIC_API_KEY",
            "key",
            "MAJESTIC_DOWNLOAD_HOSTS",
            hosts,
            "MAJESTIC_TIMEOUT",
            "PT1S"));
  }

  private Answer fetchFrom(FakeHttpServer server, int status) throws IOException {
    return fetch(list(entry(status, server.uri())), server.uri().getAuthority());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7})
  void fileIsReadWhenItIsReady(int status) throws IOException {
    try (FakeHttpServer server = FakeHttpServer.answering(FILE)) {
      assertThat(fetchFrom(server, status)).isInstanceOf(Answer.Rows.class);
    }
    assertThat(listings).containsExactly("J1");
    assertThat(snapshot.tables()).extracting(Table::rowCount).containsExactly(1);
    assertThat(snapshot.warnings().lines())
        .isEqualTo(
            status == 7
                ? List.of("upstream could not notify us that the job was done")
                : List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{\"JobID\": \"J2\", \"Status\": 4}", "{\"JobID\": \"J1\", \"Status\": 4}"})
  void jobIsQueuedWhenItHasNoFileInTheList(String entries) throws IOException {
    assertThat(fetch(list(entries), "files.example")).isEqualTo(QUEUED);
  }

  @Test
  void jobIsQueuedWhenItsFileIsNotReady() throws IOException {
    try (FakeHttpServer server = FakeHttpServer.answering(FILE)) {
      assertThat(fetchFrom(server, 5)).isEqualTo(QUEUED);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void listIsNotRequestedWithoutJobIdOrCredentials() throws IOException {
    Job unnamed = new Job(Map.of("JobToken", "T"));

    assertThat(fetch(unnamed, list(""), Map.of("MAJESTIC_API_KEY", "key")))
        .isEqualTo(new Answer.Queued(Globals.NONE, unnamed, null));
    assertThat(fetch(JOB, list(""), Map.of())).isEqualTo(QUEUED);
    assertThat(listings).isEmpty();
  }

  @Test
  void refusalOfTheListOnlyDelaysTheJob() throws IOException {
    assertThat(fetch("{\"Code\": \"InvalidParameter\"}", "files.example"))
        .isEqualTo(
            new Answer.Unavailable(
                "upstream refused to list the downloads: InvalidParameter", true, null));
  }

  @Test
  void otherFailureOfTheListIsPassedOn() throws IOException {
    assertThat(fetch("no JSON", "files.example")).isInstanceOf(Answer.Unreadable.class);
  }

  @Test
  void everyFailureOfTheFileHasItsOwnAnswer() throws Exception {
    try (FakeHttpServer server =
        FakeHttpServer.answering("HTTP/1.1 404 Gone\r\n\r\n".getBytes(UTF_8))) {
      assertThat(fetchFrom(server, 4)).isEqualTo(new Answer.DownloadGone());
      assertThat(fetch(list(entry(4, server.uri())), "files.example"))
          .isEqualTo(
              new Answer.Unavailable(
                  "the job's file is at a host that is not listed: " + server.uri().getAuthority(),
                  true,
                  null));
    }
    try (FakeHttpServer server =
        FakeHttpServer.answering("HTTP/1.1 503 Busy\r\nRetry-After: 9\r\n\r\n".getBytes(UTF_8))) {
      assertThat(fetchFrom(server, 4))
          .isEqualTo(
              new Answer.Unavailable(
                  "the file's host answered with HTTP status 503", true, Duration.ofSeconds(9)));
    }
    CountDownLatch testEnd = new CountDownLatch(1);
    try (FakeHttpServer server = new FakeHttpServer(_ -> testEnd.await())) {
      assertThat(fetchFrom(server, 4))
          .isEqualTo(
              new Answer.TimedOut(
                  Globals.NONE,
                  "the answer of the file's host did not arrive in time: nothing arrived for 1 s"));
    }
  }
}
