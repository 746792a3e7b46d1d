package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.id;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.SharedStack;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that include the links that upstream lists as deleted. */
class IncludeDeletedIT {
  private static final String SUCCESSOR = "GetBackLinkData";

  private final FakeMajestic majestic = FastPollingStack.majestic();
  private final DirectInvoker caller = FastPollingStack.caller();
  private final GatewayClient http = new GatewayClient(FastPollingStack.stack().gatewayServer());

  @BeforeEach
  void forgetCalls() {
    majestic.setSuccessorReportsCharges(true).resetCalls();
  }

  @AfterEach
  void resetUpstream() {
    majestic.setSuccessorReportsCharges(false);
  }

  @Test
  void deletedRowsSayWhenAndWhyTheyWereLost() {
    JsonNode ready = caller.invoke(deleted("http://www.rows-30-deleted-shown.com/"));

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/request/includeDeleted").booleanValue()).isTrue();
    assertThat(ready.at("/provider/command").asText()).isEqualTo(SUCCESSOR);
    assertThat(ready.has("warnings")).as(ready.path("warnings").toString()).isFalse();
    List<JsonNode> lost =
        ready
            .path("backlinks")
            .valueStream()
            .filter(row -> row.at("/flags/deleted").booleanValue())
            .toList();
    assertThat(ready.path("backlinks")).hasSize(33);
    assertThat(lost)
        .hasSize(3)
        .allSatisfy(row -> {
          assertThat(row.at("/lost/on").asText()).matches("20\\d\\d-\\d\\d-\\d\\d");
          assertThat(row.at("/lost/reason").asText()).isNotEmpty();
        });
    assertThat(ready.path("backlinks").valueStream().filter(row -> row.has("lost"))).hasSize(3);
    assertThat(ready.at("/usage/charged/retrieval").asLong()).isEqualTo(33);
  }

  @Test
  void everyListIsAskedForDeletedLinks() {
    ObjectNode question = deleted("http://www.rows-20-deleted-lists.com/a");
    question.putArray("scopes").add("url").add("subdomain").add("rootDomain");

    JsonNode ready = caller.invoke(question);

    assertThat(ready.at("/page/total").asInt()).as(ready.toString()).isEqualTo(66);
    assertThat(majestic.calls(SUCCESSOR))
        .hasSize(3)
        .allSatisfy(call -> assertThat(call.parameters()).containsEntry("Mode", "0"));
  }

  @Test
  void questionsWithAndWithoutDeletedLinksHaveDifferentReports() {
    String target = "http://www.rows-20-deleted-apart.com/";
    JsonNode with = caller.invoke(deleted(target).put("command", SUCCESSOR));
    JsonNode without = caller.invoke(question(target).put("command", SUCCESSOR));

    assertThat(id(without)).isNotEqualTo(id(with));
    assertThat(without.path("request").has("includeDeleted")).isFalse();
    assertThat(with.path("backlinks")).hasSize(22);
    assertThat(without.path("backlinks")).hasSize(20);
    assertThat(without.path("backlinks").valueStream())
        .noneMatch(row -> row.at("/flags/deleted").booleanValue());
    assertThat(id(caller.invoke(deleted(target).put("command", SUCCESSOR)))).isEqualTo(id(with));
    assertThat(
            id(
                caller.invoke(
                    question(target).put("command", SUCCESSOR).put("includeDeleted", false))))
        .isEqualTo(id(without));
    assertThat(majestic.paidCalls()).hasSize(2);
  }

  @Test
  void reportIsTheSameForEveryWayOfAsking() {
    String target = "http://www.rows-4-deleted-ways.com/";
    JsonNode direct = caller.invoke(deleted(target));
    String query = "target=" + target + "&includeDeleted=true";

    assertThat(id(GatewayClient.parseBody(http.post(deleted(target).toString()))))
        .isEqualTo(id(direct));
    assertThat(id(GatewayClient.parseBody(http.get(query)))).isEqualTo(id(direct));
    JsonNode estimate = caller.invoke(deleted(target).put("action", "estimate"));
    assertThat(estimate.at("/reusable/id").asText()).isEqualTo(id(direct));
    JsonNode other = caller.invoke(question(target).put("action", "estimate"));
    assertThat(other.has("reusable")).isFalse();
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"command\": \"GetTopBackLinks\"}",
        "{\"forceQueue\": true}",
        "{\"action\": \"estimate\", \"command\": \"GetTopBackLinks\"}"
      })
  void requestIsRefusedWhenSuccessorMayNotAnswer(String fields) throws Exception {
    assertRefused(caller, withFields(deleted("rows-4-deleted-refused.com"), fields));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"command\": \"GetBackLinkData\"}", "{\"action\": \"estimate\"}"})
  void requestIsRefusedWhenSettingsLackSuccessor(String fields) throws Exception {
    try (FunctionPool pool =
        FastPollingStack.stack().callerPool(Map.of("MAJESTIC_COMMAND", "GetTopBackLinks"))) {
      assertRefused(
          new DirectInvoker(pool), withFields(deleted("rows-4-deleted-unavailable.com"), fields));
    }
  }

  private void assertRefused(DirectInvoker invoker, ObjectNode request) {
    JsonNode problem = invoker.invoke(request);
    assertThat(problem.path("type").asText())
        .as(problem.toString())
        .isEqualTo("/problems/invalid-request");
    assertThat(problem.path("errors")).hasSize(1);
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo("includeDeleted");
    assertThat(majestic.calls()).isEmpty();
  }

  private static ObjectNode withFields(ObjectNode request, String json) throws Exception {
    return request.setAll((ObjectNode) SharedStack.JSON.readTree(json));
  }

  private static ObjectNode deleted(String target) {
    return question(target).put("includeDeleted", true);
  }
}
