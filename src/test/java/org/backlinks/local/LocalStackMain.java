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
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.backlinks.local.majestic.FakeIndex;

/**
 * Runs the local stack from the command line. Without {@code -Dserve}, it asks one question, which
 * system properties define, and prints the payload. With {@code -Dserve}, it serves HTTP until it
 * is stopped, and describes the notices that arrive.
 */
public final class LocalStackMain {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration TICK_INTERVAL = Duration.ofSeconds(2);
  private static final Duration SERVING_TICK_INTERVAL = Duration.ofMinutes(1);

  private LocalStackMain() {}

  /** Ends the JVM with code 0 when the report is ready, else with code 1. */
  public static void main(String[] arguments) {
    int code = 1;
    try {
      code = System.getProperty("serve") == null ? askOnce() : serve();
    } catch (Throwable e) { // an uncaught error would block the build that runs this class
      System.err.println("local stack: " + e);
      e.printStackTrace();
    }
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  private static int askOnce() throws IOException, InterruptedException {
    try (LocalStack stack = LocalStack.start(options().withTickInterval(TICK_INTERVAL))) {
      JsonNode answer = ask(stack, CommandLineQuestion.fromProperties(System::getProperty));
      System.out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(answer));
      System.out.println();
      return answer.path("state").asText().equals("ready") ? 0 : 1;
    }
  }

  private static int serve() throws InterruptedException {
    int port = Integer.getInteger("port", 8080);
    try (DemoRecipients recipients = DemoRecipients.start(System.err::println);
        LocalStack stack =
            LocalStack.start(
                recipients
                    .addTo(options())
                    .withPort(port)
                    .withTickInterval(SERVING_TICK_INTERVAL)
                    .withMaxFunctions(8))) {
      System.err.println(
          "The server is running. A browser finds a form at " + stack.gatewayServer().uri() + "/");
      System.err.println("Or try:");
      System.err.println(
          "  curl '"
              + stack.gatewayServer().uri()
              + "/v1/backlinks?target=http://www.example.com/'");
      startRebuilds(stack);
      System.err.println(
          "You can also ask without waiting. A notice arrives when the report is ready:");
      recipients
          .commands(stack.gatewayServer().uri())
          .forEach(command -> System.err.println("  " + command));
      recipients.watch();
      System.err.println("Stop with Ctrl-C.");
      new CountDownLatch(1).await();
      return 0;
    }
  }

  /** Lets the fake Majestic rebuild its indexes each {@code -Drebuild}; without it, never. */
  private static void startRebuilds(LocalStack stack) {
    String interval = System.getProperty("rebuild");
    if (interval == null) {
      return;
    }
    long nanos = Duration.parse(interval).toNanos();
    Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rebuild").factory())
        .scheduleAtFixedRate(
            () -> {
              stack.majestic().rebuild(FakeIndex.HISTORIC).rebuild(FakeIndex.FRESH);
              System.err.println("Majestic has rebuilt its indexes.");
            },
            nanos,
            nanos,
            TimeUnit.NANOSECONDS);
    System.err.println("The indexes are rebuilt each " + interval + ". Try twice:");
    System.err.println(
        "  curl -d '{\"target\": \"http://www.series-40.example/\", \"maxAge\": \"PT0S\"}' "
            + stack.gatewayServer().uri()
            + "/v1/backlinks");
  }

  private static LocalStack.Options options() {
    LocalStack.Options options =
        LocalStack.Options.defaults()
            .withStream(true)
            // a user at the command line should not wait as long for a job as in production
            .withSetting("BACKLINKS_POLL_FIRST", "PT1S")
            .withSetting("BACKLINKS_POLL_MAX", "PT5S");
    System.err.println("function: " + options.launchCommand().name());
    return Optional.ofNullable(System.getProperty("data"))
        .map(folder -> options.withDataFolder(Path.of(folder)))
        .orElse(options);
  }

  /**
   * Asks the question, then requests the report at the intervals of {@code retryAfter} while it is
   * pending.
   */
  private static JsonNode ask(LocalStack stack, ObjectNode question)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(TIMEOUT);
    JsonNode answer = invoke(stack, question);
    while (answer.path("state").asText().equals("pending") && Instant.now().isBefore(deadline)) {
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

  private static JsonNode invoke(LocalStack stack, JsonNode payload)
      throws IOException, InterruptedException {
    return JSON.readTree(stack.callerPool().invoke(JSON.writeValueAsBytes(payload)));
  }
}
