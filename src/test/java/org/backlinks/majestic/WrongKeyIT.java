package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.problem;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;
import static org.backlinks.majestic.UpstreamFaultsIT.isKeptAsFailed;
import static org.backlinks.majestic.UpstreamFaultsIT.succeedsWithOneMoreCall;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.backlinks.local.FunctionPool;
import org.junit.jupiter.api.Test;

/**
 * Upstream repeats a wrong key in clear text, and sends a stack trace along; we do not. The run's
 * own watch searches all that comes out.
 */
class WrongKeyIT {
  /** With marks that change when a text is encoded. */
  private static final String CANARY = "qzxwvkjq-wrong qzxwvkjq+42/qzxwvkjq";

  @Test
  void aWrongKeyIsRepeatedNowhere() throws Exception {
    isRefused("key", Map.of("MAJESTIC_API_KEY", CANARY));
  }

  @Test
  void wrongTokensAreRepeatedNowhere() throws Exception {
    isRefused(
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
  void theLoudestLogDoesNotRepeatItEither() throws Exception {
    isRefused("loud", Map.of("MAJESTIC_API_KEY", CANARY, "BACKLINKS_LOG_LEVEL", "DEBUG"));
  }

  @Test
  void withoutAKeyNothingIsSent() throws Exception {
    String target = "http://rows-9.none.keys.example/";
    try (FunctionPool pool = stack().pool(Map.of("MAJESTIC_API_KEY", ""))) {
      JsonNode problem =
          problem(invoke(pool, "{\"target\": \"" + target + "\"}"), "upstream-refused", 502);
      assertThat(problem.path("detail").asText()).contains("MAJESTIC_API_KEY");
    }
    assertThat(upstreamCalls(target)).isEmpty();
    succeedsWithOneMoreCall(target, "");
  }

  private static void isRefused(String name, Map<String, String> settings) throws Exception {
    String target = "http://rows-9." + name + ".keys.example/";
    try (FunctionPool pool = stack().pool(settings)) {
      JsonNode problem =
          problem(invoke(pool, "{\"target\": \"" + target + "\"}"), "upstream-refused", 502);
      assertThat(problem.path("retryable").booleanValue()).isFalse();
      isKeptAsFailed(problem, "upstream-refused");
      assertThat(upstreamCalls(target)).hasSize(1);
      succeedsWithOneMoreCall(target, problem.path("report").asText());
    }
  }
}
