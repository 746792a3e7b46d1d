package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.forcedQueueQuestion;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.TablesKind;
import org.backlinks.local.majestic.Behaviour.TokenKind;
import org.backlinks.local.majestic.FakeCall;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports that upstream queues. */
class QueuedReportIT {
  private static final String QUEUED_ANSWER =
      "{\"Code\":\"QueuedForProcessing\",\"ErrorMessage\":\"\"}";

  private final FakeMajestic majestic = FastPollingStack.majestic();
  private final DirectInvoker caller = FastPollingStack.caller();

  @Test
  void queuedReportIsPaidOnceAndPolledUntilReady() {
    majestic.scriptTarget("three-times", new Behaviour.Queued(3));
    long before = majestic.paidCalls().size();

    JsonNode ready =
        caller.pollUntilDone(
            caller.submitPending(forcedQueueQuestion("http://three-times.rows-7.example.com/")));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).hasSize(7);
    assertThat(ready.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(ready.at("/usage/polls").asInt()).isEqualTo(3);
    assertThat(ready.at("/usage/charged/analysis").asLong()).isEqualTo(5_000);
    assertThat(ready.at("/usage/charged/retrieval").asLong()).isEqualTo(7);
    assertThat(majestic.paidCalls()).hasSize((int) before + 1);
  }

  @Test
  void pollRepeatsSubmittedParametersWithoutForceQueue() {
    String target = "http://identical.queued-3.example.com/?a=1&b=%20";
    caller.pollUntilDone(
        caller.submitPending(
            forcedQueueQuestion(target)
                .put("maxPerDomain", 2)
                .put("includeDomains", true)
                .put("index", "fresh")));

    List<FakeCall> calls = callsFor(target);
    assertThat(calls).hasSize(4);
    Map<String, String> submitted = new HashMap<>(calls.getFirst().parameters());
    assertThat(submitted.remove("DebugForceQueue")).isEqualTo("1");
    assertThat(submitted).containsEntry("MaxSourceURLsPerRefDomain", "2");
    assertThat(calls.subList(1, 4))
        .allSatisfy(poll -> assertThat(poll.parameters()).isEqualTo(submitted));
  }

