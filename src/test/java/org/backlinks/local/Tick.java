package org.backlinks.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** EventBridge's schedule: one event each interval, the next one only when the last has ended. */
public final class Tick implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tick").factory());
  private final Invoker invoker;

  private Tick(Duration interval, Invoker invoker) {
    this.invoker = invoker;
    long nanos = interval.toNanos();
    clock.scheduleAtFixedRate(this::send, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Starts ticking; the first tick comes after one interval. */
  public static Tick every(Duration interval, Invoker invoker) {
    return new Tick(interval, invoker);
  }

  /** The event of one tick, as EventBridge sends it. */
  public static byte[] event(Instant time) {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "0").put("id", UUID.randomUUID().toString());
    event.put("detail-type", "Scheduled Event").put("source", "aws.events");
    event.put("account", "123456789012");
    event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", DynamoDb.REGION);
    event.putArray("resources").add("arn:aws:events:us-east-1:123456789012:rule/backlinks-tick");
    event.putObject("detail");
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void send() {
    try {
      invoker.invoke(event(Instant.now()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      System.err.println("tick: " + e);
    }
  }
}
