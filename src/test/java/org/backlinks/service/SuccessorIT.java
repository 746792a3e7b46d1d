package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.id;
import static org.backlinks.service.DirectCaller.question;
import static org.backlinks.service.DirectCaller.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Call;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GetBackLinkData behind the same question and payload. */
class SuccessorIT {
  private static final String TOP = "GetTopBackLinks";
  private static final String SUCCESSOR = "GetBackLinkData";
  private static final Behaviour ROWS = new Behaviour.Rows();
  private static final Behaviour REFUSED = new Behaviour.ErrorCode("SomethingElse", "odd item");

  /** What GetBackLinkData says beside what both commands say of a list. */
  private static final List<String> ITS_OWN =
      List.of("Count", "From", "Item", "ItemType", "OrigItem");

  private final Majestic majestic = QuickStack.majestic();
  private final DirectCaller caller = QuickStack.caller();

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @AfterEach
  void behaveAgain() {
    majestic.clearBehaviours().successorTellsCharges(false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void givesTheSamePayloadAsGetTopBackLinks(boolean domains) {
    majestic.successorTellsCharges(true);
    ObjectNode question = all("http://www.same-" + domains + ".com/a?b=c");
    question.put("includeDomains", domains).put("maxBacklinks", 50);

    JsonNode top = caller.ask(question.put("command", TOP));
    JsonNode successor = caller.ask(question.put("command", SUCCESSOR));

    assertThat(state(successor)).as(successor.toString()).isEqualTo("ready");
    assertThat(successor.at("/provider/command").asText()).isEqualTo(SUCCESSOR);
    assertThat(successor.has("warnings")).as(successor.path("warnings").toString()).isFalse();
    assertThat(comparable(successor)).isEqualTo(comparable(top));
    assertThat(successor.at("/backlinks")).hasSize(150);
    assertThat(linked(successor)).isEqualTo(linked(top));
    assertThat(successor.at("/usage/charged")).isEqualTo(top.at("/usage/charged"));
    assertThat(successor.at("/usage/calls").asInt()).isEqualTo(3);
  }

  /** Without what may differ: who answered, when, domain ids, the number of calls. */
  private static JsonNode comparable(JsonNode payload) {
    ObjectNode same = payload.deepCopy();
    same.remove(List.of("id", "createdAt", "readyAt", "expiresAt", "provider", "usage", "domains"));
    ((ObjectNode) same.get("request")).remove("command");
    same.path("backlinks").forEach(row -> ((ObjectNode) row).remove("domain"));
    same.path("lists").forEach(list -> ((ObjectNode) list.path("extra")).remove(ITS_OWN));
    return same;
  }

  /** The domain of each row, all that is known of it but its number. */
  private static List<JsonNode> linked(JsonNode payload) {
    List<JsonNode> linked = new ArrayList<>();
    for (JsonNode row : payload.path("backlinks")) {
      for (JsonNode domain : payload.path("domains")) {
        if (domain.path("id").equals(row.path("domain"))) {
          linked.add(((ObjectNode) domain.deepCopy()).without("id"));
        }
      }
    }
    return linked;
  }

  @Test
  void numbersTheDomainsOfAllListsOnEveryPage() {
    ObjectNode question = all("http://www.numbered.rows-40-x.com/").put("includeDomains", true);
    JsonNode first = caller.ask(question.put("command", SUCCESSOR).put("limit", 60));
    JsonNode second =
        caller.send(
            question("")
                .put("action", "get")
                .put("id", id(first))
                .put("cursor", next(first))
                .without("target"));

    assertThat(second.at("/page/from").asInt()).isEqualTo(60);
    for (JsonNode page : List.of(first, second)) {
      Set<Long> ids = new HashSet<>();
      page.path("domains")
          .forEach(domain -> assertThat(ids.add(domain.path("id").asLong())).isTrue());
      page.path("backlinks").forEach(row -> assertThat(ids).contains(row.path("domain").asLong()));
      assertThat(linked(page)).hasSize(page.path("backlinks").size());
    }
  }

  private static String next(JsonNode page) {
    return page.at("/page/next").asText();
  }

  @Test
  void spellsTheItemForEachScope() {
    ask(all("https://shop.sub.spelled.co.uk:8443/path"));

    assertThat(items())
        .containsExactly(
            "https://shop.sub.spelled.co.uk:8443/path", "shop.sub.spelled.co.uk", "spelled.co.uk");
    assertThat(majestic.calls(SUCCESSOR))
        .allSatisfy(call ->
            assertThat(call.parameters())
                .containsEntry("Count", "100")
                .containsEntry("From", "0")
                .containsEntry("Mode", "1")
                .doesNotContainKeys("MaxSourceURLsPerRefDomain", "NotifyURL"));
  }

  @Test
  void saysWhichUrlATargetWithoutASchemeIsTakenFor() {
    JsonNode ready = ask(question("www.bare.rows-5.example.com/x"));

    assertThat(items()).containsExactly("http://www.bare.rows-5.example.com/x");
    assertThat(ready.at("/lists/0/item").asText()).isEqualTo(items().getFirst());
    assertThat(warnings(ready))
        .anySatisfy(line -> assertThat(line).contains("without a scheme", items().getFirst()));
  }

  @Test
  void asksOnceForAnApexAndFillsBothLists() {
    ObjectNode question = question("http://rows-30-apex.com/").put("includeDomains", true);
    question.putArray("scopes").add("subdomain").add("rootDomain");
    long analysis = majestic.analysisUnitsLeft();
    long retrieval = majestic.retrievalUnitsLeft();

    JsonNode ready = ask(question);

    assertThat(items()).containsExactly("rows-30-apex.com");
    assertThat(analysis - majestic.analysisUnitsLeft()).isEqualTo(5_000);
    assertThat(retrieval - majestic.retrievalUnitsLeft()).isEqualTo(30);
    assertThat(ready.at("/lists")).hasSize(2);
    assertThat(ready.at("/lists/0/returned").asInt()).isEqualTo(30);
    assertThat(ready.at("/lists/1/returned").asInt()).isEqualTo(30);
    assertThat(ready.at("/page/total").asInt()).isEqualTo(60);
    assertThat(rows(ready, "subdomain")).isEqualTo(rows(ready, "rootDomain")).hasSize(30);
    assertThat(warnings(ready)).anySatisfy(line -> assertThat(line).contains("registrable domain"));
  }

  private static List<JsonNode> rows(JsonNode payload, String scope) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode row : payload.path("backlinks")) {
      if (row.path("scope").asText().equals(scope)) {
        rows.add(((ObjectNode) row.deepCopy()).without("scope"));
      }
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "3, 3", "5, 10", "10, 10", "50, -1"})
  void keepsToAnyLimitForOneDomain(int limit, String sent) {
    for (boolean domains : List.of(true, false)) {
      majestic.resetCalls();
      ObjectNode question = question("http://rows-700.limited.example.com/");
      question.put("maxPerDomain", limit).put("includeDomains", domains);
      question.put("maxBacklinks", 1_000);
      JsonNode top = caller.ask(question.put("command", TOP));
      long retrieval = majestic.retrievalUnitsLeft();

      JsonNode ready = ask(question);

      assertThat(majestic.calls(SUCCESSOR).getFirst().parameters())
          .containsEntry("MaxSourceURLsPerRefDomain", sent);
      assertThat(comparable(ready).path("backlinks")).isEqualTo(comparable(top).path("backlinks"));
      assertThat(ready.at("/lists/0/returned")).isEqualTo(top.at("/lists/0/returned"));
      long leftOut =
          retrieval - majestic.retrievalUnitsLeft() - ready.at("/lists/0/returned").asLong();
      boolean ours = leftOut > 0;
      assertThat(warnings(ready).stream().anyMatch(line -> line.contains(leftOut + " links")))
          .as(ready.path("warnings").toString())
          .isEqualTo(ours);
      assertThat(ours).isEqualTo(limit == 2 || limit == 5 || limit == 50);
    }
  }

