package org.backlinks.telemetry;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final JsonLineWriter writer = new JsonLineWriter(out);
  private final InvocationLog invocationLog =
      new InvocationLog(
          new Metrics(), new EmbeddedMetricWriter(CLOCK, "links", writer), writer, CLOCK);
  private final LogHandler handler = new LogHandler(writer, invocationLog);

  @AfterEach
  void end() {
    CurrentInvocation.end();
  }

  private static LogRecord record(Level level, String message) {
    LogRecord record = new LogRecord(level, message);
    record.setInstant(NOW);
    record.setLoggerName("org.example.Some");
    return record;
  }

  private String output() {
    return out.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void recordIsOneJsonObjectOnOneLine() {
    CurrentInvocation.begin(
        new InvocationRecord(
            "0b5d7f3e", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8", true));
    CurrentInvocation.setOutcome("ready", "2a4f0e9b5c1d47e0a3b86f7d9c015e42");
    handler.publish(record(Level.WARNING, "it \"says\"\n{\"a\": 1}\u0007 \u00e9 \ud83d"));
    assertThat(output())
        .isEqualTo(
            """
            {"time":"2026-11-23T10:00:00.123Z","level":"WARN","logger":"org.example.Some",\
            "message":"it \\"says\\"\\n{\\"a\\": 1}\\u0007 \\u00E9 \\uD83D",\
            "requestId":"0b5d7f3e","reportId":"2a4f0e9b5c1d47e0a3b86f7d9c015e42",\
            "traceId":"1-5759e988-bd862e3fe1be46a994272793","coldStart":true}
            """);
  }

  @Test
  void exceptionIsPartOfItsLine() throws Exception {
    LogRecord record = record(Level.SEVERE, "broken");
    record.setThrown(
        new IllegalStateException("outer\nline", new ArithmeticException("inner \"one\"")));
    handler.publish(record);
    assertThat(output().lines()).hasSize(1);
    JsonNode exception = new JsonMapper().readTree(output()).path("exception");
    assertThat(exception.path("class").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(exception.path("message").asText()).isEqualTo("outer\nline");
    assertThat(exception.path("stack").asText())
        .contains("at org.backlinks.telemetry.LogHandlerTest", "Caused by", "inner \"one\"");
  }

  @Test
  void lineHasNoRequestIdOutsideInvocation() throws Exception {
    handler.publish(record(Level.INFO, "started"));
    JsonNode line = new JsonMapper().readTree(output());
    assertThat(line.has("requestId")).isFalse();
    assertThat(line.path("coldStart").booleanValue()).isTrue();
  }

  @Test
  void longLineIsTruncatedBelowPlatformLimit() {
    LogRecord record = record(Level.INFO, "\u00e9".repeat(1_000_000));
    record.setThrown(new IllegalStateException("\u00e9".repeat(1_000_000)));
    handler.publish(record);
    assertThat(output()).hasSizeBetween(100_000, 250_000);
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
  void levelNamesAreUniform(String level, String expectedName) throws Exception {
    handler.publish(record(Level.parse(level), "x"));
    assertThat(new JsonMapper().readTree(output()).path("level").asText()).isEqualTo(expectedName);
  }
}
