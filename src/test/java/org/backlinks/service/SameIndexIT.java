package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.local.GatewayClient.parseBody;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.LocalStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeIndex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reports that are reused over HTTP while upstream has not rebuilt its index. */
class SameIndexIT {
  private static final String TARGET = "http://www.rows-3-same-index.example/";
  private static final String BODY = "{\"target\": \"%s\", \"maxAge\": \"%s\"}";

  private final LocalStack stack =
      LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(1));
  private final GatewayClient http = new GatewayClient(stack.gatewayServer());

  @AfterEach
  void closeStack() {
    stack.close();
  }

  @Test
  void reportOfTwentyDaysAnswersAtNoCostWhileIndexIsTheSame() {
    JsonNode first = post("PT24H");
    makeOlder(first.path("id").asText(), Duration.ofDays(20));

    Response get = http.get("target=" + TARGET + "&maxAge=index");
    JsonNode again = parseBody(get);

    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(Long.parseLong(get.header("Age"))).isGreaterThan(Duration.ofDays(19).toSeconds());
    assertThat(again.path("id")).isEqualTo(first.path("id"));
    assertThat(again.path("reused").booleanValue()).isTrue();
    assertThat(again.has("warnings")).isFalse();
    assertThat(post("index").path("id")).isEqualTo(first.path("id"));
    assertThat(http.request().head("/v1/backlinks?target=" + TARGET + "&maxAge=index").statusCode())
        .isEqualTo(200);
    assertThat(parseBody(estimate()).at("/reusable/sameIndex").booleanValue()).isTrue();
    assertThat(stack.majestic().paidCalls()).hasSize(1);
    assertThat(stack.majestic().calls("GetSubscriptionInfo")).hasSize(2);
    assertThat(post("PT24H").path("id")).isNotEqualTo(first.path("id"));
  }

  @Test
  void questionIsAskedAnewWhenIndexMoved() {
    JsonNode first = post("index");
    assertThat(post("index").path("id")).isEqualTo(first.path("id"));
    stack.majestic().rebuild(FakeIndex.HISTORIC);
    // its answer names the new index, before this process asks for it again
    http.post("{\"target\": \"http://www.rows-1-same-index.example/\"}");

    assertThat(parseBody(estimate("PT24H")).at("/reusable/sameIndex").booleanValue()).isFalse();
    assertThat(parseBody(estimate()).has("reusable")).isFalse();
    JsonNode second = post("index");

    assertThat(second.path("id")).isNotEqualTo(first.path("id"));
    assertThat(second.path("reused").booleanValue()).isFalse();
    assertThat(second.path("previous")).isEqualTo(first.path("id"));
    assertThat(second.at("/index/id").asText()).isEqualTo("20261004134254-HISTORICAL");
    assertThat(second.has("warnings")).isFalse();
    assertThat(stack.majestic().paidCalls()).hasSize(3);
  }

  @Test
  void requestFallsBackWithWarningWhenUpstreamReportsNoIndex() {
    Behaviour noIndex =
        new Behaviour.FixedResponse(
            200, "application/json", "{\"Code\": \"OK\", \"DataTables\": {}}", Map.of());
    stack.majestic().scriptNextOf("GetSubscriptionInfo", noIndex, noIndex, noIndex, noIndex);
    JsonNode first = post("index");
    assertThat(first.has("warnings")).isFalse();

    JsonNode reused = post("index");
    assertThat(reused.path("id")).isEqualTo(first.path("id"));
    assertThat(reused.path("warnings").toString())
        .contains("upstream did not say which index it has now")
        .contains("PT24H");
    assertThat(parseBody(estimate()).path("reusable").has("sameIndex")).isFalse();

    makeOlder(first.path("id").asText(), Duration.ofHours(25));
    JsonNode paid = post("index");
    assertThat(paid.path("id")).isNotEqualTo(first.path("id"));
    assertThat(paid.path("warnings")).isEqualTo(reused.path("warnings"));
  }

  private JsonNode post(String maxAge) {
    Response response = http.post(BODY.formatted(TARGET, maxAge));
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    return parseBody(response);
  }

  private Response estimate() {
    return estimate("index");
  }

  private Response estimate(String maxAge) {
    return http.request()
        .contentType("application/json")
        .body(BODY.formatted(TARGET, maxAge))
        .post("/v1/estimates");
  }

  /** Moves the time at which a report became ready into the past, in all its items. */
  private void makeOlder(String id, Duration age) {
    Map<String, AttributeValue> values =
        Map.of(":at", AttributeValue.fromN(Long.toString(Instant.now().minus(age).toEpochMilli())));
    DynamoDbClient dynamo = stack.dynamo().client();
    dynamo.updateItem(update ->
        update
            .tableName(LocalStack.TABLE)
            .key(Map.of("pk", AttributeValue.fromS("report#" + id)))
            .updateExpression("SET readyAt = :at")
            .expressionAttributeValues(values));
    List<AttributeValue> slots =
        dynamo.scanPaginator(scan -> scan.tableName(LocalStack.TABLE)).items().stream()
            .filter(item -> AttributeValue.fromS(id).equals(item.get("readyId")))
            .map(item -> item.get("pk"))
            .toList();
    assertThat(slots).hasSize(1);
    dynamo.updateItem(update ->
        update
            .tableName(LocalStack.TABLE)
            .key(Map.of("pk", slots.getFirst()))
            .updateExpression("SET readyAt = :at, readyReport.readyAt = :at")
            .expressionAttributeValues(values));
  }
}
