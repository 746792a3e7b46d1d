package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.GoldenEvents.send;
import static org.backlinks.entry.ProblemAssertions.assertFieldsNamed;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends recorded events of both kinds of API Gateway. */
class GoldenEventsIT {
  @Test
  void restApiQueryIsAnswered() throws Exception {
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
  void restApiQueryWithTwoTargetsIsRefused() throws Exception {
    JsonNode payload = payload(send("rest-get-twice.json"), 400);
    assertFieldsNamed(assertProblem(payload, "invalid-request", 400), "target");
  }

  @Test
  void restApiBase64BodyIsDecoded() throws Exception {
    JsonNode payload = payload(send("rest-post-base64.json"), 200);
    assertThat(payload.at("/request/target").asText())
        .isEqualTo("http://rows-3.rest-post.example/\u00e4?q=1");
    assertThat(payload.path("backlinks")).hasSize(2);
    assertThat(upstreamCalls("http://rows-3.rest-post.example/\u00e4?q=1")).hasSize(1);
  }

  @Test
  void headerNamesAreCaseInsensitive() throws Exception {
    assertProblem(payload(send("rest-odd-headers.json"), 415), "unsupported-media-type", 415);
  }

  @Test
  void httpApiQueryIsTranslatedToUpstreamParameters() throws Exception {
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
  void httpApiQueryWithTwoTargetsIsRefused() throws Exception {
    JsonNode payload = payload(send("http-get-twice.json"), 400);
    assertFieldsNamed(assertProblem(payload, "invalid-request", 400), "target");
  }

  @Test
  void httpApiBodyIsDecoded() throws Exception {
    JsonNode payload = payload(send("http-post.json"), 200);
    assertThat(payload.path("tag").asText()).isEqualTo("\ud83d\ude00");
    assertThat(payload.at("/lists/0/scope").asText()).isEqualTo("subdomain");
  }

  @ParameterizedTest
  @CsvSource({"rest-broken-base64.json, body", "http-broken-query.json, query"})
  void undecodablePartIsNamed(String file, String field) throws Exception {
    assertFieldsNamed(assertProblem(payload(send(file), 400), "invalid-request", 400), field);
  }

  @Test
  void nextPageLinkHasStageAndBasePath() throws Exception {
    JsonNode answer = send("http-stage.json");
    payload(answer, 200);
    assertThat(answer.at("/headers/Link").asText()).startsWith("</staging/links/v1/reports/");
  }

  /** Returns the payload of an answer to a gateway. */
  private static JsonNode payload(JsonNode answer, int status) throws Exception {
    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.path("isBase64Encoded").booleanValue()).isFalse();
    assertThat(answer.at("/headers/Content-Type").asText())
        .isEqualTo(status == 200 ? "application/json" : "application/problem+json");
    return JSON.readTree(answer.path("body").asText());
  }
}
