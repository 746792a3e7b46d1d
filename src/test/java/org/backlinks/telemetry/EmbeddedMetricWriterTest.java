package org.backlinks.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backlinks.telemetry.Metrics.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddedMetricWriterTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Metrics metrics = new Metrics();
  private final EmbeddedMetricWriter writer =
      new EmbeddedMetricWriter(Clock.fixed(NOW, ZoneOffset.UTC), "links", new JsonLineWriter(out));

  @Test
  void writerWritesAllMetricsInOneLine() {
    metrics.count(Metric.CALLS);
    metrics.count(Metric.CALLS);
    metrics.add(Metric.ROWS, 250);
    metrics.set(Metric.OLDEST_DUE, 7);
    metrics.set(Metric.OLDEST_DUE, 0);
    writer.write(metrics.drain());
    assertThat(out.toString(StandardCharsets.US_ASCII))
        .isEqualTo(
            """
            {"_aws":{"Timestamp":1795428000123,"CloudWatchMetrics":[{"Namespace":"Backlinks",\
            "Dimensions":[["Table"]],"Metrics":[{"Name":"Calls","Unit":"Count"},\
            {"Name":"OldestDue","Unit":"Seconds"},{"Name":"Rows","Unit":"Count"}]}]},\
            "Table":"links","Calls":2,"OldestDue":0,"Rows":250}
            """);
  }

  @Test
  void failuresAreCountedByType() throws Exception {
    metrics.countFailure("upstream-timeout");
    metrics.countFailure("internal");
    metrics.countFailure("upstream-timeout");
    writer.write(metrics.drain());
    List<JsonNode> lines = lines();
    assertThat(lines)
        .extracting(line -> line.path("Type").asText() + line.path("Failures"))
        .containsExactly("internal1", "upstream-timeout2");
    assertThat(lines)
        .allSatisfy(EmbeddedMetricWriterTest::assertEmbeddedMetricFormat)
        .allSatisfy(line ->
            assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                .isEqualTo("[[\"Table\"],[\"Table\",\"Type\"]]"));
  }

  @Test
  void writerWritesNothingWhenNothingWasCounted() {
    metrics.add(Metric.ROWS, 0);
    writer.write(metrics.drain());
    assertThat(out.size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void everyMetricIsInEmbeddedMetricFormat(Metric metric) throws Exception {
    metrics.set(metric, 5_000_000);
    writer.write(metrics.drain());
    JsonNode line = lines().getFirst();
    assertEmbeddedMetricFormat(line);
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("Backlinks");
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics/0/Name").asText())
        .isEqualTo(metric.wireName());
    assertThat(metric.wireName()).matches("[A-Z][A-Za-z]+");
  }

  /** Checks the rules of the embedded metric format that concern this program. */
  static void assertEmbeddedMetricFormat(JsonNode line) {
    assertThat(line.at("/_aws/Timestamp").isIntegralNumber()).isTrue();
    assertThat(line.at("/_aws/CloudWatchMetrics")).isNotEmpty();
    for (JsonNode directive : line.at("/_aws/CloudWatchMetrics")) {
      assertThat(directive.path("Namespace").asText()).hasSizeBetween(1, 1024);
      assertThat(directive.path("Dimensions")).isNotEmpty();
      for (JsonNode set : directive.path("Dimensions")) {
        assertThat(set.size()).isBetween(1, 30);
        for (JsonNode name : set) {
          assertThat(line.path(name.asText()).asText()).hasSizeBetween(1, 1024);
        }
      }
      assertThat(directive.path("Metrics").size()).isBetween(1, 100);
      Set<String> names = new HashSet<>();
      for (JsonNode metric : directive.path("Metrics")) {
        assertThat(names.add(metric.path("Name").asText())).isTrue();
        assertThat(metric.path("Unit").asText()).isIn("Count", "Seconds", "Milliseconds", "Bytes");
        assertThat(line.path(metric.path("Name").asText()).isNumber()).isTrue();
      }
    }
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.US_ASCII).lines().toList()) {
      lines.add(new JsonMapper().readTree(line));
    }
    return lines;
  }
}
