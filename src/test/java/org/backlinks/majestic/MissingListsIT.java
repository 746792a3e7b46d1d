package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;
import static org.backlinks.majestic.UpstreamFaultsIT.assertStoredAsFailed;

import com.fasterxml.jackson.databind.JsonNode;
import org.backlinks.local.majestic.Behaviour;
import org.junit.jupiter.api.Test;

/** Reports with empty lists and with missing lists. An empty list is a valid answer. */
class MissingListsIT {
  @Test
  void reportIsReadyWithoutRowsWhenListIsEmpty() throws Exception {
    String target = "http://rows-9.empty.lists.example/";
    stack().majestic().scriptTarget(target, new Behaviour.EmptyTables());
    JsonNode answer = ask(target, "\"url\"");
    assertThat(answer.path("state").asText()).isEqualTo("ready");
    assertThat(answer.at("/lists/0/returned").isInt()).isTrue();
    assertThat(answer.at("/lists/0/returned").asInt()).isZero();
    assertThat(answer.at("/lists/0/totalBacklinks").asInt()).isEqualTo(63);
    assertThat(answer.path("backlinks").isArray()).isTrue();
    assertThat(answer.path("backlinks")).isEmpty();
    assertThat(answer.at("/page/total").asInt(-1)).isZero();
    assertThat(answer.at("/usage/charged/analysis").asInt()).isEqualTo(5_000);
    assertThat(answer.has("warnings")).isFalse();
    assertThat(ask(target, "\"url\"").path("reused").booleanValue()).isTrue();
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void missingListCausesWarningWhenAnotherListIsPresent() throws Exception {
    String target = "http://www.rows-9-one-missing.example/";
    stack().majestic().scriptTarget(target, new Behaviour.MissingTable("RootDomain"));
    JsonNode answer = ask(target, "\"url\", \"rootDomain\"");
    assertThat(answer.path("state").asText()).isEqualTo("ready");
    assertThat(answer.path("lists")).hasSize(2);
    assertThat(answer.at("/lists/0/returned").asInt()).isEqualTo(9);
    assertThat(answer.at("/lists/0").has("missing")).isFalse();
    assertThat(answer.at("/lists/1/scope").asText()).isEqualTo("rootDomain");
    assertThat(answer.at("/lists/1/missing").booleanValue()).isTrue();
    assertThat(answer.at("/lists/1").has("returned")).isFalse();
    assertThat(answer.path("backlinks")).hasSize(9);
    assertThat(answer.path("warnings").toString()).contains("rootDomain");
  }

  @Test
  void linksAreReturnedWhenDomainsAreMissing() throws Exception {
    String target = "http://rows-9.no-domains.lists.example/";
    stack().majestic().scriptTarget(target, new Behaviour.MissingTable("DomainsInfo"));
    JsonNode answer = invoke("{\"target\": \"" + target + "\", \"includeDomains\": true}");
    assertThat(answer.path("backlinks")).as(answer.toString()).hasSize(9);
    assertThat(answer.has("domains")).isFalse();
  }

  @Test
  void answerIsUnreadableWhenEveryListIsMissing() throws Exception {
    String target = "http://rows-9.all-missing.lists.example/";
    stack().majestic().scriptTarget(target, new Behaviour.MissingTable("SubDomain"));
    JsonNode problem = assertProblem(ask(target, "\"subdomain\""), "upstream-unreadable", 502);
    assertStoredAsFailed(problem, "upstream-unreadable");
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void wrongRowCountIsIgnored() throws Exception {
    String target = "http://rows-9.miscounted.lists.example/";
    stack().majestic().scriptTarget(target, new Behaviour.WrongRowCount());
    JsonNode answer = ask(target, "\"url\"");
    assertThat(answer.at("/lists/0/returned").asInt()).isEqualTo(9);
    assertThat(answer.path("backlinks")).hasSize(9);
  }

  private static JsonNode ask(String target, String scopes) throws Exception {
    return invoke("{\"target\": \"%s\", \"scopes\": [%s]}".formatted(target, scopes));
  }
}
