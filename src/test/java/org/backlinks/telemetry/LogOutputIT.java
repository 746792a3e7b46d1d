package org.backlinks.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.local.ApiGateway;
import org.backlinks.local.ApiGatewayServer;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.FunctionProcess;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.LocalStack;
import org.backlinks.local.SharedStack;
import org.backlinks.local.majestic.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks everything that a process writes while it answers, polls and fails. */
class LogOutputIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TRACE_ID = "1-[0-9a-f]{8}-[0-9a-f]{24}";
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(1));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static FunctionPool pool(String level) {
    return stack.callerPool(Map.of("BACKLINKS_LOG_LEVEL", level, "BACKLINKS_POLL_FIRST", "PT0.2S"));
  }

  private static JsonNode invoke(FunctionPool pool, String payload) throws Exception {
    return SharedStack.invoke(pool, payload);
  }

  private static List<JsonNode> lines(FunctionProcess function) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(function.logFile())) {
      // the JVM writes warnings at its start, the executable does not
      if (!line.startsWith("WARNING: ")) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  private static Stream<JsonNode> invocationLines(List<JsonNode> lines) {
    return lines.stream().filter(line -> line.has("kind"));
  }

  private static long sum(List<JsonNode> lines, String metric) {
    return lines.stream().mapToLong(line -> line.path(metric).asLong()).sum();
  }

  @Test
  void everyLineIsJsonAndEveryInvocationIsLoggedOnce() throws Exception {
    stack
        .majestic()
        .scriptTarget("logs-refused", new Behaviour.ErrorCode("MoonInWrongPhase", "no"));
    stack.majestic().resetCalls();
    try (FunctionPool pool = pool("INFO");
        ApiGatewayServer server = ApiGatewayServer.start(ApiGateway.httpApi(), 0, pool)) {
      GatewayClient http = new GatewayClient(server);
      String question = "{\"target\": \"http://rows-7.logs.example/\"}";
      String ready = GatewayClient.parseBody(http.post(question)).path("id").asText();
      assertThat(GatewayClient.parseBody(http.post(question)).path("reused").booleanValue())
          .isTrue();
      http.post("{\"target\": 7}");
      http.get("target=canary-logs&wait=no");
      String failed =
          invoke(pool, "{\"target\": \"http://logs-refused.example/\"}").path("report").asText();
      String queued =
          invoke(pool, "{\"target\": \"http://rows-5.queued-2.logs.example/\"}")
              .path("id")
              .asText();
      invoke(pool, "{\"target\": \"http://rows-5.queued-2.logs.example/\", \"wait\": 0}");
      JsonNode report;
      do {
        invoke(pool, "{\"action\": \"poll\"}");
        report = invoke(pool, "{\"action\": \"get\", \"id\": \"" + queued + "\"}");
      } while (report.path("state").asText().equals("pending"));
      assertThat(report.path("state").asText()).isEqualTo("ready");
      invoke(pool, "{\"action\": \"usage\"}");
      invoke(pool, "{\"action\": \"delete\", \"id\": \"" + ready + "\"}");

      FunctionProcess function = pool.processes().getFirst();
      List<JsonNode> lines = lines(function);
      List<JsonNode> metrics = lines.stream().filter(line -> line.has("_aws")).toList();
      List<JsonNode> logs = lines.stream().filter(line -> !line.has("_aws")).toList();
      List<String> ids = function.requestIds();

      assertThat(metrics).allSatisfy(EmbeddedMetricWriterTest::assertEmbeddedMetricFormat);
      assertThat(metrics)
          .allSatisfy(line -> assertThat(line.path("Table").asText()).isEqualTo(LocalStack.TABLE));
      assertThat(logs).allSatisfy(LogOutputIT::assertLogFields);
      assertThat(logs.stream().filter(line -> line.has("requestId")))
          .allSatisfy(line -> {
            String id = line.path("requestId").asText();
            assertThat(ids).contains(id);
            assertThat(line.path("traceId").asText())
                .matches(TRACE_ID)
                .endsWith(id.replace("-", "").substring(8));
          });
      assertThat(invocationLines(logs).map(line -> line.path("requestId").asText())).isEqualTo(ids);
      assertThat(
              invocationLines(logs)
                  .map(line -> line.path("kind").asText() + ": " + line.path("outcome").asText())
                  .filter(line -> !line.startsWith("poll") && !line.startsWith("get")))
          .containsExactly(
              "POST /v1/backlinks: ready",
              "POST /v1/backlinks: ready",
              "POST /v1/backlinks: invalid-request",
              "GET /v1/backlinks: invalid-request",
              "report: upstream-refused",
              "report: pending",
              "report: pending",
              "usage: done",
              "delete: deleted");
      JsonNode first = invocationLines(logs).findFirst().orElseThrow();
      assertThat(first.path("coldStart").booleanValue()).isTrue();
      assertThat(invocationLines(logs).skip(1))
          .allSatisfy(line -> assertThat(line.path("coldStart").booleanValue()).isFalse());
      assertThat(first.path("reportId").asText()).isEqualTo(ready);
      assertThat(first.path("status").asInt()).isEqualTo(200);
      assertThat(first.path("charged").toString()).isEqualTo("{\"analysis\":5000,\"retrieval\":7}");
      assertThat(first.path("rows").asInt()).isEqualTo(7);
      assertThat(first.at("/millis/upstream").asLong()).isPositive();
      assertThat(first.at("/millis/table").asLong()).isPositive();
      assertThat(first.at("/millis/total").asLong())
          .isGreaterThanOrEqualTo(first.at("/millis/upstream").asLong());
      assertThat(logs.stream().filter(line -> line.path("message").asText().contains(failed)))
          .as("the line of the failed report")
          .singleElement()
          .satisfies(line -> assertThat(line.path("reportId").asText()).isEqualTo(failed));

      assertThat(sum(metrics, "Calls")).isEqualTo(3);
      assertThat(sum(metrics, "Polls")).isEqualTo(report.at("/usage/polls").asLong());
      assertThat(sum(metrics, "AnalysisCharged")).isEqualTo(10_000);
      assertThat(sum(metrics, "RetrievalCharged")).isEqualTo(12);
      assertThat(sum(metrics, "Rows")).isEqualTo(12);
      assertThat(sum(metrics, "Reused")).isEqualTo(1);
      assertThat(sum(metrics, "Joined")).isEqualTo(1);
      assertThat(sum(metrics, "Queued")).isEqualTo(1);
      assertThat(sum(metrics, "Failures")).isEqualTo(1);
      assertThat(sum(metrics, "Bytes")).isPositive();
      assertThat(metrics.stream().filter(line -> line.has("Type")))
          .singleElement()
          .satisfies(line -> assertThat(line.path("Type").asText()).isEqualTo("upstream-refused"));
      long remainingUnits =
          metrics.stream()
              .filter(line -> line.has("AnalysisLeft"))
              .toList()
              .getLast()
              .path("AnalysisLeft")
              .asLong();
      assertThat(remainingUnits).isEqualTo(stack.majestic().analysisUnitsLeft());
      assertThat(metrics.stream().filter(line -> line.has("Duration"))).hasSameSizeAs(ids);
      assertThat(metrics.stream().filter(line -> line.has("OldestDue")))
          .hasSize(
              (int)
                  invocationLines(logs)
                      .filter(line -> line.path("kind").asText().equals("poll"))
                      .count());
      assertThat(lines.toString()).doesNotContain("canary-", "logs.example", "FullError");
    }
  }

  private static void assertLogFields(JsonNode line) {
    assertThat(line.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(line.path("level").asText()).isIn("INFO", "WARN", "ERROR");
    assertThat(line.path("logger").asText()).isNotEmpty();
    assertThat(line.path("message").isTextual()).isTrue();
    assertThat(line.path("coldStart").isBoolean()).isTrue();
  }

  @Test
  void failedInvocationLogsOutcomeAndCause() throws Exception {
    try (FunctionPool pool =
        stack.callerPool(Map.of("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1"))) {
      JsonNode problem = invoke(pool, "{\"target\": \"http://broken.logs.example/\"}");
      assertThat(problem.path("type").asText()).isEqualTo("/problems/internal");
      List<JsonNode> lines = lines(pool.processes().getFirst());
      assertThat(invocationLines(lines))
          .singleElement()
          .satisfies(line -> assertThat(line.path("outcome").asText()).isEqualTo("internal"));
      assertThat(lines.stream().filter(line -> line.has("exception")))
          .isNotEmpty()
          .allSatisfy(line -> {
            assertThat(line.path("requestId").asText()).isNotEmpty();
            assertThat(line.at("/exception/class").asText()).contains("Exception");
            assertThat(line.at("/exception/stack").asText()).contains("\n\tat ");
          });
      assertThat(sum(lines, "Failures")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WARN", "OFF"})
  void logLevelFiltersLogsButNotMetrics(String level) throws Exception {
    try (FunctionPool pool = pool(level)) {
      invoke(pool, "{\"action\": \"usage\"}");
      List<JsonNode> lines = lines(pool.processes().getFirst());
      assertThat(lines.stream().filter(line -> line.path("level").asText().equals("INFO")))
          .isEmpty();
      assertThat(lines.stream().filter(line -> line.has("Duration"))).hasSize(1);
    }
  }

  @Test
  void requestAndTraceIdsAreNotSentUpstream() throws Exception {
    try (FunctionPool pool = pool("INFO")) {
      invoke(pool, "{\"target\": \"http://rows-1.headers.example/\"}");
      Map<String, String> headers = stack.majestic().lastRequestHeaders();
      assertThat(headers.keySet())
          .isSubsetOf(
              "host",
              "content-type",
              "content-length",
              "accept",
              "accept-encoding",
              "user-agent",
              "connection");
      String id = pool.processes().getFirst().requestIds().getFirst();
      assertThat(headers.toString()).doesNotContain(id, id.replace("-", "").substring(8), "Root=");
    }
  }
}
