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
import org.backlinks.local.majestic.Behaviour.Tables;
import org.backlinks.local.majestic.Behaviour.Token;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueTest {
  private static final String TOP = "GetTopBackLinks";

  private final Majestic majestic = Majestic.start();
  private final Client client = new Client(majestic);

  @AfterEach
  void stop() {
    client.close();
    majestic.close();
  }

  @Test
  void queuesAsOftenAsTheTargetSaysAndChargesOnce() throws Exception {
    String target = "http://queued-3.example.com/";
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      codes.add(code(client.json(TOP, "URL", target)));
    }

    String queued = "QueuedForProcessing";
    assertThat(codes).containsExactly(queued, queued, queued, "OK");
    assertThat(majestic.paidCalls()).hasSize(1);
    assertThat(code(client.json(TOP, "URL", target))).isEqualTo(queued);
  }

  @Test
  void queuesWhatIsForcedUntilItIsAskedWithoutForce() throws Exception {
    String target = "http://shop.example.com/";

    assertThat(code(client.json(TOP, "URL", target, "DebugForceQueue", 1))).startsWith("Queued");
    assertThat(code(client.json(TOP, "URL", target, "DebugForceQueue", 1))).startsWith("Queued");
    assertThat(code(client.json(TOP, "URL", target))).isEqualTo("OK");
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void givesEachKindOfTokenAndOfTables() throws Exception {
    majestic.on("none", new Queued(1, Token.NONE, Tables.ABSENT, new Rows()));
    majestic.on("jobid", new Queued(1, Token.JOB_ID, Tables.EMPTY, new Rows()));
    majestic.on("jobtoken", new Queued(2, Token.JOB_TOKEN, Tables.OK_BUT_EMPTY, new Rows()));
    majestic.on("download", new Queued(1, Token.DOWNLOAD_JOB_ID, Tables.EMPTY, new Rows()));

    JsonNode none = client.json(TOP, "URL", "http://none.example.com/");
    assertThat(none.has("DataTables")).isFalse();
    assertThat(none.has("JobID")).isFalse();
    JsonNode jobId = client.json(TOP, "URL", "http://jobid.example.com/");
    assertThat(jobId.at("/JobID").asText()).matches("[0-9A-F]{32}");
    assertThat(jobId.at("/DataTables").isObject()).isTrue();
    JsonNode token = client.json(TOP, "URL", "http://jobtoken.example.com/");
    assertThat(token.at("/JobToken")).isEqualTo(token.at("/AnalysisJobToken"));
    assertThat(code(token)).isEqualTo("QueuedForProcessing");
    JsonNode notYet = client.json(TOP, "URL", "http://jobtoken.example.com/");
    assertThat(code(notYet)).isEqualTo("OK");
    assertThat(notYet.at("/DataTables").isEmpty()).isTrue();
    assertThat(client.json(TOP, "URL", "http://jobtoken.example.com/").at("/DataTables/URL/Data"))
        .isNotEmpty();
    assertThat(client.json(TOP, "URL", "http://download.example.com/").has("DownloadJobID"))
        .isTrue();
  }

  @Test
  void leavesTheRowsOfALargeJobInAFile() throws Exception {
    String target = "http://queued-1-file.example.com/";
    assertThat(code(client.json(TOP, "URL", target))).isEqualTo("QueuedForProcessing");
    JsonNode done = client.json(TOP, "URL", target);
    assertThat(code(done)).isEqualTo("JobDoneCheckDownloads");

    List<Integer> states = new ArrayList<>();
    JsonNode row = done;
    for (int i = 0; i < 6; i++) {
      JsonNode list = client.json("GetDownloadsList", "DownloadJobID", done.at("/JobID").asText());
      row = list.at("/DataTables/Downloads/Data/0");
      states.add(row.at("/Status").asInt());
      assertThat(row.at("/PublicDownloadLocation").asText().isEmpty()).isEqualTo(i < 4);
    }
    assertThat(states).containsExactly(0, 1, 2, 3, 4, 4);

    HttpResponse<byte[]> file = client.get(URI.create(row.at("/PublicDownloadLocation").asText()));
    assertThat(row.at("/FileSize").asInt()).isEqualTo(file.body().length);
    byte[] xml = new GZIPInputStream(new ByteArrayInputStream(file.body())).readAllBytes();
    majestic.on("queued-1-file", new Rows());
    client.json("DeleteDownloads", "DownloadJobIDs", done.at("/JobID").asText());
    assertThat(Client.rows(Client.parsed(xml), "URL"))
        .hasSize(100)
        .isEqualTo(Client.rows(client.json(TOP, "URL", target), "URL"));
    assertThat(majestic.downloads()).hasSize(1);
    assertThat(majestic.downloads().getFirst().parameters()).containsOnlyKeys("file");
  }

  @Test
  void healsAnErrorOfTheUploadAndLetsTheFileExpire() throws Exception {
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    majestic.clock(Clock.fixed(now, ZoneOffset.UTC));
    majestic.next(new JobDone(List.of(5, 3, 6), Duration.ofHours(1)));
    String target = "http://shop.example.com/";
    String job = client.json(TOP, "URL", target).at("/JobID").asText();

    List<Integer> states = new ArrayList<>();
    JsonNode row = null;
    for (int i = 0; i < 3; i++) {
      row =
          client.json("GetDownloadsList", "DownloadJobID", job).at("/DataTables/Downloads/Data/0");
      states.add(row.at("/Status").asInt());
    }
    assertThat(states).containsExactly(5, 3, 6);
    assertThat(row.at("/Created").asText()).isEqualTo("23/11/2026 10:00:00");
    URI file = URI.create(row.at("/PublicDownloadLocation").asText());
    assertThat(client.get(file).statusCode()).isEqualTo(200);
    majestic.clock(Clock.fixed(now.plusSeconds(3_600), ZoneOffset.UTC));
    assertThat(client.get(file).statusCode()).isEqualTo(404);
    assertThat(
            client.json("GetDownloadsList", "DownloadJobID", job).at("/DataTables/Downloads/Data"))
        .isEmpty();
    assertThat(code(client.json(TOP, "URL", target))).isEqualTo("OK");
  }

  @Test
  void neverQueuesTheSuccessor() throws Exception {
    assertThat(code(client.json("GetBackLinkData", "item", "queued-3.example.com")))
        .isEqualTo("OK");
  }

  @Test
  void callsBackWhenItFinishesAJob() throws Exception {
    try (Majestic listener = Majestic.start()) {
      String notify = listener.uri() + "/api/json?file=%%DOWNLOAD_FILE%%";
      client.json(
          TOP, "URL", "http://queued-9.example.com/", "NotifyURL", notify, "DebugForceQueue", 1);

      assertThat(majestic.finishJobs().values()).containsExactly(200);
      assertThat(listener.calls()).hasSize(1);
      assertThat(listener.calls().getFirst().parameters().get("file")).endsWith(".xml.gz");
      assertThat(code(client.json(TOP, "URL", "http://queued-9.example.com/", "NotifyURL", notify)))
          .isEqualTo("OK");
    }
  }

  private static String code(JsonNode answer) {
    return answer.at("/Code").asText();
  }
}
