package org.backlinks.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.queued;
import static org.backlinks.service.DirectCaller.state;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.Gateway;
import org.backlinks.local.HttpFront;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Call;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstream calls when a job is done. Without its call the next poll is ten minutes away. */
class NotifyIT {
  private static FunctionPool pool;
  private static HttpFront front;
  private static DirectCaller caller;

  private final Majestic majestic = QuickStack.majestic();

  @BeforeAll
  static void start() {
    front = HttpFront.start(Gateway.http("live"), 0, event -> pool.invoke(event));
    pool =
        QuickStack.stack()
            .pool(
                Map.of(
                    "MAJESTIC_NOTIFY_URL",
                    front.uri() + "/",
                    "BACKLINKS_POLL_FIRST",
                    "PT10M",
                    "BACKLINKS_POLL_MAX",
                    "PT10M"));
    caller = new DirectCaller(pool);
  }

  @AfterAll
  static void stop() {
    front.close();
    pool.close();
  }

  @Test
  void sendsTheSameAddressWithEachQuestionAboutAJob() {
    majestic.on("same-address", new Behaviour.Queued(2));
    String id = caller.submit(queued("http://same-address.rows-1.example.com/"));
    String address = address("same-address");
    assertThat(address).matches(front.uri() + "/v1/notify/" + id + "/[A-Za-z0-9_-]{32,}");
    for (int poll = 0; poll < 2; poll++) {
      given().get(address).then().statusCode(204);
      caller.poll();
    }

    assertThat(state(caller.get(id))).isEqualTo("ready");
    List<Call> calls = calls("same-address");
    assertThat(calls).hasSize(3);
    Map<String, String> submitted = new HashMap<>(calls.getFirst().parameters());
    assertThat(submitted.remove("DebugForceQueue")).isEqualTo("1");
    assertThat(calls.subList(1, 3))
        .allSatisfy(poll -> assertThat(poll.parameters()).isEqualTo(submitted));
  }

  @Test
  void givesEachReportASecretOfItsOwnAndShowsItToNobody() {
    JsonNode one = caller.ask(queued("http://secret-one.rows-1.example.com/"));
    JsonNode other = caller.ask(queued("http://secret-two.rows-1.example.com/"));

    String secret = secret("secret-one");
    assertThat(secret).isNotEqualTo(secret("secret-two"));
    assertThat(one.toString() + caller.get(DirectCaller.id(one))).doesNotContain(secret);
    caller.delete(DirectCaller.id(one));
    caller.delete(DirectCaller.id(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void makesTheReportDueAtOnce(String method) {
    String name = "called-by-" + method;
    String id = caller.submit(queued("http://" + name + ".rows-2.example.com/"));
    assertThat(caller.poll().path("due").asInt()).isZero();

    given().request(method, address(name)).then().statusCode(204).body(emptyString());

    assertThat(caller.poll().path("ready").asInt()).isEqualTo(1);
    assertThat(caller.get(id).at("/backlinks")).hasSize(2);
  }

  @Test
  void isCalledByUpstreamItself() throws Exception {
    majestic.on("by-upstream", new Behaviour.Queued(50, new Behaviour.JobDone(6)));
    String id = caller.submit(queued("http://by-upstream.rows-2.example.com/"));
    String address = address("by-upstream");

    assertThat(majestic.finishJobs()).containsEntry(URI.create(address), 204);

    assertThat(caller.poll().path("ready").asInt()).isEqualTo(1);
    assertThat(caller.get(id).at("/backlinks")).hasSize(2);
  }

  @Test
  void changesNothingAndSaysNothingWithoutTheSecret() {
    String id = caller.submit(queued("http://wrong.rows-1.example.com/"));
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
            "nonsense/" + secret,
            "");
    for (String path : wrong) {
      given().get(base + path).then().statusCode(204).body(emptyString());
      given().post(base + path).then().statusCode(204).body(emptyString());
    }

    assertThat(caller.poll().path("due").asInt()).isZero();
    assertThat(caller.get(id).path("retryAfter").asInt()).isGreaterThan(60);
    caller.delete(id);
    given().get(base + id + "/" + secret).then().statusCode(204);
    assertThat(caller.poll().path("due").asInt()).isZero();
  }

  @Test
  void leavesAReadyReportAsItIs() {
    String id = caller.submit(queued("http://over.rows-1.example.com/"));
    given().get(address("over")).then().statusCode(204);
    caller.poll();
    JsonNode ready = caller.get(id);
    assertThat(state(ready)).isEqualTo("ready");

    given().get(address("over")).then().statusCode(204);

    assertThat(caller.poll().path("due").asInt()).isZero();
    assertThat(caller.get(id)).isEqualTo(ready);
  }

  @Test
  void hasNoRouteWhereItIsNotWanted() {
    String id = QuickStack.caller().submit(queued("http://unwanted.rows-1.example.com/"));

    given()
        .get(QuickStack.stack().front().uri() + "/v1/notify/" + id + "/secret")
        .then()
        .statusCode(404)
        .body("type", is("/problems/not-found"));
    assertThat(calls("unwanted").getFirst().parameters()).doesNotContainKey("NotifyURL");
    QuickStack.caller().done(id);
  }

  private String address(String name) {
    return calls(name).getFirst().parameters().getOrDefault("NotifyURL", "");
  }

  private String secret(String name) {
    String address = address(name);
    return address.substring(address.lastIndexOf('/') + 1);
  }

  private List<Call> calls(String name) {
    return majestic.calls("GetTopBackLinks").stream()
        .filter(call ->
            call.parameters()
                .getOrDefault("URL", "")
                .contains("//" + name.toLowerCase(Locale.ROOT)))
        .toList();
  }
}
