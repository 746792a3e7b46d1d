package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.backlinks.local.ApiGateway;
import org.backlinks.local.ApiGatewayServer;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.TableFault;
import org.backlinks.local.TableProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A table that does not answer. The function answers callers in time, and pays for no report that
 * it could not claim.
 */
class SlowTableIT {
  /** A busy machine needs more than the second that an answer may take after the caller's wait. */
  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  private static TableProxy table;
  private static FunctionPool pool;
  private static ApiGatewayServer front;

  @BeforeAll
  static void start() throws IOException {
    table = TableProxy.startFor(FastPollingStack.stack().dynamo());
    pool =
        FastPollingStack.stack()
            .callerPool(Map.of("AWS_ENDPOINT_URL_DYNAMODB", table.uri().toString()));
    front = ApiGatewayServer.start(ApiGateway.httpApi(), 0, pool);
  }

  @AfterAll
  static void stop() {
    front.close();
    pool.close();
    table.close();
  }

  @BeforeEach
  void warmUp() {
    new DirectInvoker(pool).invoke(question("http://rows-1.warm.example.com/"));
    FastPollingStack.majestic().resetCalls();
  }

  @AfterEach
  void removeTableFaults() {
    table.setRule(request -> Optional.empty());
  }

  @Test
  void callerGetsProblemOneSecondAfterItsWaitWhenTableStalls() {
    table.setRule(request -> Optional.of(TableFault.STALLED));
    Instant start = Instant.now();
    JsonNode problem =
        new DirectInvoker(pool).invoke(question("http://stalled.example.com/").put("wait", 0));
    assertThat(Duration.between(start, Instant.now()))
        .isLessThan(Duration.ofSeconds(1).plus(TOLERANCE));
    assertThat(problem.path("type").asText()).isEqualTo("/problems/internal");
    assertThat(problem.path("retryable").asBoolean()).isTrue();
    assertThat(FastPollingStack.majestic().paidCalls()).isEmpty();
  }

  @Test
  void gatewayCallerGetsLastKnownReportWhenTableStalls() {
    table.setRule(request ->
        request.kind().equals("GetItem report") || request.operation().equals("UpdateItem")
            ? Optional.of(TableFault.STALLED)
            : Optional.empty());
    Instant start = Instant.now();
    Response answer =
        new GatewayClient(front)
            .post(
                "{\"target\": \"http://rows-6000.known.example.com/\", \"wait\": 2,"
                    + " \"maxBacklinks\": 6000}");
    assertThat(Duration.between(start, Instant.now()))
        .isLessThan(Duration.ofSeconds(3).plus(TOLERANCE));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.path("id").toString()).matches("[0-9a-f]{32}");
  }

  @Test
  void gatewayCallerGetsProblemWhenReadTakesTooLong() {
    table.setRule(request -> Optional.of(TableFault.STALLED));
    Instant start = Instant.now();
    Response answer = new GatewayClient(front).getReport("0".repeat(32));
    assertThat(Duration.between(start, Instant.now()))
        .isLessThan(Duration.ofSeconds(26).plus(TOLERANCE));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.path("type").toString()).isEqualTo("/problems/internal");
  }
}
