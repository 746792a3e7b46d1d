package org.backlinks.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.backlinks.ops.Metrics.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Lines lines = new Lines(out);
  private final Metrics metrics = new Metrics(CLOCK, "links", lines);
  private final Invocations invocations = new Invocations(metrics, lines, CLOCK);
  private final LogHandler handler = new LogHandler(lines, invocations);

  @AfterEach
  void end() {
    Invocation.end();
  }

  private static LogRecord record(Level level, String message) {
    LogRecord record = new LogRecord(level, message);
    record.setInstant(NOW);
    record.setLoggerName("org.example.Some");
    return record;
  }

  private String text() {
    return out.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void aRecordIsOneObjectOnOneLine() {
    Invocation.begin(
        "0b5d7f3e", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8", true);
    Invocation.ends("ready", "2a4f0e9b5c1d47e0a3b86f7d9c015e42");
    handler.publish(record(Level.WARNING, "it \"says\"\n{\"a\": 1}\u0007 \u00e9 \ud83d"));
    assertThat(text())
        .isEqualTo(
            """
            {"time":"2026-11-23T10:00:00.123Z","level":"WARN","logger":"org.example.Some",\
            "message":"it \\"says\\"\\n{\\"a\\": 1}\\u0007 \\u00E9 \\uD83D",\
            "requestId":"0b5d7f3e","reportId":"2a4f0e9b5c1d47e0a3b86f7d9c015e42",\
            "traceId":"1-5759e988-bd862e3fe1be46a994272793","coldStart":true}
            """);
  }

  @Test
  void anExceptionStandsInItsLine() throws Exception {
    LogRecord record = record(Level.SEVERE, "broken");
    record.setThrown(
        new IllegalStateException("outer\nline", new ArithmeticException("inner \"one\"")));
    handler.publish(record);
    assertThat(text().lines()).hasSize(1);
    JsonNode exception = new JsonMapper().readTree(text()).path("exception");
    assertThat(exception.path("class").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(exception.path("message").asText()).isEqualTo("outer\nline");
    assertThat(exception.path("stack").asText())
        .contains("at org.backlinks.ops.LogHandlerTest", "Caused by", "inner \"one\"");
  }

  @Test
  void outsideOfInvocationsThereIsNoRequest() throws Exception {
    handler.publish(record(Level.INFO, "started"));
    JsonNode line = new JsonMapper().readTree(text());
    assertThat(line.has("requestId")).isFalse();
    assertThat(line.path("coldStart").booleanValue()).isTrue();
  }

  @Test
  void aLineStaysBelowWhatThePlatformKeepsInOnePiece() {
    LogRecord record = record(Level.INFO, "\u00e9".repeat(1_000_000));
    record.setThrown(new IllegalStateException("\u00e9".repeat(1_000_000)));
    handler.publish(record);
    assertThat(text()).hasSizeBetween(100_000, 250_000);
  }

  @ParameterizedTest
  @CsvSource({
    "SEVERE, ERROR",
    "WARNING, WARN",
    "INFO, INFO",
    "CONFIG, DEBUG",
    "FINE, DEBUG",
    "FINEST, TRACE"
  })
  void levelsHaveOneWordWhicheverLibraryLogs(String level, String word) throws Exception {
    handler.publish(record(Level.parse(level), "x"));
    assertThat(new JsonMapper().readTree(text()).path("level").asText()).isEqualTo(word);
  }

  @Test
  void anInvocationEndsWithOneLineThatSaysWhatItWas() throws Exception {
    Invocation invocation = invocations.begin("0b5d7f3e");
    Invocation.is("GET /v1/backlinks");
    Invocation.ends("ready", "2a4f0e9b5c1d47e0a3b86f7d9c015e42");
    Invocation.answers(200);
    metrics.count(Metric.CALLS);
    metrics.add(Metric.ANALYSIS_CHARGED, 5_000);
    metrics.add(Metric.RETRIEVAL_CHARGED, 7);
    metrics.add(Metric.ROWS, 7);
    metrics.add(Metric.UPSTREAM_TIME, 12_000_000);
    metrics.add(Metric.TABLE_TIME, 3_000_000);
    invocations.end(invocation);
    assertThat(text().lines()).hasSize(2);
    JsonNode metric = new JsonMapper().readTree(text().lines().findFirst().orElseThrow());
    MetricsTest.isOfItsFormat(metric);
    String total = metric.path("Duration").asText();
    assertThat(text().lines().skip(1).findFirst().orElseThrow() + "\n")
        .isEqualTo(
            """
            {"time":"2026-11-23T10:00:00.123Z","level":"INFO",\
            "logger":"org.backlinks.ops.Invocation","message":"GET /v1/backlinks: ready",\
            "requestId":"0b5d7f3e","reportId":"2a4f0e9b5c1d47e0a3b86f7d9c015e42",\
            "coldStart":true,"kind":"GET /v1/backlinks","outcome":"ready","status":200,\
            "charged":{"analysis":5000,"retrieval":7},"calls":1,"polls":0,"rows":7,\
            "millis":{"total":%s,"upstream":12,"table":3}}
            """
                .formatted(total));
  }

  @Test
  void onlyTheFirstInvocationIsACold() {
    invocations.end(invocations.begin("one"));
    assertThat(invocations.cold()).isFalse();
    invocations.end(invocations.begin("two"));
    assertThat(text().lines().filter(line -> line.contains("\"coldStart\":true"))).hasSize(1);
    assertThat(text().lines().filter(line -> line.contains("\"coldStart\":false"))).hasSize(1);
  }
}