  @ParameterizedTest
  @MethodSource("queuedAnswerForms")
  void queuedReportBecomesReadyForEveryFormOfQueuedAnswer(TokenKind token, TablesKind tables) {
    String name = (token + "-" + tables).toLowerCase(Locale.ROOT).replace('_', '-');
    majestic.scriptTarget(name, new Behaviour.Queued(2, token, tables, new Behaviour.Rows()));

    String id =
        caller.submitPending(forcedQueueQuestion("http://" + name + ".rows-5.example.com/"));
    assertThat(caller.getPage(id).has("backlinks")).isFalse();
    JsonNode ready = caller.pollUntilDone(id);

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).hasSize(5);
    assertThat(ready.at("/usage/polls").asInt()).isEqualTo(2);
    assertThat(ready.has("warnings")).isFalse();
  }

  static Stream<Arguments> queuedAnswerForms() {
    return Stream.of(TokenKind.values())
        .flatMap(
            token -> Stream.of(TablesKind.values()).map(tables -> Arguments.of(token, tables)));
  }

  @Test
  void queuedReportIsReadyWithoutRowsAfterThreeEmptyAnswers() {
    majestic.scriptTarget(
        "stays-empty",
        new Behaviour.Queued(9, TokenKind.NONE, TablesKind.OK_BUT_EMPTY, new Behaviour.Rows()));

    JsonNode ready =
        caller.pollUntilDone(
            caller.submitPending(forcedQueueQuestion("http://stays-empty.example.com/")));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).isEmpty();
    assertThat(ready.at("/warnings/0").asText()).contains("no list", "url");
    assertThat(ready.at("/usage/polls").asInt()).isEqualTo(3);
  }

  @Test
  void queuedReportIsReadyWithoutRowsWhenEmptyAnswerWasCharged() {
    majestic.scriptTarget(
        "charged-empty", new Behaviour.Queued(1, new Behaviour.MissingTable("URL")));

    JsonNode ready =
        caller.pollUntilDone(
            caller.submitPending(forcedQueueQuestion("http://charged-empty.example.com/")));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).isEmpty();
    assertThat(ready.at("/warnings/0").asText()).contains("no list", "url");
    assertThat(ready.at("/usage/polls").asInt()).isEqualTo(1);
  }

  @Test
  void queuedReportIsOnlyDelayedWhenPollFails() {
    String id = caller.submitPending(forcedQueueQuestion("http://troubled.rows-4.example.com/"));
    List<Behaviour> faults =
        List.of(
            new Behaviour.FixedResponse(500),
            new Behaviour.HtmlPage(),
            new Behaviour.ErrorCode("SomethingElse", "odd"),
            new Behaviour.FixedResponse(404),
            new Behaviour.Reset());
    for (Behaviour fault : faults) {
      majestic.scriptNext(fault);
      JsonNode summary = caller.pollUntilWorkIsFound();
      assertThat(summary.at("/queued").asInt()).as("%s: %s", fault, summary).isEqualTo(1);
      assertThat(state(caller.getPage(id))).isEqualTo("pending");
    }

    JsonNode ready = caller.pollUntilDone(id);
    assertThat(ready.at("/backlinks")).hasSize(4);
    assertThat(ready.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(ready.at("/usage/polls").asInt()).isEqualTo(faults.size() + 1);
  }

  @ParameterizedTest
  @EnumSource
  void pollingEndsWhenChargedAnswersAreLostRepeatedly(TokenKind token) {
    String name = "costly-" + token.ordinal();
    String target = "http://" + name + ".rows-400.example.com/";
    Behaviour cut = new Behaviour.CutAt(90, true);
    majestic.scriptTarget(name, new Behaviour.Queued(1, token, TablesKind.EMPTY, cut), cut);
    String id = caller.submitPending(question(target).put("maxBacklinks", 400).put("wait", 0));
    caller.pollUntilDone(id);

    JsonNode failed = caller.getPage(id);
    assertThat(failed.at("/problem/type").asText()).endsWith("/upstream-unreadable");
    assertThat(failed.at("/usage/charged/analysis").asLong()).isEqualTo(15_000);
    assertThat(callsFor(target)).hasSize(1 + Report.MAX_PAID_CALLS);
    boolean hasId = token == TokenKind.JOB_ID || token == TokenKind.DOWNLOAD_JOB_ID;
    assertThat(failed.at("/usage/polls").asInt())
        .isEqualTo(Report.MAX_PAID_CALLS + (hasId ? 1 : 0));
  }

  @Test
  void pollHonorsRetryAfterOfBusyUpstream() {
    String target = "http://busy.rows-3.example.com/";
    String id = caller.submitPending(forcedQueueQuestion(target));
    majestic.scriptNext(
        new Behaviour.FixedResponse(503, "text/plain", "busy", Map.of("Retry-After", "2")));
    caller.pollUntilWorkIsFound();

    assertThat(caller.getPage(id).path("retryAfter").asInt()).isBetween(1, 2);
    assertThat(state(caller.pollUntilDone(id))).isEqualTo("ready");
    assertThat(timeBetweenLastTwo(callsFor(target))).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void pollHonorsRetryAfterOfQueuedAnswer() {
    String target = "http://patient.rows-3.example.com/";
    majestic.scriptNext(
        new Behaviour.FixedResponse(
            200, "application/json", QUEUED_ANSWER, Map.of("Retry-After", "2")));
    String id = caller.submitPending(forcedQueueQuestion(target));

    assertThat(caller.getPage(id).path("retryAfter").asInt()).isBetween(1, 2);
    assertThat(state(caller.pollUntilDone(id))).isEqualTo("ready");
    assertThat(timeBetweenLastTwo(callsFor(target))).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  private static Duration timeBetweenLastTwo(List<FakeCall> calls) {
    return Duration.between(calls.get(calls.size() - 2).receivedAt(), calls.getLast().receivedAt());
  }

  private List<FakeCall> callsFor(String target) {
    return majestic.calls("GetTopBackLinks").stream()
        .filter(call -> target.equals(call.parameters().get("URL")))
        .toList();
  }
}
