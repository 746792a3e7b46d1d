package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;
import static org.backlinks.majestic.UpstreamFaultsIT.assertStoredAsFailed;
import static org.backlinks.majestic.UpstreamFaultsIT.assertSucceedsWithOneMoreCall;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.backlinks.local.FunctionPool;
import org.junit.jupiter.api.Test;

/**
 * Upstream repeats a wrong key in clear text and sends a stack trace. The program shows neither.
 * The auditor of the test run searches all output for them.
 */
class WrongKeyIT {
  /** A key with characters that change when a text is encoded. */
  private static final String CANARY = "qzxwvkjq-wrong qzxwvkjq+42/qzxwvkjq";

  @Test
  void wrongKeyIsNotExposed() throws Exception {
    assertRefused("key", Map.of("MAJESTIC_API_KEY", CANARY));
  }

  @Test
  void wrongTokensAreNotExposed() throws Exception {
    assertRefused(
        "tokens",
        Map.of(
            "MAJESTIC_API_KEY",
            "",
            "MAJESTIC_ACCESS_TOKEN",
            CANARY,
            "MAJESTIC_PRIVATE_KEY",
            CANARY + "-private"));
  }

  @Test
  void debugLogDoesNotExposeTheKey() throws Exception {
    assertRefused("loud", Map.of("MAJESTIC_API_KEY", CANARY, "BACKLINKS_LOG_LEVEL", "DEBUG"));
  }

  @Test
  void nothingIsSentWithoutAKey() throws Exception {
    String target = "http://rows-9.none.keys.example/";
    try (FunctionPool pool = stack().callerPool(Map.of("MAJESTIC_API_KEY", ""))) {
      JsonNode problem =
          assertProblem(invoke(pool, "{\"target\": \"" + target + "\"}"), "upstream-refused", 502);
      assertThat(problem.path("detail").asText()).contains("MAJESTIC_API_KEY");
    }
    assertThat(upstreamCalls(target)).isEmpty();
    assertSucceedsWithOneMoreCall(target, "");
  }

  private static void assertRefused(String name, Map<String, String> settings) throws Exception {
    String target = "http://rows-9." + name + ".keys.example/";
    try (FunctionPool pool = stack().callerPool(settings)) {
      JsonNode problem =
          assertProblem(invoke(pool, "{\"target\": \"" + target + "\"}"), "upstream-refused", 502);
      assertThat(problem.path("retryable").booleanValue()).isFalse();
      assertStoredAsFailed(problem, "upstream-refused");
      assertThat(upstreamCalls(target)).hasSize(1);
      assertSucceedsWithOneMoreCall(target, problem.path("report").asText());
    }
  }
}
