package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventBridgeScheduleTest {
  @Test
  void eventHasEventBridgeFormat() throws Exception {
    JsonNode event =
        new JsonMapper()
            .readTree(EventBridgeSchedule.newEvent(Instant.parse("2026-11-23T10:00:00.5Z")));
    assertThat(event.path("source").asText()).isEqualTo("aws.events");
    assertThat(event.path("detail-type").asText()).isEqualTo("Scheduled Event");
    assertThat(event.path("time").asText()).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(event.path("detail").isObject()).isTrue();
  }

  @Test
  void scheduleContinuesWhenFunctionFails() throws Exception {
    BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    Invoker failingFunction =
        event -> {
          events.add(event);
          throw new FunctionErrorException("Unhandled", "no");
        };
    try (EventBridgeSchedule tick =
        EventBridgeSchedule.start(Duration.ofMillis(5), failingFunction)) {
      assertThat(tick).isNotNull();
      assertThat(events.poll(30, TimeUnit.SECONDS)).isNotNull();
      assertThat(events.poll(30, TimeUnit.SECONDS)).isNotNull();
    }
  }
}