  @Test
  void keepsToALimitInXmlToo() {
    try (FunctionPool xml = QuickStack.stack().pool(Map.of("MAJESTIC_FORMAT", "xml"))) {
      ObjectNode question = question("http://rows-200.limited-xml.example.com/");
      question.put("maxPerDomain", 2).put("command", SUCCESSOR);

      JsonNode ready = new DirectCaller(xml).ask(question);

      assertThat(ready.at("/backlinks"))
          .isEqualTo(caller.ask(question.put("maxAge", "PT0S")).at("/backlinks"))
          .isNotEmpty();
    }
  }

  @Test
  void keepsWhatItHasWhenALaterListIsRefused() {
    ObjectNode question = all("http://www.rows-6-lacking.com/").put("command", SUCCESSOR);
    majestic.nextOf(SUCCESSOR, ROWS, REFUSED, ROWS);

    JsonNode ready = caller.ask(question);

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/lists/0/returned").asInt()).isEqualTo(6);
    assertThat(ready.at("/lists/1/missing").asBoolean()).isTrue();
    assertThat(ready.at("/lists/2/returned").asInt()).isEqualTo(6);
    assertThat(ready.at("/page/total").asInt()).isEqualTo(12);
    assertThat(warnings(ready))
        .anySatisfy(line -> assertThat(line).contains("scope subdomain", "odd item"));
    assertThat(caller.get(id(ready)).at("/backlinks")).hasSize(12);

    JsonNode again = caller.ask(question);
    assertThat(id(again)).isNotEqualTo(id(ready));
    assertThat(again.at("/reused").asBoolean()).isFalse();
    assertThat(again.at("/page/total").asInt()).isEqualTo(18);
    assertThat(id(caller.ask(question))).isEqualTo(id(again));
  }

