package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.id;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;

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
import org.backlinks.local.majestic.FakeCall;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that GetBackLinkData answers. */
class GetBackLinkDataIT {
  private static final String TOP = "GetTopBackLinks";
  private static final String SUCCESSOR = "GetBackLinkData";
  private static final Behaviour ROWS = new Behaviour.Rows();
  private static final Behaviour REFUSED = new Behaviour.ErrorCode("SomethingElse", "odd item");

  /** The attributes of a list that only GetBackLinkData returns. */
  private static final List<String> SUCCESSOR_ONLY_ATTRIBUTES =
      List.of("Count", "From", "Item", "ItemType", "OrigItem");

  private final FakeMajestic majestic = FastPollingStack.majestic();
  private final DirectInvoker caller = FastPollingStack.caller();

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @AfterEach
  void resetUpstream() {
    majestic.clearBehaviours().setSuccessorReportsCharges(false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void payloadEqualsThatOfGetTopBackLinks(boolean domains) {
    majestic.setSuccessorReportsCharges(true);
    ObjectNode question = allScopesQuestion("http://www.same-" + domains + ".com/a?b=c");
    question.put("includeDomains", domains).put("maxBacklinks", 50);

    JsonNode top = caller.invoke(question.put("command", TOP));
    JsonNode successor = caller.invoke(question.put("command", SUCCESSOR));

    assertThat(state(successor)).as(successor.toString()).isEqualTo("ready");
    assertThat(successor.at("/provider/command").asText()).isEqualTo(SUCCESSOR);
    assertThat(successor.has("warnings")).as(successor.path("warnings").toString()).isFalse();
    assertThat(comparable(successor)).isEqualTo(comparable(top));
    assertThat(successor.at("/backlinks")).hasSize(150);
    assertThat(domainsOfRows(successor)).isEqualTo(domainsOfRows(top));
    assertThat(successor.at("/usage/charged")).isEqualTo(top.at("/usage/charged"));
    assertThat(successor.at("/usage/calls").asInt()).isEqualTo(3);
  }

  /**
   * Returns a payload without the members that may differ: command, times, domain ids and usage.
   */
  private static JsonNode comparable(JsonNode payload) {
    ObjectNode comparable = payload.deepCopy();
    comparable.remove(
        List.of(
            "id", "previous", "createdAt", "readyAt", "expiresAt", "provider", "usage", "domains"));
    ((ObjectNode) comparable.get("request")).remove("command");
    comparable.path("backlinks").forEach(row -> ((ObjectNode) row).remove("domain"));
    comparable
        .path("lists")
        .forEach(list -> ((ObjectNode) list.path("extra")).remove(SUCCESSOR_ONLY_ATTRIBUTES));
    return comparable;
  }

  /** Returns the domain of each row, without its id. */
  private static List<JsonNode> domainsOfRows(JsonNode payload) {
    List<JsonNode> domains = new ArrayList<>();
    for (JsonNode row : payload.path("backlinks")) {
      for (JsonNode domain : payload.path("domains")) {
        if (domain.path("id").equals(row.path("domain"))) {
          domains.add(((ObjectNode) domain.deepCopy()).without("id"));
        }
      }
    }
    return domains;
  }

  @Test
  void domainIdsAreConsistentOnEveryPage() {
    ObjectNode question =
        allScopesQuestion("http://www.numbered.rows-40-x.com/").put("includeDomains", true);
    JsonNode first = caller.invoke(question.put("command", SUCCESSOR).put("limit", 60));
    JsonNode second =
        caller.invoke(
            question("")
                .put("action", "get")
                .put("id", id(first))
                .put("cursor", nextCursor(first))
                .without("target"));

    assertThat(second.at("/page/from").asInt()).isEqualTo(60);
    for (JsonNode page : List.of(first, second)) {
      Set<Long> ids = new HashSet<>();
      page.path("domains")
          .forEach(domain -> assertThat(ids.add(domain.path("id").asLong())).isTrue());
      page.path("backlinks").forEach(row -> assertThat(ids).contains(row.path("domain").asLong()));
      assertThat(domainsOfRows(page)).hasSize(page.path("backlinks").size());
    }
  }

  private static String nextCursor(JsonNode page) {
    return page.at("/page/next").asText();
  }

  @Test
  void itemIsDerivedForEachScope() {
    ask(allScopesQuestion("https://shop.sub.spelled.co.uk:8443/path"));

    assertThat(sentItems())
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
  void warningNamesUrlWhenTargetHasNoScheme() {
    JsonNode ready = ask(question("www.bare.rows-5.example.com/x"));

    assertThat(sentItems()).containsExactly("http://www.bare.rows-5.example.com/x");
    assertThat(ready.at("/lists/0/item").asText()).isEqualTo(sentItems().getFirst());
    assertThat(warnings(ready))
        .anySatisfy(
            line -> assertThat(line).contains("a URL with a scheme", sentItems().getFirst()));
  }

  @Test
  void oneCallFillsBothListsWhenTargetIsRegistrableDomain() {
    ObjectNode question = question("http://rows-30-apex.com/").put("includeDomains", true);
    question.putArray("scopes").add("subdomain").add("rootDomain");
    long analysis = majestic.analysisUnitsLeft();
    long retrieval = majestic.retrievalUnitsLeft();

    JsonNode ready = ask(question);

    assertThat(sentItems()).containsExactly("rows-30-apex.com");
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
  void maxPerDomainIsAppliedForEveryLimit(int limit, String sent) {
    for (boolean domains : List.of(true, false)) {
      majestic.resetCalls();
      ObjectNode question = question("http://rows-700.limited.example.com/");
      question.put("maxPerDomain", limit).put("includeDomains", domains);
      question.put("maxBacklinks", 1_000);
      JsonNode top = caller.invoke(question.put("command", TOP));
      long retrieval = majestic.retrievalUnitsLeft();

      JsonNode ready = ask(question);

      assertThat(majestic.calls(SUCCESSOR).getFirst().parameters())
          .containsEntry("MaxSourceURLsPerRefDomain", sent);
      assertThat(comparable(ready).path("backlinks")).isEqualTo(comparable(top).path("backlinks"));
      assertThat(ready.at("/lists/0/returned")).isEqualTo(top.at("/lists/0/returned"));
      long droppedRows =
          retrieval - majestic.retrievalUnitsLeft() - ready.at("/lists/0/returned").asLong();
      boolean isLimitedLocally = droppedRows > 0;
      assertThat(warnings(ready).stream().anyMatch(line -> line.contains(droppedRows + " links")))
          .as(ready.path("warnings").toString())
          .isEqualTo(isLimitedLocally);
      assertThat(isLimitedLocally).isEqualTo(limit == 2 || limit == 5 || limit == 50);
    }
  }

  @Test
  void maxPerDomainIsAppliedInXml() {
    try (FunctionPool xml = FastPollingStack.stack().callerPool(Map.of("MAJESTIC_FORMAT", "xml"))) {
      ObjectNode question = question("http://rows-200.limited-xml.example.com/");
      question.put("maxPerDomain", 2).put("command", SUCCESSOR);

      JsonNode ready = new DirectInvoker(xml).invoke(question);

      assertThat(ready.at("/backlinks"))
          .isEqualTo(caller.invoke(question.put("maxAge", "PT0S")).at("/backlinks"))
          .isNotEmpty();
    }
  }

  @Test
  void reportIsReadyWithOtherListsWhenLaterListIsRefused() {
    ObjectNode question =
        allScopesQuestion("http://www.rows-6-lacking.com/").put("command", SUCCESSOR);
    majestic.scriptNextOf(SUCCESSOR, ROWS, REFUSED, ROWS);

    JsonNode ready = caller.invoke(question);

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/lists/0/returned").asInt()).isEqualTo(6);
    assertThat(ready.at("/lists/1/missing").asBoolean()).isTrue();
    assertThat(ready.at("/lists/2/returned").asInt()).isEqualTo(6);
    assertThat(ready.at("/page/total").asInt()).isEqualTo(12);
    assertThat(warnings(ready))
        .anySatisfy(line -> assertThat(line).contains("scope subdomain", "odd item"));
    assertThat(caller.getPage(id(ready)).at("/backlinks")).hasSize(12);

    JsonNode again = caller.invoke(question);
    assertThat(id(again)).isNotEqualTo(id(ready));
    assertThat(again.at("/reused").asBoolean()).isFalse();
    assertThat(again.at("/page/total").asInt()).isEqualTo(18);
    assertThat(id(caller.invoke(question))).isEqualTo(id(again));
  }

  @Test
  void reportIsReadyWithOtherListsWhenLastListIsRefused() {
    majestic.scriptNextOf(SUCCESSOR, ROWS, ROWS, REFUSED);

    JsonNode ready = ask(allScopesQuestion("http://www.rows-6-last.com/"));

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/lists/2/missing").asBoolean()).isTrue();
    assertThat(ready.at("/page/total").asInt()).isEqualTo(12);
  }

  @Test
  void reportFailsWhenFirstListIsRefused() {
    majestic.scriptNextOf(SUCCESSOR, REFUSED);

    JsonNode failed = ask(allScopesQuestion("http://www.rows-6-first.com/"));

    assertThat(failed.at("/type").asText()).isEqualTo("/problems/upstream-refused");
    assertThat(majestic.calls(SUCCESSOR)).hasSize(1);
  }

  @Test
  void listIsRetriedLaterWhenUpstreamIsBusy() {
    Behaviour busy = new Behaviour.FixedResponse(503);
    // one call is sent three times before it is postponed
    majestic.scriptNextOf(SUCCESSOR, ROWS, busy, busy, busy, new Behaviour.FixedResponse(429));

    JsonNode pending = ask(allScopesQuestion("http://www.rows-6-busy.com/"));
    assertThat(state(pending)).isEqualTo("pending");
    JsonNode ready = caller.pollUntilDone(id(pending));

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/page/total").asInt()).isEqualTo(18);
    assertThat(ready.toString()).doesNotContain("missing");
    assertThat(majestic.paidCalls()).hasSize(3);
    assertThat(sentItems().stream().filter("www.rows-6-busy.com"::equals)).hasSize(5);
    assertThat(ready.at("/usage/calls").asInt()).isEqualTo(4);
  }

  @Test
  void reportIsReadyWhenSuccessorAnswersQueued() {
    majestic.scriptNextOf(SUCCESSOR, ROWS, new Behaviour.ErrorCode("QueuedForProcessing", ""));

    JsonNode pending = ask(allScopesQuestion("http://www.rows-6-odd.com/"));
    assertThat(state(pending)).isEqualTo("pending");
    JsonNode ready = caller.pollUntilDone(id(pending));

    assertThat(ready.at("/page/total").asInt()).isEqualTo(18);
    assertThat(majestic.paidCalls()).hasSize(3);
  }

  @Test
  void usageIsEstimatedWhenChargesAreNotReported() {
    JsonNode unreported = ask(allScopesQuestion("http://www.rows-6-untold.com/"));

    assertThat(unreported.at("/usage/estimated").asBoolean()).isTrue();
    assertThat(unreported.at("/usage/charged/analysis").asLong()).isEqualTo(15_000);
    assertThat(unreported.at("/usage/charged/retrieval").asLong()).isEqualTo(18);
    assertThat(warnings(unreported)).containsExactly(SUCCESSOR + " did not say what it charged");
  }

  private JsonNode ask(ObjectNode question) {
    return caller.invoke(question.put("command", SUCCESSOR));
  }

  private static ObjectNode allScopesQuestion(String target) {
    ObjectNode question = question(target);
    question.putArray("scopes").add("url").add("subdomain").add("rootDomain");
    return question;
  }

  private List<String> sentItems() {
    return majestic.calls(SUCCESSOR).stream()
        .map(FakeCall::parameters)
        .map(parameters -> parameters.get("item"))
        .toList();
  }

  private static Set<String> warnings(JsonNode payload) {
    Set<String> lines = new TreeSet<>();
    payload.path("warnings").forEach(line -> lines.add(line.asText()));
    return lines;
  }
}
