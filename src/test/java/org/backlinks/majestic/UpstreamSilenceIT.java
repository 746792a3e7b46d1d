package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.problem;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;
import static org.backlinks.majestic.UpstreamFaultsIT.isKeptAsFailed;
import static org.backlinks.majestic.UpstreamFaultsIT.succeedsWithOneMoreCall;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.majestic.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstream says nothing, or not enough, or is not there at all. */
class UpstreamSilenceIT {
  private static final Duration LONGER = Duration.ofSeconds(8);

  private static FunctionPool impatient;

  @BeforeAll
  static void start() {
    impatient = stack().pool(Map.of("MAJESTIC_TIMEOUT", "PT2S"));
  }

  @AfterAll
  static void close() {
    impatient.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 98})
  void aBodyThatStallsIsATimeOut(int percent) throws Exception {
    isATimeOut("stall-" + percent, new Behaviour.StallAt(percent, LONGER));
  }

  @Test
  void headersThatDoNotComeAreATimeOut() throws Exception {
    isATimeOut("headers", new Behaviour.SlowHeaders(LONGER));
  }

  @Test
  void aBodyThatPausesForLessIsRead() throws Exception {
    String target = "http://rows-9.pause.silence.example/";
    stack().majestic().on(target, new Behaviour.StallAt(50, Duration.ofMillis(700)));
    JsonNode answer = invoke(impatient, "{\"target\": \"" + target + "\"}");
    assertThat(answer.path("backlinks")).as(answer.toString()).hasSize(9);
  }

  private static void isATimeOut(String name, Behaviour behaviour) throws Exception {
    String target = "http://rows-9." + name + ".silence.example/";
    stack().majestic().on(target, behaviour, new Behaviour.Rows());
    JsonNode problem =
        problem(invoke(impatient, "{\"target\": \"" + target + "\"}"), "upstream-timeout", 504);
    assertThat(problem.path("retryable").booleanValue()).isTrue();
    isKeptAsFailed(problem, "upstream-timeout");
    assertThat(upstreamCalls(target)).hasSize(1);
    succeedsWithOneMoreCall(target, problem.path("report").asText());
  }

  @Test
  void aClosedPortIsAnUnavailableUpstream() throws Exception {
    String target = "http://rows-9.closed.silence.example/";
    try (FunctionPool pool = stack().pool(Map.of("MAJESTIC_URL", closedPort()))) {
      JsonNode problem =
          problem(invoke(pool, "{\"target\": \"" + target + "\"}"), "upstream-unavailable", 503);
      assertThat(problem.path("retryable").booleanValue()).isTrue();
      isKeptAsFailed(problem, "upstream-unavailable");
      assertThat(upstreamCalls(target)).isEmpty();
      succeedsWithOneMoreCall(target, problem.path("report").asText());
    }
  }

  @Test
  void aHostThatDoesNotExistIsAnUnavailableUpstream() throws Exception {
    String target = "http://rows-9.no-host.silence.example/";
    try (FunctionPool pool = stack().pool(Map.of("MAJESTIC_URL", "http://upstream.invalid"))) {
      JsonNode problem =
          problem(invoke(pool, "{\"target\": \"" + target + "\"}"), "upstream-unavailable", 503);
      isKeptAsFailed(problem, "upstream-unavailable");
    }
  }

  private static String closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }
}
