package org.backlinks.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.backlinks.ops.Metrics.Metric;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Metrics metrics = new Metrics(Clock.fixed(NOW, ZoneOffset.UTC), out);

  @Test
  void aCountIsOneLineThatCloudWatchReads() throws Exception {
    metrics.count(Metric.REUSED);
    metrics.count(Metric.REUSED);
    assertThat(out.toString(StandardCharsets.US_ASCII).lines()).hasSize(2);
    JsonNode line = new JsonMapper().readTree(out.toString(StandardCharsets.US_ASCII));
    assertThat(line.at("/_aws/Timestamp").asLong()).isEqualTo(NOW.toEpochMilli());
    JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
    assertThat(directive.path("Namespace").asText()).isEqualTo("Backlinks");
    assertThat(directive.path("Dimensions").get(0)).isEmpty();
    assertThat(directive.at("/Metrics/0/Name").asText()).isEqualTo("Reused");
    assertThat(line.path("Reused").asInt()).isEqualTo(1);
  }
}
