package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.forcedQueueQuestion;
import static org.backlinks.service.DirectInvoker.id;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.TablesKind;
import org.backlinks.local.majestic.Behaviour.TokenKind;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queued reports that upstream does not finish before the deadline. */
class PollDeadlineIT {
  private static FunctionPool pool;
  private static DirectInvoker caller;

  private final FakeMajestic majestic = FastPollingStack.majestic();

  @BeforeAll
  static void start() {
    pool = FastPollingStack.stack().callerPool(Map.of("BACKLINKS_POLL_DEADLINE", "PT3S"));
    caller = new DirectInvoker(pool);
    caller.poll(); // starts the process, so that no deadline passes during its start
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
  void fileIsLookedUpOnceMoreWhenJobHasAnId() {
    List<String> ids = submitNeverFinishedJobs(TokenKind.JOB_ID, TokenKind.DOWNLOAD_JOB_ID);

    ids.forEach(id -> assertGivenUp(caller.pollUntilDone(id)));

    assertThat(majestic.calls("GetDownloadsList"))
        .hasSize(2)
        .allSatisfy(call -> assertThat(call.parameters()).containsKey("DownloadJobID"));
  }

  @Test
  void fileIsNotLookedUpWhenJobHasNoId() {
    List<String> ids = submitNeverFinishedJobs(TokenKind.NONE, TokenKind.JOB_TOKEN);

    ids.forEach(id -> assertGivenUp(caller.pollUntilDone(id)));

    assertThat(majestic.calls("GetDownloadsList")).isEmpty();
  }

  private List<String> submitNeverFinishedJobs(TokenKind... tokens) {
    List<String> ids = new ArrayList<>();
    for (TokenKind token : tokens) {
      String name = "endless-" + token.ordinal();
      majestic.scriptTarget(
          name, new Behaviour.Queued(1_000, token, TablesKind.EMPTY, new Behaviour.Rows()));
      ids.add(submit(forcedQueueQuestion("http://" + name + ".example.com/")));
    }
    return ids;
  }

  @Test
  void questionIsClaimedAgainAfterDeadline() throws Exception {
    String target = "http://given-up.rows-2.example.com/";
    majestic.scriptTarget("given-up", new Behaviour.Queued(1_000));
    String first = submit(forcedQueueQuestion(target));
    assertGivenUp(caller.pollUntilDone(first));

    majestic.finishJobs("given-up");
    JsonNode second = caller.invoke(question(target));

    assertThat(id(second)).isNotEqualTo(first);
    assertThat(state(second)).isEqualTo("ready");
    assertThat(second.at("/reused").asBoolean()).isFalse();
  }

  @Test
  void fileLookupEndsAtDeadline() {
    majestic.scriptTarget("never-made", new Behaviour.JobDone(1));

    JsonNode failed =
        caller.pollUntilDone(submit(question("http://never-made.rows-2.example.com/")));

    assertGivenUp(failed);
    assertThat(majestic.calls("GetTopBackLinks")).hasSize(1);
    assertThat(majestic.calls("GetDownloadsList")).hasSizeGreaterThan(1);
    assertThat(failed.at("/usage/calls").asInt()).isEqualTo(1);
  }

  @Test
  void finishedRowsAreReadWhenNoPollHappenedBeforeDeadline() {
    List<String> ids = new ArrayList<>();
    for (TokenKind token : TokenKind.values()) {
      String name = "slept-" + token.ordinal();
      majestic.scriptTarget(
          name, new Behaviour.Queued(1, token, TablesKind.EMPTY, new Behaviour.Rows()));
      ids.add(submit(forcedQueueQuestion("http://" + name + ".rows-2.example.com/")));
    }
    assertThat(caller.poll().path("queued").asInt()).isEqualTo(ids.size());
    Instant deadline = Instant.now().plusSeconds(3);
    while (Instant.now().isBefore(deadline)) {
      DirectInvoker.pause();
    }

    ids.forEach(id -> assertThat(caller.pollUntilDone(id).at("/backlinks")).hasSize(2));
  }

  @Test
  void retryAfterBeyondDeadlineIsIgnored() {
    majestic.scriptTarget("far-away", new Behaviour.Queued(1_000));
    String id = submit(forcedQueueQuestion("http://far-away.rows-2.example.com/"));
    caller.pollUntilWorkIsFound();
    majestic.scriptNext(
        new Behaviour.FixedResponse(503, "text/plain", "busy", Map.of("Retry-After", "900000")));
    caller.pollUntilWorkIsFound();

    assertGivenUp(caller.pollUntilDone(id));
  }

  /** Leaves the call to the worker, because a caller's own call may outlast the short deadline. */
  private static String submit(ObjectNode question) {
    return caller.submitPending(question.put("wait", 0));
  }

  private static void assertGivenUp(JsonNode report) {
    assertThat(state(report)).as(report.toString()).isEqualTo("failed");
    assertThat(report.at("/problem/type").asText()).isEqualTo("/problems/upstream-timeout");
    assertThat(report.at("/problem/retryable").asBoolean())
        .as("retryable although it was charged")
        .isFalse();
    assertThat(report.has("backlinks")).isFalse();
  }
}
