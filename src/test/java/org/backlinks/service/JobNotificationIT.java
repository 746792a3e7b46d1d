package org.backlinks.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.forcedQueueQuestion;
import static org.backlinks.service.DirectInvoker.state;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.backlinks.local.ApiGateway;
import org.backlinks.local.ApiGatewayServer;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeCall;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstream's notifications of finished jobs. Without one, the next poll is due in ten minutes. */
class JobNotificationIT {
  private static FunctionPool pool;
  private static ApiGatewayServer front;
  private static DirectInvoker caller;

  private final FakeMajestic majestic = FastPollingStack.majestic();

  @BeforeAll
  static void start() {
    front = ApiGatewayServer.start(ApiGateway.httpApi("live"), 0, event -> pool.invoke(event));
    pool =
        FastPollingStack.stack()
            .callerPool(
                Map.of(
                    "MAJESTIC_NOTIFY_URL",
                    front.uri() + "/",
                    "BACKLINKS_POLL_FIRST",
                    "PT10M",
                    "BACKLINKS_POLL_MAX",
                    "PT10M"));
    caller = new DirectInvoker(pool);
  }

  @AfterAll
  static void stop() {
    front.close();
    pool.close();
  }

  @Test
  void everyPollSendsSameNotifyUrl() {
    majestic.scriptTarget("same-address", new Behaviour.Queued(2));
    String id =
        caller.submitPending(forcedQueueQuestion("http://same-address.rows-1.example.com/"));
    String address = notifyUrl("same-address");
    assertThat(address).matches(front.uri() + "/v1/notify/" + id + "/[A-Za-z0-9_-]{32,}");
    for (int poll = 0; poll < 2; poll++) {
      given().get(address).then().statusCode(204);
      caller.poll();
    }

    assertThat(state(caller.getPage(id))).isEqualTo("ready");
    List<FakeCall> calls = callsTo("same-address");
    assertThat(calls).hasSize(3);
    Map<String, String> submitted = new HashMap<>(calls.getFirst().parameters());
    assertThat(submitted.remove("DebugForceQueue")).isEqualTo("1");
    assertThat(calls.subList(1, 3))
        .allSatisfy(poll -> assertThat(poll.parameters()).isEqualTo(submitted));
  }

  @Test
  void secretIsUniquePerReportAndNotDisclosed() {
    JsonNode first = caller.invoke(forcedQueueQuestion("http://secret-one.rows-1.example.com/"));
    JsonNode second = caller.invoke(forcedQueueQuestion("http://secret-two.rows-1.example.com/"));

    String secret = secret("secret-one");
    assertThat(secret).isNotEqualTo(secret("secret-two"));
    assertThat(first.toString() + caller.getPage(DirectInvoker.id(first))).doesNotContain(secret);
    caller.delete(DirectInvoker.id(first));
    caller.delete(DirectInvoker.id(second));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void notificationMakesReportDueAtOnce(String method) {
    String name = "called-by-" + method;
    String id =
        caller.submitPending(forcedQueueQuestion("http://" + name + ".rows-2.example.com/"));
    assertThat(caller.poll().path("due").asInt()).isZero();

    given().request(method, notifyUrl(name)).then().statusCode(204).body(emptyString());

    assertThat(caller.poll().path("ready").asInt()).isEqualTo(1);
    assertThat(caller.getPage(id).at("/backlinks")).hasSize(2);
  }

  @Test
  void upstreamCallsNotifyUrlWhenJobIsDone() throws Exception {
    majestic.scriptTarget("by-upstream", new Behaviour.Queued(50, new Behaviour.JobDone(6)));
    String id = caller.submitPending(forcedQueueQuestion("http://by-upstream.rows-2.example.com/"));
    String address = notifyUrl("by-upstream");

    assertThat(majestic.finishJobs("by-upstream")).containsEntry(URI.create(address), 204);

    assertThat(caller.poll().path("ready").asInt()).isEqualTo(1);
    assertThat(caller.getPage(id).at("/backlinks")).hasSize(2);
  }

  @Test
  void notificationIsIgnoredWhenSecretIsWrong() {
    String id = caller.submitPending(forcedQueueQuestion("http://wrong.rows-1.example.com/"));
    String secret = secret("wrong");
    String base = front.uri() + "/v1/notify/";
    List<String> wrong =
        List.of(
            id + "/wrong",
            id + "/" + secret.substring(1),
            id + "/" + secret + "0",
            id + "/" + secret + "/more",
            id + "/",
            id,
            "0".repeat(32) + "/" + secret,
            "nonsense/" + secret);
    for (String path : wrong) {
      given().get(base + path).then().statusCode(204).body(emptyString());
      given().post(base + path).then().statusCode(204).body(emptyString());
    }

    assertThat(caller.poll().path("due").asInt()).isZero();
    assertThat(caller.getPage(id).path("retryAfter").asInt()).isGreaterThan(60);
    caller.delete(id);
    given().get(base + id + "/" + secret).then().statusCode(204);
    assertThat(caller.poll().path("due").asInt()).isZero();
  }

  @Test
  void notificationDoesNotChangeReadyReport() {
    String id = caller.submitPending(forcedQueueQuestion("http://over.rows-1.example.com/"));
    given().get(notifyUrl("over")).then().statusCode(204);
    caller.poll();
    JsonNode ready = caller.getPage(id);
    assertThat(state(ready)).isEqualTo("ready");

    given().get(notifyUrl("over")).then().statusCode(204);

    assertThat(caller.poll().path("due").asInt()).isZero();
    assertThat(caller.getPage(id)).isEqualTo(ready);
  }

  @Test
  void notifyRouteIsNotFoundWhenDisabled() {
    String id =
        FastPollingStack.caller()
            .submitPending(forcedQueueQuestion("http://unwanted.rows-1.example.com/"));

    given()
        .get(FastPollingStack.stack().gatewayServer().uri() + "/v1/notify/" + id + "/secret")
        .then()
        .statusCode(404)
        .body("type", is("/problems/not-found"));
    assertThat(callsTo("unwanted").getFirst().parameters()).doesNotContainKey("NotifyURL");
    FastPollingStack.caller().pollUntilDone(id);
  }

  private String notifyUrl(String name) {
    return callsTo(name).getFirst().parameters().getOrDefault("NotifyURL", "");
  }

  private String secret(String name) {
    String address = notifyUrl(name);
    return address.substring(address.lastIndexOf('/') + 1);
  }

  private List<FakeCall> callsTo(String name) {
    return majestic.calls("GetTopBackLinks").stream()
        .filter(call ->
            call.parameters()
                .getOrDefault("URL", "")
                .contains("//" + name.toLowerCase(Locale.ROOT)))
        .toList();
  }
}
