package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.backlinks.local.FakeCallbackServices;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.Invoker;
import org.backlinks.local.LocalSqs;
import org.backlinks.local.LocalStack;
import org.backlinks.local.QueueEventSource;
import org.backlinks.local.TableFault;
import org.backlinks.local.TableProxy;
import org.junit.jupiter.api.Test;

/**
 * A thousand messages in a real queue: questions, doubles, and messages that no one can read. For
 * some messages the table fails, and they are delivered again.
 */
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
      try (LocalStack stack = LocalStack.start(options);
          TableProxy table = TableProxy.startFor(stack.dynamo())) {
        table.setRule(RequestQueueIT::failSomeClaims);
        FunctionPool function =
            stack.callerPool(Map.of("AWS_ENDPOINT_URL_DYNAMODB", table.uri().toString()));
        AtomicInteger repeated = new AtomicInteger();
        Invoker counter =
            event -> {
              byte[] answer = function.invoke(event);
              repeated.addAndGet(
                  new String(answer, StandardCharsets.UTF_8).split("itemIdentifier", -1).length
                      - 1);
              return answer;
            };
        try (QueueEventSource source = QueueEventSource.start(sqs, queue, counter, 3)) {
          awaitTrue(() -> sqs.count(queue) == 0);
        }
        assertThat(repeated).hasPositiveValue();
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

  /** Lets one of five claims fail, also when the client repeats it. */
  private static Optional<TableFault> failSomeClaims(TableProxy.Request request) {
    return request.operation().equals("TransactWriteItems")
            && request.body().contains("\"claimed\"")
            && Math.floorMod(request.invocationId().hashCode(), 5) == 0
        ? Optional.of(TableFault.SERVER_ERROR)
        : Optional.empty();
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
