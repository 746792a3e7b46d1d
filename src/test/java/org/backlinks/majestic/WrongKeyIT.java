package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.problem;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.logs;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.table;
import static org.backlinks.local.SharedStack.upstreamCalls;
import static org.backlinks.majestic.UpstreamFaultsIT.isKeptAsFailed;
import static org.backlinks.majestic.UpstreamFaultsIT.succeedsWithOneMoreCall;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.backlinks.local.FunctionPool;
import org.junit.jupiter.api.Test;

/** Upstream repeats a wrong key in clear text; we do not. */
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
      byte[] question = ("{\"target\": \"" + target + "\"}").getBytes(StandardCharsets.UTF_8);
      String answer = new String(pool.invoke(question), StandardCharsets.UTF_8);
      JsonNode problem = problem(JSON.readTree(answer), "upstream-refused", 502);
      assertThat(problem.path("retryable").booleanValue()).isFalse();
      String report =
          invoke(pool, "{\"action\": \"get\", \"id\": \"" + problem.path("report").asText() + "\"}")
              .toString();
      assertThat(answer + report).contains("upstream-refused").satisfies(WrongKeyIT::isClean);
      assertThat(table()).contains(target).satisfies(WrongKeyIT::isClean);
      assertThat(logs()).contains("upstream-refused").satisfies(WrongKeyIT::isClean);
      isKeptAsFailed(problem, "upstream-refused");
      assertThat(upstreamCalls(target)).hasSize(1);
      succeedsWithOneMoreCall(target, problem.path("report").asText());
    }
  }

  /** Neither a key, wrong or right, nor the stack trace that upstream sends along. */
  private static void isClean(String text) {
    assertThat(text)
        .doesNotContainIgnoringCase("qzxwvkjq")
        .doesNotContain(stack().majestic().key(), "CommandRunner", "D:\\builds");
  }
}
