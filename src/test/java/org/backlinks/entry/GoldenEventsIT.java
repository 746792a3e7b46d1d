package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.namesFields;
import static org.backlinks.entry.Problems.problem;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.resource;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One event of each kind, as the platform sends it. */
class GoldenEventsIT {
  @Test
  void aRestApisQueryIsAnswered() throws Exception {
    JsonNode answer = send("rest-get.json");
    JsonNode payload = payload(answer, 200);
    assertThat(payload.path("state").asText()).isEqualTo("ready");
    assertThat(payload.at("/request/scopes"))
        .extracting(JsonNode::asText)
        .containsExactly("url", "rootDomain");
    assertThat(payload.path("backlinks")).hasSize(2);
    assertThat(payload.at("/page/total").asInt()).isEqualTo(6);
    assertThat(answer.at("/headers/Link").asText()).startsWith("</prod/v1/reports/");
  }

  @Test
  void aRestApisQueryWithTwoTargetsIsRefused() throws Exception {
    JsonNode payload = payload(send("rest-get-twice.json"), 400);
    namesFields(problem(payload, "invalid-request", 400), "target");
  }

  @Test
  void aRestApisBase64BodyIsRead() throws Exception {
    JsonNode payload = payload(send("rest-post-base64.json"), 200);
    assertThat(payload.at("/request/target").asText())
        .isEqualTo("http://rows-3.rest-post.example/\u00e4?q=1");
    assertThat(payload.path("backlinks")).hasSize(2);
    assertThat(upstreamCalls("http://rows-3.rest-post.example/\u00e4?q=1")).hasSize(1);
  }

  @Test
  void headersAreReadInAnyCase() throws Exception {
    problem(payload(send("rest-odd-headers.json"), 415), "unsupported-media-type", 415);
  }

  @Test
  void anHttpApisQueryIsSentUpstreamParameterByParameter() throws Exception {
    String target = "http://www.rows-3-http-get.example/a%20b";
    JsonNode payload = payload(send("http-get.json"), 200);
    assertThat(payload.at("/request/target").asText()).isEqualTo(target);
    assertThat(payload.at("/index/name").asText()).isEqualTo("fresh");
    assertThat(upstreamCalls(target))
        .singleElement()
        .satisfies(call ->
            assertThat(call.parameters())
                .containsExactlyInAnyOrderEntriesOf(
                    Map.ofEntries(
                        Map.entry("cmd", "GetTopBackLinks"),
                        Map.entry("app_api_key", stack().majestic().key()),
                        Map.entry("datasource", "fresh"),
                        Map.entry("URL", target),
                        Map.entry("MaxSourceURLs", "3"),
                        Map.entry("MaxSourceURLsPerRefDomain", "2"),
                        Map.entry("ShowDomainInfo", "0"),
                        Map.entry("GetUrlData", "1"),
                        Map.entry("GetSubDomainData", "0"),
                        Map.entry("GetRootDomainData", "1"))));
  }

  @Test
  void anHttpApisQueryWithTwoTargetsIsRefused() throws Exception {
    JsonNode payload = payload(send("http-get-twice.json"), 400);
    namesFields(problem(payload, "invalid-request", 400), "target");
  }

  @Test
  void anHttpApisBodyIsRead() throws Exception {
    JsonNode payload = payload(send("http-post.json"), 200);
    assertThat(payload.path("tag").asText()).isEqualTo("\ud83d\ude00");
    assertThat(payload.at("/lists/0/scope").asText()).isEqualTo("subdomain");
  }

  @ParameterizedTest
  @CsvSource({"rest-broken-base64.json, body", "http-broken-query.json, query"})
  void whatCannotBeDecodedIsNamed(String file, String field) throws Exception {
    namesFields(problem(payload(send(file), 400), "invalid-request", 400), field);
  }

