package org.backlinks.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.backlinks.local.FakeCallbackServices;
import org.backlinks.local.FakeCallbackServices.Waiter;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.LocalSqs;
import org.backlinks.local.LocalStack;
import org.backlinks.local.SecretSearch;
import org.backlinks.local.SharedStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.CallGate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where the tokens of callbacks stand. Each token is also a planted secret: the test fails when an
 * answer, a line of the log or a notice to somebody else shows it, in any encoding.
 */
class CallbackSecretsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final String OWN_PLACE =
      "the item callback#[0-9a-f]{32}#\\d+, secret, shows a secret: the secret, plain";

  private static FakeCallbackServices services;
  private static LocalSqs sqs;
  private static LocalStack stack;
  private static String queue;

  /** A way of asking. */
  private enum Way {
    HTTP,
    DIRECT,
    QUEUE,
    SCHEDULE;

    /** Sends the text of a request. Returns the answer. */
    String send(String request) throws InterruptedException {
      return switch (this) {
        case HTTP -> new GatewayClient(stack.gatewayServer()).post(request).asString();
        case DIRECT, SCHEDULE -> invoke(request);
        case QUEUE -> {
          ObjectNode event = JSON.createObjectNode();
          event
              .putArray("Records")
              .addObject()
              .put("messageId", "message-" + request.hashCode())
              .put("body", request)
              .put("eventSource", "aws:sqs");
          yield invoke(event.toString());
        }
      };
    }

    private static String invoke(String payload) throws InterruptedException {
      byte[] answer = stack.callerPool().invoke(payload.getBytes(StandardCharsets.UTF_8));
      return new String(answer, StandardCharsets.UTF_8);
    }

    ObjectNode question(String target) {
      ObjectNode question = JSON.createObjectNode().put("target", target).put("wait", 0);
      return this == SCHEDULE ? question.put("idempotencyKey", "run-of-" + target) : question;
    }
  }

  /** A task and a durable function that wait for the same request. */
  private record Pair(Waiter task, Waiter durable) {
    static Pair of(Way way, String request) {
      String name = way + "-" + request;
      return new Pair(
          services.await("task/" + name + "?token=\"&<secret>"),
          services.await(base64("durable callback of " + name)));
    }

    private static String base64(String text) {
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    String addTo(ObjectNode question) {
      question.withArray("callbacks").addObject().put("taskToken", task.token());
      question.withArray("callbacks").addObject().put("durableCallbackId", durable.token());
      question.withArray("callbacks").addObject().put("queueUrl", queue);
      return question.toString();
    }

    List<Waiter> both() {
      return List.of(task, durable);
    }
  }

  @BeforeAll
  static void start() {
    services = FakeCallbackServices.start();
    sqs = LocalSqs.start();
    queue = sqs.createQueue("notices");
    LocalStack.Options options =
        LocalStack.Options.defaults()
            .withStream(true)
            .withTickInterval(Duration.ofSeconds(1))
            .withSetting("BACKLINKS_POLL_FIRST", "PT0.5S")
            .withSetting("BACKLINKS_POLL_MAX", "PT1S")
            .withSetting("BACKLINKS_EVENT_BUS", "links")
            .withSetting("BACKLINKS_CALLBACK_QUEUES", queue)
            .withSetting("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
    for (Map.Entry<String, String> setting : services.environment().entrySet()) {
      options = options.withSetting(setting.getKey(), setting.getValue());
    }
    stack = LocalStack.start(options);
  }

  @AfterEach
  void stopFailures() {
    services.failNextRequests(0);
  }

  @AfterAll
  static void stop() {
    stack.close();
    sqs.close();
    services.close();
  }

  private static void awaitTrue(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(TIMEOUT);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(what).isBefore(end);
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
          .join();
    }
  }

  private static void assertOnlyInOwnItems(List<Waiter> waiters) {
    for (Waiter waiter : waiters) {
      assertThat(SecretSearch.findInTables(stack, waiter.token()))
          .as("the places of %s", waiter.token())
          .singleElement()
          .asString()
          .matches(OWN_PLACE);
    }
  }

  /** Waits until each waiter is told and no item has its token. */
  private static void awaitDelivered(List<Waiter> waiters) {
    for (Waiter waiter : waiters) {
      awaitTrue(waiter.token() + " is told", () -> !waiter.results().isEmpty());
    }
    awaitInNoItem(waiters);
    sqs.receiveAll(queue, Duration.ofSeconds(1))
        .forEach(message ->
            assertThat(waiters)
                .noneMatch(waiter -> SecretSearch.isIn(message.body(), waiter.token())));
  }

  private static void awaitInNoItem(List<Waiter> waiters) {
    for (Waiter waiter : waiters) {
      awaitTrue(
          waiter.token() + " is deleted",
          () -> SecretSearch.findInTables(stack, waiter.token()).isEmpty());
    }
  }

  @Test
  void tokenIsOnlyInItsOwnItemUntilItIsDelivered() throws Exception {
    List<Waiter> waiters = new ArrayList<>();
    try (CallGate gate = new CallGate()) {
      Behaviour ready = new Behaviour.HeldAtGate(gate, new Behaviour.Rows());
      stack.majestic().scriptTarget("rows-2.pending", new Behaviour.Queued(1, ready));
      for (Way way : Way.values()) {
        String target = "http://%s.rows-2.pending.example.com/".formatted(way);
        for (String request : List.of("accepted", "joined")) {
          Pair pair = Pair.of(way, request);
          way.send(pair.addTo(way.question(target.toLowerCase(Locale.ROOT))));
          waiters.addAll(pair.both());
        }
      }
      assertOnlyInOwnItems(waiters);
    }
    awaitDelivered(waiters);
  }

  @ParameterizedTest
  @EnumSource
  void tokenOfRefusedRequestIsOnlyInItsOwnItemUntilItIsDelivered(Way way) throws Exception {
    services.failNextRequests(Integer.MAX_VALUE);
    Pair invalid = Pair.of(way, "invalid");
    way.send(invalid.addTo(way.question("no target").put("tag", "a tag").put("limit", "many")));
    Pair expensive = Pair.of(way, "expensive");
    ObjectNode question = way.question("http://rows-2.expensive.example.com/");
    question.putObject("maxUnits").put("analysis", 1);
    way.send(expensive.addTo(question));
    List<Waiter> waiters = new ArrayList<>(invalid.both());
    waiters.addAll(expensive.both());
    assertOnlyInOwnItems(waiters);
    services.failNextRequests(0);
    awaitDelivered(waiters);
  }

  @ParameterizedTest
  @EnumSource
  void tokenOfReadyReportIsDeletedWhenItsTaskWaitsNoMore(Way way) throws Exception {
    String target = "http://closed.rows-2.example.com/";
    Pair pair = Pair.of(way, "closed");
    pair.both().forEach(Waiter::timeOut);
    JsonNode ready =
        JSON.readTree(Way.DIRECT.send(Way.DIRECT.question(target).put("wait", 20).toString()));
    assertThat(ready.path("state").asText()).isEqualTo("ready");
    way.send(pair.addTo(way.question(target)));
    awaitInNoItem(pair.both());
  }

  /** A request with a mistake in its callbacks. */
  private enum Mistake {
    CUT("{\"target\": \"a.example\", \"callbacks\": [{\"taskToken\": \"%s"),
    NOT_QUOTED("{\"target\": \"a.example\", \"callbacks\": [{\"taskToken\": %s}]}"),
    REPEATED_MEMBER("{\"callbacks\": [{\"taskToken\": \"%1$s\", \"taskToken\": \"%1$s\"}]}"),
    TEXT_AFTER_THE_END("{\"target\": \"a.example\"} %s"),
    NO_LIST("{\"target\": \"a.example\", \"callbacks\": {\"taskToken\": \"%s\"}}"),
    NO_OBJECT("{\"target\": \"a.example\", \"callbacks\": [\"%s\"]}"),
    OTHER_KIND("{\"target\": \"a.example\", \"callbacks\": [{\"durableCallbackId\": \"%s\"}]}"),
    NO_QUEUE("{\"target\": \"a.example\", \"callbacks\": [{\"queueUrl\": \"%s\"}]}"),
    UNKNOWN_KIND("{\"target\": \"a.example\", \"callbacks\": [{\"token\": \"%s\"}]}"),
    TWO_KINDS(
        "{\"target\": \"a.example\", "
            + "\"callbacks\": [{\"taskToken\": \"%1$s\", \"durableCallbackId\": \"%1$s\"}]}"),
    TOO_LONG(
        "{\"target\": \"a.example\", \"callbacks\": [{\"taskToken\": \"%s"
            + "x".repeat(2_048)
            + "\"}]}"),
    OTHER_FIELD("{\"target\": \"a.example\", \"taskToken\": \"%s\"}"),
    ESTIMATE(
        "{\"action\": \"estimate\", \"target\": \"a\", \"callbacks\": [{\"taskToken\": \"%s\"}]}"),
    OTHER_ACTION("{\"action\": \"usage\", \"callbacks\": [{\"taskToken\": \"%s\"}]}");

    private final String format;

    Mistake(String format) {
      this.format = format;
    }
  }

  @ParameterizedTest
  @EnumSource
  void tokenInWrongPlaceIsShownNowhere(Mistake mistake) throws Exception {
    for (Way way : Way.values()) {
      Waiter waiter = services.await("token_in_%s_by_%s".formatted(mistake, way));
      String answer = way.send(mistake.format.formatted(waiter.token()));
      assertThat(SecretSearch.isIn(answer, waiter.token())).isFalse();
      // a request by another way may be refused, and then its callback is told
      assertThat(SecretSearch.findInTables(stack, waiter.token()))
          .allMatch(place -> place.matches(OWN_PLACE));
      awaitInNoItem(List.of(waiter));
    }
  }

  @Test
  void tokenInQueryIsShownNowhere() throws IOException {
    Waiter waiter = services.await("token_in_a_query");
    String callbacks = "callbacks=%5B%7B%22taskToken%22%3A%22" + waiter.token() + "%22%7D%5D";
    JsonNode problem =
        SharedStack.JSON.readTree(
            new GatewayClient(stack.gatewayServer())
                .get("target=a.example&" + callbacks)
                .asByteArray());
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo("callbacks");
    assertThat(SecretSearch.isIn(problem.toString(), waiter.token())).isFalse();
  }
}
