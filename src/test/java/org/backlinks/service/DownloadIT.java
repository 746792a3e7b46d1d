package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.id;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeCall;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports whose rows upstream writes to a file. */
class DownloadIT {
  private final FakeMajestic majestic = FastPollingStack.majestic();
  private final DirectInvoker caller = FastPollingStack.caller();

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @AfterEach
  void resetFileBaseUri() {
    majestic.setFileBaseUri(majestic.uri());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 7})
  void downloadedReportEqualsDirectAnswerAfterEveryJobState(int last) {
    String name = "states-" + last;
    ObjectNode question = question("http://" + name + ".rows-60.example.com/");
    question.put("includeDomains", true).putArray("scopes").add("url").add("rootDomain");
    majestic.scriptTarget(name, new Behaviour.Rows(), new Behaviour.JobDone(0, 1, 2, 3, 5, last));
    JsonNode direct = caller.invoke(question);
    assertThat(state(direct)).isEqualTo("ready");
    majestic.resetCalls();

    String id = caller.submitPending(question.put("maxAge", "PT0S"));
    JsonNode ready = caller.pollUntilDone(id);

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).isEqualTo(direct.at("/backlinks")).isNotEmpty();
    assertThat(ready.at("/domains")).isEqualTo(direct.at("/domains"));
    assertThat(ready.at("/lists")).isEqualTo(direct.at("/lists"));
    assertThat(ready.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(majestic.calls("GetTopBackLinks")).hasSize(1);
    assertThat(majestic.downloadCalls()).hasSize(1);
    assertThat(majestic.calls("GetDownloadsList")).hasSize(6);
    assertThat(ready.toString().contains("could not notify")).isEqualTo(last == 7);
  }

  @Test
  void holderDownloadsFileImmediatelyWhenJobIsDone() {
    majestic.scriptTarget("at-once", new Behaviour.JobDone());

    JsonNode ready = caller.invoke(question("http://at-once.rows-3.example.com/"));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).hasSize(3);
  }

  @Test
  void queuedReportIsDownloadedWhenItsJobIsDone() {
    JsonNode ready =
        caller.pollUntilDone(
            caller.submitPending(question("http://rows-4.queued-2-file.example.com/")));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).hasSize(4);
    assertThat(majestic.downloadCalls()).hasSize(1);
  }

  @Test
  void usageEqualsUpstreamChargeOfDownloadedJob() {
    majestic.scriptTarget("charged", new Behaviour.Queued(1, new Behaviour.JobDone(1, 4)));
    long analysis = majestic.analysisUnitsLeft();
    long retrieval = majestic.retrievalUnitsLeft();

    JsonNode ready =
        caller.pollUntilDone(caller.submitPending(question("http://charged.rows-9.example.com/")));

    assertThat(majestic.paidCalls()).hasSize(1);
    assertThat(ready.at("/usage/charged/analysis").asLong())
        .isEqualTo(analysis - majestic.analysisUnitsLeft());
    assertThat(ready.at("/usage/charged/retrieval").asLong())
        .isEqualTo(retrieval - majestic.retrievalUnitsLeft());
  }

  @Test
  void downloadRequestContainsNoApiKey() {
    majestic.scriptTarget("keyless", new Behaviour.JobDone(0, 4));
    caller.pollUntilDone(caller.submitPending(question("http://keyless.rows-1.example.com/")));

    assertThat(majestic.calls("GetDownloadsList"))
        .allSatisfy(call ->
            assertThat(call.parameters())
                .containsOnlyKeys("cmd", "app_api_key", "DownloadJobID")
                .hasEntrySatisfying("DownloadJobID", id -> assertThat(id).isNotBlank()));
    FakeCall download = majestic.downloadCalls().getFirst();
    assertThat(download.parameters()).containsOnlyKeys("file");
    assertThat(download.toString()).doesNotContain(majestic.key());
  }

  @ParameterizedTest
  @MethodSource("downloadFaults")
  void downloadIsRetriedWhenFileIsIncomplete(Behaviour fault) {
    String name = "trouble-" + fault.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    String target = "http://" + name + ".rows-30.example.com/";
    majestic.scriptTarget(name, new Behaviour.JobDone(4));
    majestic.scriptNextOf(FakeMajestic.DOWNLOAD, fault);

    JsonNode ready = caller.pollUntilDone(id(caller.invoke(question(target))));

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).hasSize(30);
    assertThat(ready.has("warnings")).isFalse();
    assertThat(majestic.downloadCalls()).hasSize(2);
    assertThat(majestic.paidCalls()).hasSize(1);
    assertThat(ready.at("/usage/charged/analysis").asLong()).isEqualTo(5_000);
    assertThat(ready.at("/usage/charged/retrieval").asLong()).isEqualTo(30);
  }

  static Stream<Behaviour> downloadFaults() {
    return Stream.of(
        new Behaviour.FixedResponse(503),
        new Behaviour.HtmlPage(),
        new Behaviour.CutAt(60, false),
        new Behaviour.Reset());
  }

  @Test
  void downloadWaitsForSlowFile() {
    majestic.scriptTarget("slow-file", new Behaviour.JobDone(4));
    majestic.scriptNextOf(FakeMajestic.DOWNLOAD, new Behaviour.SlowHeaders(Duration.ofSeconds(3)));

    JsonNode ready = caller.invoke(question("http://slow-file.rows-5.example.com/"));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(majestic.downloadCalls()).hasSize(1);
  }

  @Test
  void downloadIsOnlyDelayedWhenJobListFails() {
    majestic.scriptTarget("unlisted", new Behaviour.JobDone(4));
    majestic.scriptNextOf(
        "GetDownloadsList",
        new Behaviour.FixedResponse(500),
        new Behaviour.ErrorCode("Odd", "odd"));

    JsonNode ready =
        caller.pollUntilDone(caller.submitPending(question("http://unlisted.rows-5.example.com/")));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(majestic.calls("GetDownloadsList")).hasSize(3);
  }

  @Test
  void downloadIsRetriedWhenFileDoesNotExistYet() {
    majestic.scriptTarget("not-yet", new Behaviour.JobDone(4));
    majestic.scriptNextOf(FakeMajestic.DOWNLOAD, new Behaviour.FixedResponse(404));

    JsonNode ready =
        caller.pollUntilDone(caller.submitPending(question("http://not-yet.rows-5.example.com/")));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(majestic.downloadCalls()).hasSize(2);
  }

  @Test
  void fileIsNotDownloadedWhenItsHostIsNotListed() {
    majestic.scriptTarget("elsewhere", new Behaviour.JobDone(4));
    majestic.setFileBaseUri(URI.create("http://localhost:" + majestic.uri().getPort()));
    String id = caller.submitPending(question("http://elsewhere.rows-2.example.com/"));
    for (int tick = 0; tick < 3; tick++) {
      assertThat(caller.pollUntilWorkIsFound().path("queued").asInt()).isEqualTo(1);
    }
    assertThat(majestic.downloadCalls()).isEmpty();
    assertThat(state(caller.getPage(id))).isEqualTo("pending");

    majestic.setFileBaseUri(majestic.uri());
    assertThat(caller.pollUntilDone(id).at("/backlinks")).hasSize(2);
  }

  @Test
  void redirectIsNotFollowedWhenItsHostIsNotListed() {
    String elsewhere = "http://localhost:" + majestic.uri().getPort() + "/downloads/stolen.xml.gz";
    majestic.scriptTarget("redirected", new Behaviour.JobDone(4));
    majestic.scriptNextOf(
        FakeMajestic.DOWNLOAD,
        new Behaviour.FixedResponse(302, "text/plain", "", Map.of("Location", elsewhere)));

    String id = caller.submitPending(question("http://redirected.rows-2.example.com/"));

    assertThat(requestedFiles()).hasSize(1).doesNotContain("stolen.xml.gz");
    assertThat(state(caller.pollUntilDone(id))).isEqualTo("ready");
    assertThat(requestedFiles()).hasSize(2).doesNotContain("stolen.xml.gz");
  }

  @Test
  void redirectIsFollowedWhenItsHostIsListed() {
    String moved = majestic.uri() + "/downloads/moved.xml.gz";
    majestic.scriptTarget("moved", new Behaviour.JobDone(4));
    majestic.scriptNextOf(
        FakeMajestic.DOWNLOAD,
        new Behaviour.FixedResponse(302, "text/plain", "", Map.of("Location", moved)));

    String id = caller.submitPending(question("http://moved.rows-2.example.com/"));

    assertThat(requestedFiles()).hasSize(2).endsWith("moved.xml.gz");
    assertThat(state(caller.pollUntilDone(id))).isEqualTo("ready");
    assertThat(requestedFiles()).hasSize(3);
  }

  private List<String> requestedFiles() {
    return majestic.downloadCalls().stream().map(call -> call.parameters().get("file")).toList();
  }

  @Test
  void deletionDeletesFileOfDownloadingReport() {
    majestic.scriptTarget("taken-back", new Behaviour.JobDone(1));
    String id = id(caller.invoke(question("http://taken-back.rows-2.example.com/")));

    caller.delete(id);

    assertThat(majestic.calls("DeleteDownloads")).hasSize(1);
    assertThat(majestic.calls("DeleteDownloads").getFirst().parameters())
        .containsEntry(
            "DownloadJobIDs",
            majestic.calls("GetDownloadsList").getFirst().parameters().get("DownloadJobID"));
  }
}
