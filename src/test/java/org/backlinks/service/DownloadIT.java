package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.id;
import static org.backlinks.service.DirectCaller.question;
import static org.backlinks.service.DirectCaller.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Call;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a report becomes ready whose rows upstream leaves in a file. */
class DownloadIT {
  private final Majestic majestic = QuickStack.majestic();
  private final DirectCaller caller = QuickStack.caller();

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @AfterEach
  void putFilesBack() {
    majestic.filesAt(majestic.uri());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 7})
  void waitsThroughEveryStateForTheSameRowsAsAskedDirectly(int last) {
    String name = "states-" + last;
    ObjectNode question = question("http://" + name + ".rows-60.example.com/");
    question.put("includeDomains", true).putArray("scopes").add("url").add("rootDomain");
    majestic.on(name, new Behaviour.Rows(), new Behaviour.JobDone(0, 1, 2, 3, 5, last));
    JsonNode direct = caller.ask(question);
    assertThat(state(direct)).isEqualTo("ready");
    majestic.resetCalls();

    String id = caller.submit(question.put("maxAge", "PT0S"));
    JsonNode ready = caller.done(id);

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).isEqualTo(direct.at("/backlinks")).isNotEmpty();
    assertThat(ready.at("/domains")).isEqualTo(direct.at("/domains"));
    assertThat(ready.at("/lists")).isEqualTo(direct.at("/lists"));
    assertThat(ready.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(majestic.calls("GetTopBackLinks")).hasSize(1);
    assertThat(majestic.downloads()).hasSize(1);
    assertThat(majestic.calls("GetDownloadsList")).hasSize(6);
    assertThat(ready.toString().contains("could not notify")).isEqualTo(last == 7);
  }

  @Test
  void findsTheFileInTheHandsThatLearntOfIt() {
    majestic.on("at-once", new Behaviour.JobDone());

    JsonNode ready = caller.ask(question("http://at-once.rows-3.example.com/"));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).hasSize(3);
  }

  @Test
  void comesToAFileAfterBeingQueued() {
    JsonNode ready =
        caller.done(caller.submit(question("http://rows-4.queued-2-file.example.com/")));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).hasSize(4);
    assertThat(majestic.downloads()).hasSize(1);
  }

  @Test
  void saysExactlyWhatUpstreamCharged() {
    majestic.on("charged", new Behaviour.Queued(1, new Behaviour.JobDone(1, 4)));
    long analysis = majestic.analysisUnitsLeft();
    long retrieval = majestic.retrievalUnitsLeft();

    JsonNode ready = caller.done(caller.submit(question("http://charged.rows-9.example.com/")));

    assertThat(majestic.paidCalls()).hasSize(1);
    assertThat(ready.at("/usage/charged/analysis").asLong())
        .isEqualTo(analysis - majestic.analysisUnitsLeft());
    assertThat(ready.at("/usage/charged/retrieval").asLong())
        .isEqualTo(retrieval - majestic.retrievalUnitsLeft());
  }

  @Test
  void asksForOneJobAndSendsNoKeyToItsFile() {
    majestic.on("keyless", new Behaviour.JobDone(0, 4));
    caller.done(caller.submit(question("http://keyless.rows-1.example.com/")));

    assertThat(majestic.calls("GetDownloadsList"))
        .allSatisfy(call ->
            assertThat(call.parameters())
                .containsOnlyKeys("cmd", "app_api_key", "DownloadJobID")
                .hasEntrySatisfying("DownloadJobID", id -> assertThat(id).isNotBlank()));
    Call download = majestic.downloads().getFirst();
    assertThat(download.parameters()).containsOnlyKeys("file");
    assertThat(download.toString()).doesNotContain(majestic.key());
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void triesAFileAgainThatDidNotComeWhole(Behaviour trouble) {
    String name = "trouble-" + trouble.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    String target = "http://" + name + ".rows-30.example.com/";
    majestic.on(name, new Behaviour.JobDone(4));
    majestic.nextOf(Majestic.DOWNLOAD, trouble);

    JsonNode ready = caller.done(id(caller.ask(question(target))));

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).hasSize(30);
    assertThat(ready.has("warnings")).isFalse();
    assertThat(majestic.downloads()).hasSize(2);
    assertThat(majestic.paidCalls()).hasSize(1);
    assertThat(ready.at("/usage/charged/analysis").asLong()).isEqualTo(5_000);
    assertThat(ready.at("/usage/charged/retrieval").asLong()).isEqualTo(30);
  }

  static Stream<Behaviour> troubles() {
    return Stream.of(
        new Behaviour.Http(503),
        new Behaviour.HtmlPage(),
        new Behaviour.CutAt(60, false),
        new Behaviour.Reset());
  }

  @Test
  void waitsForASlowFile() {
    majestic.on("slow-file", new Behaviour.JobDone(4));
    majestic.nextOf(Majestic.DOWNLOAD, new Behaviour.SlowHeaders(Duration.ofSeconds(3)));

    JsonNode ready = caller.ask(question("http://slow-file.rows-5.example.com/"));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(majestic.downloads()).hasSize(1);
  }

  @Test
  void onlyDelaysWhenTheListCannotBeHad() {
    majestic.on("unlisted", new Behaviour.JobDone(4));
    majestic.nextOf(
        "GetDownloadsList", new Behaviour.Http(500), new Behaviour.ErrorCode("Odd", "odd"));

    JsonNode ready = caller.done(caller.submit(question("http://unlisted.rows-5.example.com/")));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(majestic.calls("GetDownloadsList")).hasSize(3);
  }

  @Test
  void failsWhenTheFileIsGone() {
    String target = "http://expired.rows-5.example.com/";
    majestic.on("expired", new Behaviour.JobDone(4));
    majestic.nextOf(Majestic.DOWNLOAD, new Behaviour.Http(404));

    JsonNode problem = caller.ask(question(target));

    assertThat(problem.at("/type").asText()).isEqualTo("/problems/upstream-unreadable");
    JsonNode failed = caller.get(problem.at("/report").asText());
    assertThat(state(failed)).isEqualTo("failed");
    assertThat(failed.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(majestic.downloads()).hasSize(1);
  }

  @Test
  void neverFetchesAFileFromAHostThatIsNotListed() {
    majestic.on("elsewhere", new Behaviour.JobDone(4));
    majestic.filesAt(URI.create("http://localhost:" + majestic.uri().getPort()));
    String id = caller.submit(question("http://elsewhere.rows-2.example.com/"));
    for (int tick = 0; tick < 3; tick++) {
      assertThat(caller.tickThatFindsWork().path("queued").asInt()).isEqualTo(1);
    }
    assertThat(majestic.downloads()).isEmpty();
    assertThat(state(caller.get(id))).isEqualTo("pending");

    majestic.filesAt(majestic.uri());
    assertThat(caller.done(id).at("/backlinks")).hasSize(2);
  }

  @Test
  void followsNoRedirectOffTheListedHosts() {
    String elsewhere = "http://localhost:" + majestic.uri().getPort() + "/downloads/stolen.xml.gz";
    majestic.on("redirected", new Behaviour.JobDone(4));
    majestic.nextOf(
        Majestic.DOWNLOAD,
        new Behaviour.Http(302, "text/plain", "", Map.of("Location", elsewhere)));

    String id = caller.submit(question("http://redirected.rows-2.example.com/"));

    assertThat(files()).hasSize(1).doesNotContain("stolen.xml.gz");
    assertThat(state(caller.done(id))).isEqualTo("ready");
    assertThat(files()).hasSize(2).doesNotContain("stolen.xml.gz");
  }

  @Test
  void followsARedirectToAListedHost() {
    String moved = majestic.uri() + "/downloads/moved.xml.gz";
    majestic.on("moved", new Behaviour.JobDone(4));
    majestic.nextOf(
        Majestic.DOWNLOAD, new Behaviour.Http(302, "text/plain", "", Map.of("Location", moved)));

    JsonNode problem = caller.ask(question("http://moved.rows-2.example.com/"));

    assertThat(files()).hasSize(2).endsWith("moved.xml.gz");
    assertThat(problem.at("/type").asText()).isEqualTo("/problems/upstream-unreadable");
  }

  private List<String> files() {
    return majestic.downloads().stream().map(call -> call.parameters().get("file")).toList();
  }

  @Test
  void deletesTheFileOfAReportThatIsTakenBack() {
    majestic.on("taken-back", new Behaviour.JobDone(1));
    String id = id(caller.ask(question("http://taken-back.rows-2.example.com/")));

    caller.delete(id);

    assertThat(majestic.calls("DeleteDownloads")).hasSize(1);
    assertThat(majestic.calls("DeleteDownloads").getFirst().parameters())
        .containsEntry(
            "DownloadJobIDs",
            majestic.calls("GetDownloadsList").getFirst().parameters().get("DownloadJobID"));
  }
}
