package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.local.GatewayClient.parseBody;
import static org.backlinks.local.SharedStack.httpApi;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import org.backlinks.local.GatewayClient;
import org.junit.jupiter.api.Test;

/** Asks for reports with different waits, and for reports that the caller may already have. */
class ReportRequestHandlerIT {
  private final GatewayClient http = new GatewayClient(httpApi());

  private static JsonNode ask(String target, int waitSeconds) throws Exception {
    return invoke("{\"target\": \"" + target + "\", \"wait\": " + waitSeconds + "}");
  }

  @Test
  void reportIsPendingWhenCallerDoesNotWait() throws Exception {
    String target = "rows-3-handler-pending.example";
    JsonNode first = ask(target, 0);
    assertThat(first.path("state").asText()).isEqualTo("pending");
    assertThat(first.path("reused").booleanValue()).isFalse();
    JsonNode second = ask(target, 0);
    assertThat(second.path("id")).isEqualTo(first.path("id"));
    assertThat(second.path("reused").booleanValue()).isTrue();
    assertThat(upstreamCalls(target)).isEmpty();
  }

  @Test
  void reportIsReadyWhenCallerWaits() throws Exception {
    String target = "rows-3-handler-ready.example";
    JsonNode report = ask(target, 20);
    assertThat(report.path("state").asText()).isEqualTo("ready");
    assertThat(report.path("backlinks")).hasSize(3);
    assertThat(ask(target, 0).path("backlinks")).isEqualTo(report.path("backlinks"));
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void onlyReusedReportIsNotModifiedWhenIfNoneMatchIsAny() throws Exception {
    String target = "rows-3-handler-tags.example";
    Response paid = askIfNoneMatchAny(target);
    assertThat(paid.statusCode()).isEqualTo(200);
    assertThat(parseBody(paid).path("reused").booleanValue()).isFalse();
    assertThat(askIfNoneMatchAny(target).statusCode()).isEqualTo(304);
  }

  private Response askIfNoneMatchAny(String target) {
    return http.request()
        .header("If-None-Match", "*")
        .queryParam("target", target)
        .get("/v1/backlinks");
  }
}
