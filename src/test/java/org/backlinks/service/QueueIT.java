package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.question;
import static org.backlinks.service.DirectCaller.queued;
import static org.backlinks.service.DirectCaller.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.Tables;
import org.backlinks.local.majestic.Behaviour.Token;
import org.backlinks.local.majestic.Call;
import org.backlinks.local.majestic.Majestic;
import org.backlinks.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How a report that upstream queued becomes ready. */
class QueueIT {
  private static final String QUEUED = "{\"Code\":\"QueuedForProcessing\",\"ErrorMessage\":\"\"}";

  private final Majestic majestic = QuickStack.majestic();
  private final DirectCaller caller = QuickStack.caller();

  @Test
  void isPaidOnceAndPolledAsOftenAsUpstreamPutsItOff() {
    majestic.on("three-times", new Behaviour.Queued(3));
    long before = majestic.paidCalls().size();

    JsonNode ready = caller.done(caller.submit(queued("http://three-times.rows-7.example.com/")));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).hasSize(7);
    assertThat(ready.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(ready.at("/usage/polls").asInt()).isEqualTo(3);
    assertThat(ready.at("/usage/charged/analysis").asLong()).isEqualTo(5_000);
    assertThat(ready.at("/usage/charged/retrieval").asLong()).isEqualTo(7);
    assertThat(majestic.paidCalls()).hasSize((int) before + 1);
  }

  @Test
  void pollsWithWhatWasSubmittedButNeverQueuesByForceAgain() {
    String target = "http://identical.queued-3.example.com/?a=1&b=%20";
    caller.done(
        caller.submit(
            queued(target)
                .put("maxPerDomain", 2)
                .put("includeDomains", true)
                .put("index", "fresh")));

    List<Call> calls = callsFor(target);
    assertThat(calls).hasSize(4);
    Map<String, String> submitted = new HashMap<>(calls.getFirst().parameters());
    assertThat(submitted.remove("DebugForceQueue")).isEqualTo("1");
    assertThat(submitted).containsEntry("MaxSourceURLsPerRefDomain", "2");
    assertThat(calls.subList(1, 4))
        .allSatisfy(poll -> assertThat(poll.parameters()).isEqualTo(submitted));
  }

  @ParameterizedTest
  @MethodSource("waysToBeQueued")
  void getsItsRowsInWhateverWayUpstreamSaysQueued(Token token, Tables tables) {
    String name = (token + "-" + tables).toLowerCase(Locale.ROOT).replace('_', '-');
    majestic.on(name, new Behaviour.Queued(2, token, tables, new Behaviour.Rows()));

    String id = caller.submit(queued("http://" + name + ".rows-5.example.com/"));
    assertThat(caller.get(id).has("backlinks")).isFalse();
    JsonNode ready = caller.done(id);

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).hasSize(5);
    assertThat(ready.at("/usage/polls").asInt()).isEqualTo(2);
    assertThat(ready.has("warnings")).isFalse();
  }

  static Stream<Arguments> waysToBeQueued() {
    return Stream.of(Token.values())
        .flatMap(token -> Stream.of(Tables.values()).map(tables -> Arguments.of(token, tables)));
  }

  @Test
  void takesOkWithoutTablesThreeTimesRunningForAnAnswerWithoutRows() {
    majestic.on(
        "stays-empty",
        new Behaviour.Queued(9, Token.NONE, Tables.OK_BUT_EMPTY, new Behaviour.Rows()));

    JsonNode ready = caller.done(caller.submit(queued("http://stays-empty.example.com/")));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).isEmpty();
    assertThat(ready.at("/warnings/0").asText()).contains("no list", "url");
    assertThat(ready.at("/usage/polls").asInt()).isEqualTo(3);
  }

  @Test
  void takesOkWithoutTablesForTheAnswerAtOnceWhenItWasCharged() {
    majestic.on("charged-empty", new Behaviour.Queued(1, new Behaviour.MissingTable("URL")));

    JsonNode ready = caller.done(caller.submit(queued("http://charged-empty.example.com/")));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).isEmpty();
    assertThat(ready.at("/warnings/0").asText()).contains("no list", "url");
    assertThat(ready.at("/usage/polls").asInt()).isEqualTo(1);
  }

  @Test
  void onlyDelaysWhenUpstreamFailsMeanwhile() {
    String id = caller.submit(queued("http://troubled.rows-4.example.com/"));
    List<Behaviour> troubles =
        List.of(
            new Behaviour.Http(500),
            new Behaviour.HtmlPage(),
            new Behaviour.ErrorCode("SomethingElse", "odd"),
            new Behaviour.Http(404),
            new Behaviour.Reset());
    for (Behaviour trouble : troubles) {
      majestic.next(trouble);
      JsonNode did = caller.tickThatFindsWork();
      assertThat(did.at("/queued").asInt()).as("%s: %s", trouble, did).isEqualTo(1);
      assertThat(state(caller.get(id))).isEqualTo("pending");
    }

    JsonNode ready = caller.done(id);
    assertThat(ready.at("/backlinks")).hasSize(4);
    assertThat(ready.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(ready.at("/usage/polls").asInt()).isEqualTo(troubles.size() + 1);
  }

  @ParameterizedTest
  @EnumSource
  void asksNoMoreWhenAnswersThatAreChargedAreLostAgainAndAgain(Token token) {
    String name = "costly-" + token.ordinal();
    String target = "http://" + name + ".rows-400.example.com/";
    Behaviour cut = new Behaviour.CutAt(90, true);
    majestic.on(name, new Behaviour.Queued(1, token, Tables.EMPTY, cut), cut);
    String id = caller.submit(question(target).put("maxBacklinks", 400).put("wait", 0));
    caller.done(id);

    JsonNode failed = caller.get(id);
    assertThat(failed.at("/problem/type").asText()).endsWith("/upstream-unreadable");
    assertThat(failed.at("/usage/charged/analysis").asLong()).isEqualTo(15_000);
    assertThat(callsFor(target)).hasSize(1 + Report.MOST_CALLS);
    boolean named = token == Token.JOB_ID || token == Token.DOWNLOAD_JOB_ID;
    assertThat(failed.at("/usage/polls").asInt()).isEqualTo(Report.MOST_CALLS + (named ? 1 : 0));
  }

  @Test
  void keepsToTheHintOfAnUpstreamThatIsBusy() {
    String target = "http://busy.rows-3.example.com/";
    String id = caller.submit(queued(target));
    majestic.next(new Behaviour.Http(503, "text/plain", "busy", Map.of("Retry-After", "2")));
    caller.tickThatFindsWork();

    assertThat(caller.get(id).path("retryAfter").asInt()).isBetween(1, 2);
    assertThat(state(caller.done(id))).isEqualTo("ready");
    assertThat(betweenTheLastTwo(callsFor(target))).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void keepsToTheHintOfAnAnswerThatSaysQueued() {
    String target = "http://patient.rows-3.example.com/";
    majestic.next(new Behaviour.Http(200, "application/json", QUEUED, Map.of("Retry-After", "2")));
    String id = caller.submit(queued(target));

    assertThat(caller.get(id).path("retryAfter").asInt()).isBetween(1, 2);
    assertThat(state(caller.done(id))).isEqualTo("ready");
    assertThat(betweenTheLastTwo(callsFor(target))).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  private static Duration betweenTheLastTwo(List<Call> calls) {
    return Duration.between(calls.get(calls.size() - 2).at(), calls.getLast().at());
  }

  private List<Call> callsFor(String target) {
    return majestic.calls("GetTopBackLinks").stream()
        .filter(call -> target.equals(call.parameters().get("URL")))
        .toList();
  }
}
