package org.backlinks.ops;

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
import java.util.Map;
import java.util.Set;
import org.backlinks.ops.Metrics.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Metrics metrics = new Metrics(Clock.fixed(NOW, ZoneOffset.UTC), "links", out);

  @Test
  void oneLineHasAllThatAnInvocationTells() {
    metrics.count(Metric.CALLS);
    metrics.count(Metric.CALLS);
    metrics.add(Metric.ROWS, 250);
    metrics.set(Metric.OLDEST_DUE, 7);
    metrics.set(Metric.OLDEST_DUE, 0);
    assertThat(metrics.tell())
        .isEqualTo(Map.of(Metric.CALLS, 2L, Metric.ROWS, 250L, Metric.OLDEST_DUE, 0L));
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
  void aFailureIsToldByItsTypeToo() throws Exception {
    metrics.failed("upstream-timeout");
    metrics.failed("internal");
    metrics.failed("upstream-timeout");
    metrics.tell();
    List<JsonNode> lines = lines();
    assertThat(lines)
        .extracting(line -> line.path("Type").asText() + line.path("Failures"))
        .containsExactly("internal1", "upstream-timeout2");
    assertThat(lines)
        .allSatisfy(MetricsTest::isOfItsFormat)
        .allSatisfy(line ->
            assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                .isEqualTo("[[\"Table\"],[\"Table\",\"Type\"]]"));
  }

  @Test
  void whatWasToldIsNotToldAgain() throws Exception {
    metrics.count(Metric.REUSED);
    metrics.failed("internal");
    metrics.tell();
    metrics.tell();
    assertThat(lines()).hasSize(2);
    metrics.count(Metric.REUSED);
    metrics.tell();
    assertThat(lines().getLast().path("Reused").asInt()).isEqualTo(1);
  }

  @Test
  void nothingIsWrittenOfNothing() {
    metrics.add(Metric.ROWS, 0);
    assertThat(metrics.tell()).isEmpty();
    assertThat(out.size()).isZero();
  }

  @Test
  void timesAreCollectedInNanosecondsAndToldInMilliseconds() {
    for (int i = 0; i < 10; i++) {
      metrics.add(Metric.TABLE_TIME, 299_999);
    }
    assertThat(metrics.tell()).isEqualTo(Map.of(Metric.TABLE_TIME, 2L));
  }

  @Test
  void countsOfManyThreadsAddUp() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      threads.add(Thread.ofVirtual().start(() -> metrics.add(Metric.BYTES, 3)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(metrics.tell()).isEqualTo(Map.of(Metric.BYTES, 150L));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void eachIsOfTheFormatThatCloudWatchReads(Metric metric) throws Exception {
    metrics.set(metric, 5_000_000);
    metrics.tell();
    JsonNode line = lines().getFirst();
    isOfItsFormat(line);
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("Backlinks");
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics/0/Name").asText())
        .isEqualTo(metric.word());
    assertThat(metric.word()).matches("[A-Z][A-Za-z]+");
  }

  /** The rules of the embedded metric format, as far as they concern us. */
  static void isOfItsFormat(JsonNode line) {
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
      Set<String> seen = new HashSet<>();
      for (JsonNode metric : directive.path("Metrics")) {
        assertThat(seen.add(metric.path("Name").asText())).isTrue();
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
