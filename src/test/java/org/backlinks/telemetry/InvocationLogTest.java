package org.backlinks.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.backlinks.telemetry.Metrics.Metric;
import org.junit.jupiter.api.Test;

class InvocationLogTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00.123Z"), ZoneOffset.UTC);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final JsonLineWriter writer = new JsonLineWriter(out);
  private final Metrics metrics = new Metrics();
  private final InvocationLog invocationLog =
      new InvocationLog(metrics, new EmbeddedMetricWriter(CLOCK, "links", writer), writer, CLOCK);

  private String output() {
    return out.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void invocationEndWritesOneLine() throws Exception {
    InvocationRecord invocation = invocationLog.begin("0b5d7f3e");
    CurrentInvocation.setKind("GET /v1/backlinks");
    CurrentInvocation.setOutcome("ready", "2a4f0e9b5c1d47e0a3b86f7d9c015e42");
    CurrentInvocation.setStatus(200);
    metrics.count(Metric.CALLS);
    metrics.add(Metric.ANALYSIS_CHARGED, 5_000);
    metrics.add(Metric.RETRIEVAL_CHARGED, 7);
    metrics.add(Metric.ROWS, 7);
    metrics.add(Metric.UPSTREAM_TIME, 12_000_000);
    metrics.add(Metric.TABLE_TIME, 3_000_000);
    invocationLog.end(invocation);
    assertThat(output().lines()).hasSize(2);
    JsonNode metric = new JsonMapper().readTree(output().lines().findFirst().orElseThrow());
    EmbeddedMetricWriterTest.assertEmbeddedMetricFormat(metric);
    String total = metric.path("Duration").asText();
    assertThat(output().lines().skip(1).findFirst().orElseThrow() + "\n")
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
  void onlyFirstInvocationIsColdStart() {
    invocationLog.end(invocationLog.begin("one"));
    assertThat(invocationLog.isColdStart()).isFalse();
    invocationLog.end(invocationLog.begin("two"));
    assertThat(output().lines().filter(line -> line.contains("\"coldStart\":true"))).hasSize(1);
    assertThat(output().lines().filter(line -> line.contains("\"coldStart\":false"))).hasSize(1);
  }
}
