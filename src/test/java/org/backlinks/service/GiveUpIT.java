package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.id;
import static org.backlinks.service.DirectCaller.question;
import static org.backlinks.service.DirectCaller.queued;
import static org.backlinks.service.DirectCaller.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.Tables;
import org.backlinks.local.majestic.Behaviour.Token;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a queued report ends that upstream does not finish in time. */
class GiveUpIT {
  private static FunctionPool pool;
  private static DirectCaller caller;

  private final Majestic majestic = QuickStack.majestic();

  @BeforeAll
  static void start() {
    pool = QuickStack.stack().pool(Map.of("BACKLINKS_POLL_DEADLINE", "PT3S"));
    caller = new DirectCaller(pool);
    caller.poll(); // so that no deadline passes while a process starts
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @Test
  void looksForTheFileOfAJobThatHasAnIdOneLastTime() {
    List<String> ids = submitQueuedForEver(Token.JOB_ID, Token.DOWNLOAD_JOB_ID);

    ids.forEach(id -> assertGivenUp(caller.done(id)));

    assertThat(majestic.calls("GetDownloadsList"))
        .hasSize(2)
        .allSatisfy(call -> assertThat(call.parameters()).containsKey("DownloadJobID"));
  }

  @Test
  void looksForNoFileWhereTheJobHasNoId() {
    List<String> ids = submitQueuedForEver(Token.NONE, Token.JOB_TOKEN);

    ids.forEach(id -> assertGivenUp(caller.done(id)));

    assertThat(majestic.calls("GetDownloadsList")).isEmpty();
  }

  private List<String> submitQueuedForEver(Token... tokens) {
    List<String> ids = new ArrayList<>();
    for (Token token : tokens) {
      String name = "endless-" + token.ordinal();
      majestic.on(name, new Behaviour.Queued(1_000, token, Tables.EMPTY, new Behaviour.Rows()));
      ids.add(submit(queued("http://" + name + ".example.com/")));
    }
    return ids;
  }

  @Test
  void isAskedAnewAfterIt() throws Exception {
    String target = "http://given-up.rows-2.example.com/";
    majestic.on("given-up", new Behaviour.Queued(1_000));
    String first = submit(queued(target));
    assertGivenUp(caller.done(first));

    majestic.finishJobs();
    JsonNode anew = caller.ask(question(target));

    assertThat(id(anew)).isNotEqualTo(first);
    assertThat(state(anew)).isEqualTo("ready");
    assertThat(anew.at("/reused").asBoolean()).isFalse();
  }

  @Test
  void stopsLookingForAFileThatNeverComes() {
    majestic.on("never-made", new Behaviour.JobDone(1));

    JsonNode failed = caller.done(submit(question("http://never-made.rows-2.example.com/")));

    assertGivenUp(failed);
    assertThat(majestic.calls("GetTopBackLinks")).hasSize(1);
    assertThat(majestic.calls("GetDownloadsList")).hasSizeGreaterThan(1);
    assertThat(failed.at("/usage/calls").asInt()).isEqualTo(1);
  }

  @Test
  void losesNoRowsThatWaitedWhileNobodyPolled() {
    List<String> ids = new ArrayList<>();
    for (Token token : Token.values()) {
      String name = "slept-" + token.ordinal();
      majestic.on(name, new Behaviour.Queued(1, token, Tables.EMPTY, new Behaviour.Rows()));
      ids.add(submit(queued("http://" + name + ".rows-2.example.com/")));
    }
    assertThat(caller.poll().path("queued").asInt()).isEqualTo(ids.size());
    Instant deadline = Instant.now().plusSeconds(3);
    while (Instant.now().isBefore(deadline)) {
      DirectCaller.pause();
    }

    ids.forEach(id -> assertThat(caller.done(id).at("/backlinks")).hasSize(2));
  }

  @Test
  void heedsNoHintBeyondTheDeadline() {
    majestic.on("far-away", new Behaviour.Queued(1_000));
    String id = submit(queued("http://far-away.rows-2.example.com/"));
    caller.tickThatFindsWork();
    majestic.next(new Behaviour.Http(503, "text/plain", "busy", Map.of("Retry-After", "900000")));
    caller.tickThatFindsWork();

    assertGivenUp(caller.done(id));
  }

  /** Leaves the asking to the worker: what is started in a call may outlast so short a deadline. */
  private static String submit(ObjectNode question) {
    return caller.submit(question.put("wait", 0));
  }

  private static void assertGivenUp(JsonNode report) {
    assertThat(state(report)).as(report.toString()).isEqualTo("failed");
    assertThat(report.at("/problem/type").asText()).isEqualTo("/problems/upstream-timeout");
    assertThat(report.at("/problem/retryable").asBoolean()).isTrue();
    assertThat(report.has("backlinks")).isFalse();
  }
}
