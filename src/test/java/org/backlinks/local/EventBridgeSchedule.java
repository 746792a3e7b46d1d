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

/**
 * The schedule of EventBridge. It sends one event each interval, but only after the previous event
 * was handled.
 */
public final class EventBridgeSchedule implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tick").factory());
  private final Invoker invoker;

  private EventBridgeSchedule(Duration interval, Invoker invoker) {
    this.invoker = invoker;
    long nanos = interval.toNanos();
    scheduler.scheduleAtFixedRate(this::sendEvent, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Starts a schedule. It sends the first tick after one interval. */
  public static EventBridgeSchedule start(Duration interval, Invoker invoker) {
    return new EventBridgeSchedule(interval, invoker);
  }

  /** Returns the event of one tick in the format of EventBridge. */
  public static byte[] newEvent(Instant time) {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "0").put("id", UUID.randomUUID().toString());
    event.put("detail-type", "Scheduled Event").put("source", "aws.events");
    event.put("account", "123456789012");
    event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", LocalDynamoDb.REGION);
    event.putArray("resources").add("arn:aws:events:us-east-1:123456789012:rule/backlinks-tick");
    event.putObject("detail");
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  private void sendEvent() {
    try {
      invoker.invoke(newEvent(Instant.now()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      System.err.println("tick: " + e);
    }
  }
}
