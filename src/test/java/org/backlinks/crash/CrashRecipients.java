package org.backlinks.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.backlinks.crash.CrashPoint.Step;
import org.backlinks.local.FakeCallbackServices;
import org.backlinks.local.FakeCallbackServices.Waiter;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.local.LocalSqs;
import org.backlinks.local.LocalStack;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The recipients of the callbacks of interrupted runs: for each run a task, a durable function and
 * messages of a queue. Requests to them pass through crash points.
 */
final class CrashRecipients implements AutoCloseable {
  /** The number of callbacks of a run. */
  static final int CALLBACKS = 3;

  /** One of a process that takes over, and two of one that repeats a request without an answer. */
  private static final int MAX_NOTICES = 3;

  private static final String TASK_TOKEN = "token-of-run-";
  private static final String DURABLE_ID = "durableCallbackOfRun";
  private static final Duration WAIT_FOR_MESSAGES = Duration.ofSeconds(1);
  private static final JsonMapper JSON = new JsonMapper();

  private final LocalDynamoDb dynamo;
  private final FakeCallbackServices services = FakeCallbackServices.start();
  private final LocalSqs sqs = LocalSqs.start();
  private final String queue = sqs.createQueue("notices");
  private final CrashPointProxy servicesProxy;
  private final CrashPointProxy queueProxy;
  private final Map<Integer, List<Waiter>> waiters = new ConcurrentHashMap<>();
  private final Map<String, List<JsonNode>> messages = new HashMap<>();

  CrashRecipients(LocalDynamoDb dynamo, CrashRunRegistry runs) throws IOException {
    this.dynamo = dynamo;
    this.servicesProxy = CrashPointProxy.inFrontOfRecipients(services.uri(), runs);
    this.queueProxy = CrashPointProxy.inFrontOfRecipients(sqs.endpoint(), runs);
  }

  /** Returns the settings with which the function finds the recipients. */
  Map<String, String> settings() {
    return Map.of(
        "AWS_ENDPOINT_URL_SFN", servicesProxy.uri().toString(),
        "AWS_ENDPOINT_URL_LAMBDA", servicesProxy.uri().toString(),
        "AWS_ENDPOINT_URL_SQS", queueProxy.uri().toString(),
        "BACKLINKS_CALLBACK_QUEUES", queue);
  }

  /** Lets a task and a durable function wait for a run. Returns the callbacks of its question. */
  List<ObjectNode> newCallbacks(int run) {
    Waiter task = services.await(TASK_TOKEN + run);
    Waiter durable = services.await(DURABLE_ID + run);
    waiters.put(run, List.of(task, durable));
    return List.of(
        JSON.createObjectNode().put("taskToken", task.token()),
        JSON.createObjectNode().put("durableCallbackId", durable.token()),
        JSON.createObjectNode().put("queueUrl", queue));
  }

  /** Returns whether something is left to do for a callback of a report. */
  boolean hasPendingCallbacks(String report) {
    return IntStream.range(0, CALLBACKS)
        .mapToObj(number -> Map.of("pk", AttributeValue.fromS("callback#" + report + "#" + number)))
        .map(key ->
            dynamo
                .client()
                .getItem(get -> get.tableName(LocalStack.TABLE).key(key).consistentRead(true))
                .item())
        .anyMatch(item -> item.containsKey("dueAt"));
  }

  /** Receives the messages of the queue, when all callbacks are delivered. */
  void receiveMessages() throws JsonProcessingException {
    for (var message : sqs.receiveAll(queue, WAIT_FOR_MESSAGES)) {
      JsonNode notice = JSON.readTree(message.body());
      messages.computeIfAbsent(notice.path("id").asText(), _ -> new ArrayList<>()).add(notice);
    }
  }

  /** Returns what is wrong with the notices of a run. */
  List<String> findErrors(CrashRun run, String report) {
    // a request that was refused, and then repeated, has other notices
    List<List<JsonNode>> notices = new ArrayList<>();
    for (Waiter waiter : waiters.getOrDefault(run.number, List.of())) {
      notices.add(
          waiter.results().stream()
              .filter(result -> result.has("output"))
              .map(result -> result.path("output"))
              .toList());
    }
    if (notices.isEmpty()) {
      return List.of();
    }
    notices.add(messages.getOrDefault(report, List.of()));
    List<String> errors = new ArrayList<>();
    int max = canBeToldTwice(run) ? MAX_NOTICES : 1;
    for (List<JsonNode> told : notices) {
      if (told.isEmpty() || told.size() > max) {
        errors.add("a callback was told " + told.size() + " times");
      }
      if (!told.stream()
          .allMatch(notice ->
              notice.path("id").asText().equals(report)
                  && notice.path("state").asText().equals("ready"))) {
        errors.add("a callback was told " + told);
      }
    }
    if (hasPendingCallbacks(report)) {
      errors.add("a callback is still pending");
    }
    List<String> kinds = run.steps().stream().map(Step::kind).toList();
    if (kinds.indexOf(Step.DELIVER) < kinds.indexOf(Step.FLIP)) {
      errors.add("a callback was told before the end of its report");
    }
    return errors;
  }

  /**
   * Returns whether a callback may be told twice: only when the process that delivers it dies, is
   * stopped, or needs more time than it holds the callback.
   */
  private static boolean canBeToldTwice(CrashRun run) {
    return run.crashPoint != null
        && ((run.crashPoint.step().isOfDelivery() && run.interruption.isLeaseLost())
            || run.deliveryTime().compareTo(CrashTimes.callbackLease()) > 0);
  }

  @Override
  public void close() {
    servicesProxy.close();
    queueProxy.close();
    services.close();
    sqs.close();
  }
}
