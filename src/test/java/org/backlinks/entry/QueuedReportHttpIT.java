package org.backlinks.entry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.backlinks.local.ApiGateway;
import org.backlinks.local.ApiGatewayServer;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.LocalStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Follows a queued report from status 202 to its page, through each kind of gateway. */
class QueuedReportHttpIT {
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack =
        LocalStack.start(
            LocalStack.Options.defaults()
                .withMaxFunctions(2)
                .withTickInterval(Duration.ofMillis(300))
                .withSetting("BACKLINKS_POLL_FIRST", "PT1S")
                .withSetting("BACKLINKS_POLL_MAX", "PT2S")
                .withSetting("BACKLINKS_LEASE", "PT2S"));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  static Stream<ApiGateway> gateways() {
    return Stream.of(
        ApiGateway.httpApi(),
        ApiGateway.httpApi("stage"),
        ApiGateway.restApi(),
        ApiGateway.restApi("prod"));
  }

  @ParameterizedTest
  @MethodSource("gateways")
  void queuedReportIsAcceptedThenShownWhenReady(ApiGateway gateway) {
    ApiGatewayServer front = stack.gatewayServer(gateway);
    GatewayClient http = new GatewayClient(front);
    String name = gateway.getClass().getSimpleName() + gateway.stage().orElse("");
    String target = "http://" + name.toLowerCase(Locale.ROOT) + ".rows-4.example.com/";
    String question = "{\"target\": \"" + target + "\", \"forceQueue\": true, \"tag\": \"mine\"}";

    Response accepted = http.post(question);

    accepted
        .then()
        .statusCode(202)
        .contentType(ContentType.JSON)
        .body("state", is("pending"))
        .body("tag", is("mine"))
        .body("retryAfter", greaterThan(0))
        .body("usage.calls", is(1))
        .body("backlinks", nullValue())
        .body("page", nullValue());
    String id = accepted.path("id");
    assertThat(accepted.header("Location")).isEqualTo(front.uri().getPath() + "/v1/reports/" + id);
    assertThat(accepted.header("Retry-After"))
        .isEqualTo(accepted.path("retryAfter").toString())
        .isIn("1", "2");

    // an equal request that waits is answered when the report is ready
    http.post("{\"target\": \"" + target + "\", \"wait\": 25}")
        .then()
        .statusCode(200)
        .body("id", is(id))
        .body("reused", is(true));
    given()
        .get(URI.create(front.uri().resolve("/") + accepted.header("Location").substring(1)))
        .then()
        .statusCode(200)
        .header("Retry-After", nullValue())
        .body("id", is(id))
        .body("state", is("ready"))
        .body("tag", nullValue())
        .body("readyAt", notNullValue())
        .body("backlinks", hasSize(4))
        .body("usage.calls", is(1))
        .body("usage.polls", is(1));
  }
}
