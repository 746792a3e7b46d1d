package org.backlinks.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.backlinks.local.FakeCallbackServices;
import org.backlinks.local.FakeCallbackServices.Waiter;
import org.backlinks.local.LocalSqs;
import org.backlinks.local.LocalStack;
import org.backlinks.local.SharedStack;
import org.backlinks.local.majestic.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;

/** Callbacks, events and the request queue, with signed services and a real queue server. */
class AwsCallbackSenderIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static FakeCallbackServices services;
  private static LocalSqs sqs;
  private static LocalStack stack;
  private static String queue;
  private static String fifoQueue;
  private static String goneQueue;

  @BeforeAll
  static void start() {
    services = FakeCallbackServices.start();
    sqs = LocalSqs.start();
    queue = sqs.createQueue("notices");
    fifoQueue = sqs.createQueue("notices.fifo");
    goneQueue = sqs.createQueue("gone");
    sqs.deleteQueue(goneQueue);
    LocalStack.Options options =
        LocalStack.Options.defaults()
            .withStream(true)
            .withTickInterval(Duration.ofSeconds(1))
            .withSetting("BACKLINKS_POLL_FIRST", "PT0.5S")
            .withSetting("BACKLINKS_POLL_MAX", "PT1S")
            .withSetting("BACKLINKS_EVENT_BUS", "links")
            .withSetting("BACKLINKS_CALLBACK_QUEUES", String.join(",", queue, fifoQueue, goneQueue))
            .withSetting("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
    for (var setting : services.environment().entrySet()) {
      options = options.withSetting(setting.getKey(), setting.getValue());
    }
    stack = LocalStack.start(options);
  }

  @AfterAll
  static void stop() {
    stack.close();
    sqs.close();
    services.close();
  }

  private static JsonNode invoke(JsonNode payload) throws IOException, InterruptedException {
    return SharedStack.invoke(stack.callerPool(), payload.toString());
  }

  private static ObjectNode question(String target) {
    return JSON.createObjectNode().put("target", target).put("wait", 0);
  }

  private static ObjectNode withToken(ObjectNode question, Waiter waiter) {
    question.withArray("callbacks").addObject().put("taskToken", waiter.token());
    return question;
  }

  /** Waits until a list has elements, and returns it. */
  private static <T> List<T> await(Supplier<List<T>> list, int size) {
    Instant end = Instant.now().plus(TIMEOUT);
    List<T> found = list.get();
    while (found.size() < size && Instant.now().isBefore(end)) {
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS))
          .join();
      found = list.get();
    }
    assertThat(found).hasSizeGreaterThanOrEqualTo(size);
    return found;
  }

  private static List<JsonNode> eventsAbout(String target) {
    return services.events().stream()
        .filter(event -> event.at("/Detail/subject").asText().equals(target))
        .toList();
  }

  @Test
  void taskAndDurableFunctionAndQueuesAreTold() throws Exception {
    Waiter task = services.await("task-token-of-the-first-test");
    Waiter durable = services.await("ZHVyYWJsZS9pZCtvZg==");
    String target = "http://told.rows-7.example.com/";
    ObjectNode question = withToken(question(target), task);
    question.withArray("callbacks").addObject().put("durableCallbackId", durable.token());
    question.withArray("callbacks").addObject().put("queueUrl", queue);
    question.withArray("callbacks").addObject().put("queueUrl", fifoQueue);
    JsonNode pending = invoke(question);
    assertThat(pending.path("state").asText()).isEqualTo("pending");
    JsonNode output = await(task::results, 1).getFirst().path("output");
    assertThat(output.path("id")).isEqualTo(pending.path("id"));
    assertThat(output.path("state").asText()).isEqualTo("ready");
    assertThat(output.at("/lists/0/returned").asInt()).isEqualTo(7);
    ObjectNode next = JSON.createObjectNode().put("action", "get");
    next.set("id", output.path("id"));
    next.set("cursor", output.at("/page/next"));
    assertThat(invoke(next).path("backlinks")).hasSize(7);
    assertThat(await(durable::results, 1).getFirst().path("output")).isEqualTo(output);
    for (String url : List.of(queue, fifoQueue)) {
      List<Message> messages = await(() -> sqs.receiveAll(url, Duration.ofSeconds(1)), 1);
      assertThat(JSON.readTree(messages.getFirst().body())).isEqualTo(output);
    }
    JsonNode event = await(() -> eventsAbout(target), 1).getFirst();
    assertThat(event.path("DetailType").asText()).isEqualTo("Report Ready");
    assertThat(event.path("Source").asText()).isEqualTo("backlinks");
    assertThat(event.path("EventBusName").asText()).isEqualTo("links");
    assertThat(event.at("/Detail/data/id")).isEqualTo(pending.path("id"));
    assertThat(task.results()).hasSize(1);
    assertThat(SharedStack.tableText(stack)).doesNotContain(task.token(), durable.token());
  }

  @Test
  void noticesHaveTheChangesSinceThePreviousReport() throws Exception {
    String target = "http://compared.rows-7.example.com/";
    ObjectNode question = question(target).put("wait", 20).put("maxAge", "PT0S");
    String first = invoke(question).path("id").asText();
    invoke(question);
    JsonNode event = await(() -> eventsAbout(target), 2).getLast();
    assertThat(event.at("/Detail/data/changes/since").asText()).isEqualTo(first);
    Waiter task = services.await("token-of-a-compared-report");
    question.remove("maxAge");
    question.put("compareWith", "previous");
    invoke(withToken(question, task));
    invoke(question);
    JsonNode output = await(task::results, 1).getFirst().path("output");
    assertThat(output.at("/changes/since").asText()).isEqualTo(first);
    assertThat(output.at("/changes/counts/unchanged").asInt()).isEqualTo(7);
    assertThat(task.results()).hasSize(1);
  }

  @Test
  void failureAndRefusalAreTold() throws Exception {
    Waiter failed = services.await("token-of-a-failed-report");
    stack.majestic().scriptTarget("broken.rows-2", new Behaviour.ErrorCode("Odd", "no"));
    invoke(withToken(question("http://broken.rows-2.example.com/"), failed));
    JsonNode failure = await(failed::results, 1).getFirst();
    assertThat(failure.path("error").asText()).isEqualTo("upstream-refused");
    assertThat(failure.path("cause").asText()).isNotEmpty();

    Waiter refused = services.await("dG9rZW4=");
    ObjectNode invalid = question("no target");
    invalid.withArray("callbacks").addObject().put("durableCallbackId", refused.token());
    assertThat(invoke(invalid).path("type").asText()).isEqualTo("/problems/invalid-request");
    JsonNode refusal = await(refused::results, 1).getFirst();
    assertThat(refusal.path("error").asText()).isEqualTo("invalid-request");
    assertThat(refusal.at("/data/problem/errors/0/field").asText()).isEqualTo("target");
  }

  @Test
  void waitingTaskGetsHeartbeatsUntilTheJobIsDone() throws Exception {
    Waiter task = services.await("token-of-a-queued-report");
    stack.majestic().scriptTarget("slow.rows-2", new Behaviour.Queued(4));
    invoke(withToken(question("http://slow.rows-2.example.com/"), task));
    assertThat(await(task::results, 1)).hasSize(1);
    assertThat(task.heartbeats()).isPositive();
  }

  @Test
  void deliveryIsRepeatedWhileServiceFails() throws Exception {
    Waiter task = services.await("token-during-an-outage");
    ObjectNode question = question("http://outage.rows-3.example.com/").put("wait", 20);
    assertThat(invoke(question).path("state").asText()).isEqualTo("ready");
    services.failNextRequests(4);
    invoke(withToken(question, task));
    assertThat(await(task::results, 1)).hasSize(1);
  }

  @Test
  void recipientsThatWaitNoMoreAreClosed() throws Exception {
    Waiter task = services.await("token-of-a-task-that-timed-out");
    Waiter durable = services.await("b3ZlcmR1ZS1jYWxsYmFjaw==");
    task.timeOut();
    durable.timeOut();
    ObjectNode question = withToken(question("http://closed.rows-2.example.com/"), task);
    question.withArray("callbacks").addObject().put("durableCallbackId", durable.token());
    question.withArray("callbacks").addObject().put("taskToken", "token-of-no-task");
    question.withArray("callbacks").addObject().put("queueUrl", goneQueue);
    String id = invoke(question).path("id").asText();
    await(() -> IntStream.range(0, 4).filter(number -> isClosed(id, number)).boxed().toList(), 4);
    assertThat(task.results()).isEmpty();
    assertThat(durable.results()).isEmpty();
    assertThat(invoke(question).path("state").asText()).isEqualTo("ready");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"})
  void taskThatRefusesTheNoticeIsClosed(String code) throws Exception {
    Waiter task = services.await("token-of-a-task-that-says-" + code);
    task.refuse(code);
    assertClosed(withToken(question("http://task.rows-2.example.com/"), task));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CallbackTimeoutException",
        "InvalidParameterValueException",
        "ResourceNotFoundException"
      })
  void durableFunctionThatRefusesTheNoticeIsClosed(String code) throws Exception {
    Waiter durable = services.await("durableCallbackThatSays" + code);
    durable.refuse(code);
    ObjectNode question = question("http://durable.rows-2.example.com/");
    question.withArray("callbacks").addObject().put("durableCallbackId", durable.token());
    assertClosed(question);
  }

  /** Asks with one callback, and waits until the callback is closed. */
  private static void assertClosed(ObjectNode question) throws Exception {
    // another question for each callback, so that each report is new
    question.put("maxAge", "PT0S");
    String id = invoke(question).path("id").asText();
    await(() -> isClosed(id, 0) ? List.of(id) : List.of(), 1);
  }

  @Test
  void slowTaskDelaysNoOtherAndIsToldAgain() throws Exception {
    Waiter slow = services.await("token-of-a-slow-task");
    slow.delayAnswers(Duration.ofSeconds(6));
    ObjectNode question = withToken(question("http://slow-task.rows-2.example.com/"), slow);
    List<Waiter> others =
        IntStream.range(0, 3).mapToObj(i -> services.await("token-of-a-quick-task-" + i)).toList();
    others.forEach(other -> withToken(question, other));
    String id = invoke(question).path("id").asText();
    for (Waiter other : others) {
      assertThat(await(other::results, 1)).hasSize(1);
    }
    assertThat(await(slow::results, 2)).hasSizeGreaterThan(1);
    slow.delayAnswers(Duration.ZERO);
    await(() -> isClosed(id, 0) ? List.of(id) : List.of(), 1);
  }

  @Test
  void throttledDeliveryIsRepeated() throws Exception {
    Waiter task = services.await("token-while-throttled");
    ObjectNode question = question("http://throttled.rows-3.example.com/").put("wait", 20);
    assertThat(invoke(question).path("state").asText()).isEqualTo("ready");
    services.throttleNextRequests(6);
    invoke(withToken(question, task));
    assertThat(await(task::results, 1)).hasSize(1);
  }

  /** Returns whether nothing is left to do for a callback. */
  private static boolean isClosed(String id, int number) {
    var item =
        stack
            .dynamo()
            .client()
            .getItem(get ->
                get.tableName(LocalStack.TABLE)
                    .key(Map.of("pk", AttributeValue.fromS("callback#" + id + "#" + number)))
                    .consistentRead(true))
            .item();
    return !item.isEmpty() && !item.containsKey("dueAt") && !item.containsKey("secret");
  }

  @Test
  void messagesOfQueueAreRequests() throws Exception {
    List<ObjectNode> records = new ArrayList<>();
    String target = "http://queued.rows-3.example.com/";
    records.add(record("m-1", question(target).put("wait", 20).toString()));
    records.add(record("m-2", "no JSON"));
    records.add(record("m-3", question("no target").toString()));
    records.add(record("m-1", question(target).put("wait", 20).toString()));
    ObjectNode event = JSON.createObjectNode();
    event.putArray("Records").addAll(records);
    JsonNode answer = invoke(event);
    assertThat(answer.path("batchItemFailures")).isEmpty();
    assertThat(
            SharedStack.JSON
                .readTree(
                    stack.callerPool().invoke(event.toString().getBytes(StandardCharsets.UTF_8)))
                .path("batchItemFailures"))
        .isEmpty();
    assertThat(
            stack.majestic().paidCalls().stream()
                .filter(call -> target.equals(call.parameters().get("URL"))))
        .hasSize(1);
    List<String> refused =
        await(
                () ->
                    services.events().stream()
                        .filter(sent -> sent.path("DetailType").asText().equals("Request Refused"))
                        .toList(),
                2)
            .stream()
            .map(sent -> sent.at("/Detail/id").asText())
            .distinct()
            .sorted()
            .toList();
    assertThat(refused).containsExactly("m-2", "m-3");
  }

  @Test
  void messageWithRetryableProblemIsDeliveredAgain() throws Exception {
    var poor = stack.callerPool(Map.of("BACKLINKS_DAY_BUDGET_ANALYSIS", "1"));
    ObjectNode event = JSON.createObjectNode();
    IntStream.range(0, 12)
        .forEach(number ->
            event
                .withArray("Records")
                .add(
                    record(
                        "poor-" + number,
                        question("http://poor-" + number + ".rows-3.example.com/").toString())));
    event.withArray("Records").add(record("poison", "{}"));
    JsonNode answer = SharedStack.invoke(poor, event.toString());
    assertThat(answer.path("batchItemFailures"))
        .hasSize(12)
        .noneMatch(failure -> failure.path("itemIdentifier").asText().equals("poison"));
  }

  private static ObjectNode record(String id, String body) {
    return JSON.createObjectNode()
        .put("messageId", id)
        .put("body", body)
        .put("eventSource", "aws:sqs");
  }
}