  @Test
  void linksCarryTheStageAndTheBasePath() throws Exception {
    JsonNode answer = send("http-stage.json");
    payload(answer, 200);
    assertThat(answer.at("/headers/Link").asText()).startsWith("</staging/links/v1/reports/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tick.json", "direct-poll.json"})
  void aTickAndAPollTellWhatBecameOfWhatWasDue(String file) throws Exception {
    JsonNode did = send(file);
    assertThat(did.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("due", "ready", "queued", "failed", "left");
    assertThat(did).allSatisfy(count -> assertThat(count.isInt()).isTrue());
  }

  @Test
  void aSchedulersInputIsAQuestionLikeAnyOther() throws Exception {
    JsonNode payload = send("scheduler-input.json");
    assertThat(payload.path("state").asText()).isEqualTo("ready");
    assertThat(payload.path("tag").asText()).isEqualTo("weekly");
    assertThat(payload.path("backlinks")).hasSize(2);
    assertThat(send("scheduler-input.json").path("reused").booleanValue()).isTrue();
    assertThat(upstreamCalls("rows-3-scheduler.example")).hasSize(1);
  }

  @Test
  void aNewReportInTheTablesStreamIsTakenUp() throws Exception {
    JsonNode asked = invoke("{\"target\": \"rows-3-stream.example\", \"wait\": 0}");
    assertThat(asked.path("state").asText()).isEqualTo("pending");
    String id = asked.path("id").asText();
    assertThat(send("stream-insert.json", "(report)", id))
        .isEqualTo(JSON.readTree("{\"batchItemFailures\": []}"));
    JsonNode report = invoke("{\"action\": \"get\", \"id\": \"" + id + "\"}");
    assertThat(report.path("state").asText()).isEqualTo("ready");
    assertThat(report.path("backlinks")).hasSize(3);
    assertThat(send("stream-insert.json", "(report)", id))
        .isEqualTo(JSON.readTree("{\"batchItemFailures\": []}"));
    assertThat(upstreamCalls("rows-3-stream.example")).hasSize(1);
  }

  @Test
  void otherChangesInTheStreamAreLetBe() throws Exception {
    int calls = stack().majestic().calls().size();
    assertThat(send("stream-other.json")).isEqualTo(JSON.readTree("{\"batchItemFailures\": []}"));
    assertThat(stack().majestic().calls()).hasSize(calls);
  }

  @Test
  void aDirectCallerGetsReportsPagesAndDeletions() throws Exception {
    JsonNode report = send("direct-report.json");
    assertThat(report.path("tag").asText()).isEqualTo("by hand");
    assertThat(report.path("backlinks")).hasSize(2);
    String id = report.path("id").asText();
    JsonNode next =
        send("direct-get.json", "(report)", id, "(cursor)", report.at("/page/next").asText());
    assertThat(next.at("/page/from").asInt()).isEqualTo(2);
    assertThat(next.path("backlinks")).hasSize(2);
    assertThat(next.path("backlinks").get(0)).isNotEqualTo(report.path("backlinks").get(0));
    JsonNode deleted = send("direct-delete.json", "(report)", id);
    assertThat(deleted.has("type")).as(deleted.toString()).isFalse();
    problem(send("direct-delete.json", "(report)", id), "not-found", 404);
    problem(invoke("{\"action\": \"get\", \"id\": \"" + id + "\"}"), "not-found", 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3.json",
        "sns.json",
        "sqs.json",
        "alb.json",
        "websocket.json",
        "other-event-bus.json",
        "stranger.json",
        "no-records.json",
        "array.json",
        "string.json",
        "number.json",
        "null.json",
        "not-json.txt",
        "cut-short.txt",
        "empty.txt",
      })
  void anUnknownShapeIsToldWhichOnesAreUnderstood(String file) throws Exception {
    int calls = stack().majestic().calls().size();
    JsonNode problem = problem(send("unknown/" + file), "invalid-request", 400);
    assertThat(problem.path("detail").asText())
        .contains("API Gateway", "aws.events", "DynamoDB", "direct");
    assertThat(stack().majestic().calls()).hasSize(calls);
  }

  @Test
  void anEmptyObjectIsADirectCallWithoutATarget() throws Exception {
    namesFields(problem(invoke("{}"), "invalid-request", 400), "target");
  }

  /**
   * Sends a file's text.
   *
   * @param replacements what stands in it for what is known only now, in pairs
   */
  private static JsonNode send(String file, String... replacements) throws Exception {
    String event = resource("/events/" + file);
    for (int i = 0; i < replacements.length; i += 2) {
      event = event.replace(replacements[i], replacements[i + 1]);
    }
    return invoke(event);
  }

  /** What is inside an answer for a gateway. */
  private static JsonNode payload(JsonNode answer, int status) throws Exception {
    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.path("isBase64Encoded").booleanValue()).isFalse();
    assertThat(answer.at("/headers/Content-Type").asText())
        .isEqualTo(status == 200 ? "application/json" : "application/problem+json");
    return JSON.readTree(answer.path("body").asText());
  }
}
