package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.backlinks.local.FakeCallbackServices.Waiter;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The recipients of the notices of a served stack: a queue, a task that waits, and an event bus. It
 * describes each notice in one line when it arrives.
 */
final class DemoRecipients implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TASK_TOKEN = "token-of-the-waiting-task";
  private static final Duration QUEUE_WAIT = Duration.ofSeconds(1);

  private final FakeCallbackServices services;
  private final LocalSqs sqs;
  private final String queueUrl;
  private final Waiter task;
  private final Consumer<String> output;
  private int reportedResults;
  private int reportedEvents;
  private volatile boolean isClosed;

  private DemoRecipients(FakeCallbackServices services, LocalSqs sqs, Consumer<String> output) {
    this.services = services;
    this.sqs = sqs;
    this.output = output;
    this.queueUrl = sqs.createQueue("notices");
    this.task = services.await(TASK_TOKEN);
  }

  /**
   * Starts the servers. {@link #watch} describes what arrives.
   *
   * @param output receives a line for each notice
   */
  static DemoRecipients start(Consumer<String> output) {
    FakeCallbackServices services = FakeCallbackServices.start();
    try {
      return new DemoRecipients(services, LocalSqs.start(), output);
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
  }

  /** Returns the options of a stack that may notify these recipients. */
  LocalStack.Options addTo(LocalStack.Options options) {
    LocalStack.Options all =
        options
            .withSetting("BACKLINKS_CALLBACK_QUEUES", queueUrl)
            .withSetting("BACKLINKS_EVENT_BUS", "default")
            .withSetting("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
    for (Map.Entry<String, String> setting : services.environment().entrySet()) {
      all = all.withSetting(setting.getKey(), setting.getValue());
    }
    return all;
  }

  /**
   * Returns commands that ask with a callback. Their jobs are queued, so that nobody is answered.
   */
  List<String> commands(URI gateway) {
    return List.of(
        command(gateway, "http://queued-3.example.com/", "queueUrl", queueUrl),
        command(gateway, "http://queued-3-file.example.com/", "taskToken", TASK_TOKEN));
  }

  private static String command(URI gateway, String target, String kind, String recipient) {
    return "curl -d '{\"target\": \"%s\", \"wait\": 0, \"callbacks\": [{\"%s\": \"%s\"}]}' %s/v1/backlinks"
        .formatted(target, kind, recipient, gateway);
  }

  /** Starts to describe what arrives. */
  void watch() {
    Thread.ofPlatform()
        .daemon()
        .name("notices")
        .start(() -> {
          while (!isClosed) {
            try {
              reportArrived();
            } catch (IOException | RuntimeException e) {
              if (!isClosed) {
                output.accept("The notices are not shown any more: " + e);
              }
              return;
            }
          }
        });
  }

  /** Describes what has arrived since the last call, and waits shortly for the next message. */
  void reportArrived() throws IOException {
    for (Message message : sqs.receiveAll(queueUrl, QUEUE_WAIT)) {
      report("in the queue", JSON.readTree(message.body()));
    }
    List<JsonNode> results = task.results();
    for (JsonNode result : results.subList(reportedResults, results.size())) {
      // a failure of a task has no notice
      report(
          "for the task",
          result.has("output")
              ? result.path("output")
              : JSON.createObjectNode().put("state", "failed, " + result.path("error").asText()));
    }
    reportedResults = results.size();
    List<JsonNode> events = services.events();
    for (JsonNode event : events.subList(reportedEvents, events.size())) {
      report(
          "on the event bus (" + event.path("DetailType").asText() + ")", event.at("/Detail/data"));
    }
    reportedEvents = events.size();
  }

  private void report(String place, JsonNode notice) {
    String report = notice.has("id") ? "report " + notice.path("id").asText() + " is " : "";
    output.accept(
        "A notice arrived " + place + ": " + report + notice.path("state").asText() + ".");
  }

  @Override
  public void close() {
    isClosed = true;
    sqs.close();
    services.close();
  }
}
