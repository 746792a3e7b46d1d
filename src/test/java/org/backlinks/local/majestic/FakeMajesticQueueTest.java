package org.backlinks.local.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.backlinks.local.majestic.Behaviour.JobDone;
import org.backlinks.local.majestic.Behaviour.Queued;
import org.backlinks.local.majestic.Behaviour.Rows;
import org.backlinks.local.majestic.Behaviour.TablesKind;
import org.backlinks.local.majestic.Behaviour.TokenKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeMajesticQueueTest {
  private static final String TOP_BACK_LINKS = "GetTopBackLinks";

  private final FakeMajestic majestic = FakeMajestic.start();
  private final PlainMajesticClient client = new PlainMajesticClient(majestic);

  @AfterEach
  void closeAll() {
    client.close();
    majestic.close();
  }

  @Test
  void targetIsQueuedAsItsNameRequestsAndChargedOnce() throws Exception {
    String target = "http://queued-3.example.com/";
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      codes.add(code(client.callJson(TOP_BACK_LINKS, "URL", target)));
    }

    String queued = "QueuedForProcessing";
    assertThat(codes).containsExactly(queued, queued, queued, "OK");
    assertThat(majestic.paidCalls()).hasSize(1);
    assertThat(code(client.callJson(TOP_BACK_LINKS, "URL", target))).isEqualTo(queued);
  }

  @Test
  void forcedQuestionStaysQueuedUntilItIsSentWithoutForce() throws Exception {
    String target = "http://shop.example.com/";

    assertThat(code(client.callJson(TOP_BACK_LINKS, "URL", target, "DebugForceQueue", 1)))
        .startsWith("Queued");
    assertThat(code(client.callJson(TOP_BACK_LINKS, "URL", target, "DebugForceQueue", 1)))
        .startsWith("Queued");
    assertThat(code(client.callJson(TOP_BACK_LINKS, "URL", target))).isEqualTo("OK");
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void queuedAnswerHasRequestedTokenAndTables() throws Exception {
    majestic.scriptTarget("none", new Queued(1, TokenKind.NONE, TablesKind.ABSENT, new Rows()));
    majestic.scriptTarget("jobid", new Queued(1, TokenKind.JOB_ID, TablesKind.EMPTY, new Rows()));
    majestic.scriptTarget(
        "jobtoken", new Queued(2, TokenKind.JOB_TOKEN, TablesKind.OK_BUT_EMPTY, new Rows()));
    majestic.scriptTarget(
        "download", new Queued(1, TokenKind.DOWNLOAD_JOB_ID, TablesKind.EMPTY, new Rows()));

    JsonNode none = client.callJson(TOP_BACK_LINKS, "URL", "http://none.example.com/");
    assertThat(none.has("DataTables")).isFalse();
    assertThat(none.has("JobID")).isFalse();
    JsonNode jobId = client.callJson(TOP_BACK_LINKS, "URL", "http://jobid.example.com/");
    assertThat(jobId.at("/JobID").asText()).matches("[0-9A-F]{32}");
    assertThat(jobId.at("/DataTables").isObject()).isTrue();
    JsonNode token = client.callJson(TOP_BACK_LINKS, "URL", "http://jobtoken.example.com/");
    assertThat(token.at("/JobToken")).isEqualTo(token.at("/AnalysisJobToken"));
    assertThat(code(token)).isEqualTo("QueuedForProcessing");
    JsonNode pending = client.callJson(TOP_BACK_LINKS, "URL", "http://jobtoken.example.com/");
    assertThat(code(pending)).isEqualTo("OK");
    assertThat(pending.at("/DataTables").isEmpty()).isTrue();
    assertThat(
            client
                .callJson(TOP_BACK_LINKS, "URL", "http://jobtoken.example.com/")
                .at("/DataTables/URL/Data"))
        .isNotEmpty();
    assertThat(
            client
                .callJson(TOP_BACK_LINKS, "URL", "http://download.example.com/")
                .has("DownloadJobID"))
        .isTrue();
  }

  @Test
  void rowsOfLargeJobAreInFile() throws Exception {
    String target = "http://queued-1-file.example.com/";
    assertThat(code(client.callJson(TOP_BACK_LINKS, "URL", target)))
        .isEqualTo("QueuedForProcessing");
    JsonNode done = client.callJson(TOP_BACK_LINKS, "URL", target);
    assertThat(code(done)).isEqualTo("JobDoneCheckDownloads");

    List<Integer> states = new ArrayList<>();
    JsonNode row = done;
    for (int i = 0; i < 6; i++) {
      JsonNode list =
          client.callJson("GetDownloadsList", "DownloadJobID", done.at("/JobID").asText());
      row = list.at("/DataTables/Downloads/Data/0");
      states.add(row.at("/Status").asInt());
      assertThat(row.at("/PublicDownloadLocation").asText().isEmpty()).isEqualTo(i < 4);
    }
    assertThat(states).containsExactly(0, 1, 2, 3, 4, 4);

    HttpResponse<byte[]> file = client.get(URI.create(row.at("/PublicDownloadLocation").asText()));
    assertThat(row.at("/FileSize").asInt()).isEqualTo(file.body().length);
    byte[] xml = new GZIPInputStream(new ByteArrayInputStream(file.body())).readAllBytes();
    majestic.scriptTarget("queued-1-file", new Rows());
    client.callJson("DeleteDownloads", "DownloadJobIDs", done.at("/JobID").asText());
    assertThat(PlainMajesticClient.rows(PlainMajesticClient.parseXml(xml), "URL"))
        .hasSize(100)
        .isEqualTo(PlainMajesticClient.rows(client.callJson(TOP_BACK_LINKS, "URL", target), "URL"));
    assertThat(majestic.downloadCalls()).hasSize(1);
    assertThat(majestic.downloadCalls().getFirst().parameters()).containsOnlyKeys("file");
  }

  @Test
  void uploadErrorIsFollowedByFileThatExpires() throws Exception {
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    majestic.setClock(Clock.fixed(now, ZoneOffset.UTC));
    majestic.scriptNext(new JobDone(List.of(5, 3, 6), Duration.ofHours(1)));
    String target = "http://shop.example.com/";
    String job = client.callJson(TOP_BACK_LINKS, "URL", target).at("/JobID").asText();

    List<Integer> states = new ArrayList<>();
    JsonNode row = null;
    for (int i = 0; i < 3; i++) {
      row =
          client
              .callJson("GetDownloadsList", "DownloadJobID", job)
              .at("/DataTables/Downloads/Data/0");
      states.add(row.at("/Status").asInt());
    }
    assertThat(states).containsExactly(5, 3, 6);
    assertThat(row.at("/Created").asText()).isEqualTo("23/11/2026 10:00:00");
    URI file = URI.create(row.at("/PublicDownloadLocation").asText());
    assertThat(client.get(file).statusCode()).isEqualTo(200);
    majestic.setClock(Clock.fixed(now.plusSeconds(3_600), ZoneOffset.UTC));
    assertThat(client.get(file).statusCode()).isEqualTo(404);
    assertThat(
            client
                .callJson("GetDownloadsList", "DownloadJobID", job)
                .at("/DataTables/Downloads/Data"))
        .isEmpty();
    assertThat(code(client.callJson(TOP_BACK_LINKS, "URL", target))).isEqualTo("OK");
  }

  @Test
  void backLinkDataIsNeverQueued() throws Exception {
    assertThat(code(client.callJson("GetBackLinkData", "item", "queued-3.example.com")))
        .isEqualTo("OK");
  }

  @Test
  void notifyUrlIsCalledWhenJobFinishes() throws Exception {
    try (FakeMajestic listener = FakeMajestic.start()) {
      String notifyUrl = listener.uri() + "/api/json?file=%%DOWNLOAD_FILE%%";
      client.callJson(
          TOP_BACK_LINKS,
          "URL",
          "http://queued-9.example.com/",
          "NotifyURL",
          notifyUrl,
          "DebugForceQueue",
          1);

      assertThat(majestic.finishJobs("").values()).containsExactly(200);
      assertThat(listener.calls()).hasSize(1);
      assertThat(listener.calls().getFirst().parameters().get("file")).endsWith(".xml.gz");
      assertThat(
              code(
                  client.callJson(
                      TOP_BACK_LINKS,
                      "URL",
                      "http://queued-9.example.com/",
                      "NotifyURL",
                      notifyUrl)))
          .isEqualTo("OK");
    }
  }

  private static String code(JsonNode answer) {
    return answer.at("/Code").asText();
  }
}
