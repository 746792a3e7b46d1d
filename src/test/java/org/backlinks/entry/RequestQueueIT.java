package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.backlinks.local.FakeCallbackServices;
import org.backlinks.local.LocalSqs;
import org.backlinks.local.LocalStack;
import org.backlinks.local.QueueEventSource;
import org.junit.jupiter.api.Test;

/** A thousand messages in a real queue: questions, doubles, and messages that no one can read. */
class RequestQueueIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MESSAGES = 1_000;
  private static final int QUESTIONS = 120;
  private static final Duration TIMEOUT = Duration.ofMinutes(4);

  private static String target(int number) {
    return "http://rows-2-queue-" + number + ".example/";
  }

  private static String question(int number) {
    return JSON.createObjectNode().put("target", target(number)).put("wait", 0).toString();
  }

  @Test
  void eachQuestionIsPaidOnceAndNoMessageIsLost() throws Exception {
    try (FakeCallbackServices services = FakeCallbackServices.start();
        LocalSqs sqs = LocalSqs.start()) {
      LocalStack.Options options =
          LocalStack.Options.defaults()
              .withStream(true)
              .withTickInterval(Duration.ofSeconds(2))
              .withSetting("BACKLINKS_EVENT_BUS", "links");
      for (Map.Entry<String, String> setting : services.environment().entrySet()) {
        options = options.withSetting(setting.getKey(), setting.getValue());
      }
      String queue = sqs.createQueue("requests");
      sqs.setVisibilityTimeout(queue, Duration.ofSeconds(5));
      Set<String> poison = new HashSet<>();
      for (int i = 0; i < MESSAGES; i++) {
        boolean isPoison = i % 10 == 3;
        String id = sqs.send(queue, isPoison ? "{\"target\": " + i : question(i % QUESTIONS));
        if (isPoison) {
          poison.add(id);
        }
      }
      try (LocalStack stack = LocalStack.start(options)) {
        try (QueueEventSource source = QueueEventSource.start(sqs, queue, stack.callerPool(), 3)) {
          awaitTrue(() -> sqs.count(queue) == 0);
        }
        Set<String> refused = new HashSet<>();
        awaitTrue(() -> {
          services.events().stream()
              .filter(event -> event.path("DetailType").asText().equals("Request Refused"))
              .forEach(event -> refused.add(event.at("/Detail/id").asText()));
          return refused.size() == poison.size();
        });
        assertThat(refused).isEqualTo(poison);
        awaitTrue(() -> paidTargets(stack).size() == asked().size());
        assertThat(paidTargets(stack)).hasSameSizeAs(asked()).doesNotHaveDuplicates();
      }
    }
  }

  /** Returns the questions of which at least one message can be read. */
  private static Set<Integer> asked() {
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < MESSAGES; i++) {
      if (i % 10 != 3) {
        numbers.add(i % QUESTIONS);
      }
    }
    return numbers;
  }

  private static List<String> paidTargets(LocalStack stack) {
    return stack.majestic().paidCalls().stream()
        .map(call -> call.parameters().get("URL"))
        .collect(Collectors.toList());
  }

  private interface Condition {
    boolean holds();
  }

  private static void awaitTrue(Condition condition) {
    Instant end = Instant.now().plus(TIMEOUT);
    while (!condition.holds()) {
      assertThat(Instant.now()).isBefore(end);
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
          .join();
    }
  }
}
