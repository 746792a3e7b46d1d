package org.backlinks.local;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The local stack from the command line: asks one question, given as system properties, and prints
 * the payload; or, with {@code -Dserve}, keeps the HTTP front up until it is stopped.
 */
public final class Main {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration TICK = Duration.ofSeconds(2);
  private static final Duration SERVED_TICK = Duration.ofMinutes(1);

  private Main() {}

  /** Ends the JVM: with 0 when the report is ready, else with 1. */
  public static void main(String[] arguments) {
    int code = 1;
    try {
      code = System.getProperty("serve") == null ? once() : serve();
    } catch (Throwable e) { // left alone, it would hang the build that runs us
      System.err.println("local stack: " + e);
      e.printStackTrace();
    }
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  private static int once() throws IOException, InterruptedException {
    try (Stack stack = Stack.start(options().tick(TICK))) {
      JsonNode answer = ask(stack, Question.of(System::getProperty));
      System.out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(answer));
      System.out.println();
      return answer.path("state").asText().equals("ready") ? 0 : 1;
    }
  }

  private static int serve() throws InterruptedException {
    int port = Integer.getInteger("port", 8080);
    try (Stack stack = Stack.start(options().port(port).tick(SERVED_TICK).functions(8))) {
      System.err.println("Serving. Try:");
      System.err.println(
          "  curl '" + stack.front().uri() + "/v1/backlinks?target=http://www.example.com/'");
      System.err.println("Stop with Ctrl-C.");
      new CountDownLatch(1).await();
      return 0;
    }
  }

  private static Stack.Options options() {
    Stack.Options options =
        Stack.Options.defaults().stream(true)
            // whoever looks on should not wait for a job as long as one does in earnest
            .with("BACKLINKS_POLL_FIRST", "PT1S")
            .with("BACKLINKS_POLL_MAX", "PT5S");
    System.err.println("function: " + options.launch().name());
    return Optional.ofNullable(System.getProperty("data"))
        .map(folder -> options.data(Path.of(folder)))
        .orElse(options);
  }

  /** Asks, then keeps asking for a report that is pending, as often as it says. */
  private static JsonNode ask(Stack stack, ObjectNode question)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    JsonNode answer = invoke(stack, question);
    while (answer.path("state").asText().equals("pending") && Instant.now().isBefore(end)) {
      pause(Math.clamp(answer.path("retryAfter").asLong(1), 1, 10));
      answer =
          invoke(stack, JSON.createObjectNode().put("action", "get").set("id", answer.get("id")));
    }
    return answer;
  }

  private static void pause(long seconds) {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS))
        .join();
  }

  private static JsonNode invoke(Stack stack, JsonNode payload)
      throws IOException, InterruptedException {
    return JSON.readTree(stack.pool().invoke(JSON.writeValueAsBytes(payload)));
  }
}