  @Test
  void keepsWhatItHasWhenTheLastListIsRefused() {
    majestic.nextOf(SUCCESSOR, ROWS, ROWS, REFUSED);

    JsonNode ready = ask(all("http://www.rows-6-last.com/"));

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/lists/2/missing").asBoolean()).isTrue();
    assertThat(ready.at("/page/total").asInt()).isEqualTo(12);
  }

  @Test
  void failsWhenTheFirstListIsRefused() {
    majestic.nextOf(SUCCESSOR, REFUSED);

    JsonNode failed = ask(all("http://www.rows-6-first.com/"));

    assertThat(failed.at("/type").asText()).isEqualTo("/problems/upstream-refused");
    assertThat(majestic.calls(SUCCESSOR)).hasSize(1);
  }

  @Test
  void comesBackForAListThatUpstreamHasNoTimeFor() {
    Behaviour busy = new Behaviour.Http(503);
    // one call is sent three times before it is put off
    majestic.nextOf(SUCCESSOR, ROWS, busy, busy, busy, new Behaviour.Http(429));

    JsonNode pending = ask(all("http://www.rows-6-busy.com/"));
    assertThat(state(pending)).isEqualTo("pending");
    JsonNode ready = caller.done(id(pending));

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/page/total").asInt()).isEqualTo(18);
    assertThat(ready.toString()).doesNotContain("missing");
    assertThat(majestic.paidCalls()).hasSize(3);
    assertThat(items().stream().filter("www.rows-6-busy.com"::equals)).hasSize(5);
    assertThat(ready.at("/usage/calls").asInt()).isEqualTo(4);
  }

  @Test
  void copesWithAQueueThatItShouldNotMeet() {
    majestic.nextOf(SUCCESSOR, ROWS, new Behaviour.ErrorCode("QueuedForProcessing", ""));

    JsonNode pending = ask(all("http://www.rows-6-odd.com/"));
    assertThat(state(pending)).isEqualTo("pending");
    JsonNode ready = caller.done(id(pending));

    assertThat(ready.at("/page/total").asInt()).isEqualTo(18);
    assertThat(majestic.paidCalls()).hasSize(3);
  }

  @Test
  void saysSoWhenNoChargeIsTold() {
    JsonNode untold = ask(all("http://www.rows-6-untold.com/"));

    assertThat(untold.at("/usage/estimated").asBoolean()).isTrue();
    assertThat(untold.at("/usage/charged/analysis").asLong()).isEqualTo(15_000);
    assertThat(untold.at("/usage/charged/retrieval").asLong()).isEqualTo(18);
    assertThat(warnings(untold)).containsExactly(SUCCESSOR + " did not say what it charged");
  }

  private JsonNode ask(ObjectNode question) {
    return caller.ask(question.put("command", SUCCESSOR));
  }

  private static ObjectNode all(String target) {
    ObjectNode question = question(target);
    question.putArray("scopes").add("url").add("subdomain").add("rootDomain");
    return question;
  }

  private List<String> items() {
    return majestic.calls(SUCCESSOR).stream()
        .map(Call::parameters)
        .map(parameters -> parameters.get("item"))
        .toList();
  }

  private static Set<String> warnings(JsonNode payload) {
    Set<String> lines = new TreeSet<>();
    payload.path("warnings").forEach(line -> lines.add(line.asText()));
    return lines;
  }
}
