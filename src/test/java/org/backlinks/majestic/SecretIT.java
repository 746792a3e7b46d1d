package org.backlinks.majestic;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.problem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backlinks.local.Function;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.SecretsManager;
import org.backlinks.local.SharedStack;
import org.backlinks.local.Stack;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key out of Secrets Manager; each test has a secret, a key and a process of its own. */
class SecretIT {
  private static final SecretsManager SECRETS = SecretsManager.start();
  private static Stack stack;

  /** Another process, which needs no key. */
  private static FunctionPool other;

  private String id;
  private String key;
  private FunctionPool pool;
  private int targets;

  @BeforeAll
  static void start() {
    stack = Stack.start(Stack.Options.defaults().functions(1));
    other = stack.pool(Map.of());
  }

  @AfterAll
  static void stop() {
    stack.close();
    SECRETS.close();
  }

  @BeforeEach
  void begin(TestInfo test) {
    id = "backlinks/" + Integer.toHexString(test.getDisplayName().hashCode());
    key = "canary-secret-" + Integer.toHexString(test.getDisplayName().hashCode());
    majestic().rotate(key);
    pool = pool(Map.of());
  }

  private FunctionPool pool(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", SECRETS.endpoint().toString());
    all.put("MAJESTIC_SECRET", id);
    all.put("MAJESTIC_API_KEY", "");
    all.put("BACKLINKS_LOG_LEVEL", "DEBUG");
    all.put("BACKLINKS_POLL_FIRST", "PT0.2S");
    all.putAll(settings);
    return stack.pool(all);
  }

  /** No test's secrets are in an answer, in the table or in what the process wrote. */
  @AfterEach
  void nothingSecretIsTold() throws IOException {
    assertThat(logs()).doesNotContain("canary-secret", majestic().privateKey());
    assertThat(SharedStack.table(stack)).doesNotContain("canary-", "AWS4-HMAC");
    pool.close();
  }

  private static Majestic majestic() {
    return stack.majestic();
  }

  private String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Function function : pool.functions()) {
      text.append(Files.readString(function.logs()));
    }
    return text.toString();
  }

  private String target() {
    return "http://rows-3.%s-%d.example/".formatted(id.replace('/', '-'), ++targets);
  }

  private JsonNode ask(FunctionPool asked, String target) throws Exception {
    JsonNode answer = SharedStack.invoke(asked, "{\"target\": \"" + target + "\"}");
    assertThat(answer.toString()).doesNotContain("canary-", id);
    return answer;
  }

  private void isReady(JsonNode report) {
    assertThat(report.path("state").asText()).as(report.toString()).isEqualTo("ready");
    assertThat(report.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(report.at("/usage/charged/analysis").asLong()).isEqualTo(5_000);
  }

  private static long callsFor(String target) {
    return majestic().calls("GetTopBackLinks").stream()
        .filter(call -> target.equals(call.parameters().get("URL")))
        .count();
  }

  private static JsonNode today() throws Exception {
    return SharedStack.invoke(other, "{\"action\": \"usage\"}").path("today");
  }

  @Test
  void isReadWhenFirstNeededAndNotForWhatIsKept() throws Exception {
    SECRETS.put(id, key);
    String kept = target();
    try (FunctionPool keyed = pool(Map.of("MAJESTIC_API_KEY", key))) {
      isReady(ask(keyed, kept));
    }
    assertThat(SECRETS.reads(id)).as("the setting with the key itself wins").isZero();
    assertThat(ask(pool, kept).path("reused").booleanValue()).isTrue();
    assertThat(SECRETS.reads(id)).isZero();
    isReady(ask(pool, target()));
    isReady(ask(pool, target()));
    assertThat(SECRETS.reads(id)).isEqualTo(1);
  }

  @Test
  void mayBeJson() throws Exception {
    SECRETS.put(id, "{\"apiKey\": \"" + key + "\"}");
    isReady(ask(pool, target()));
  }

  @Test
  void mayBeThePairOfOpenApps() throws Exception {
    SECRETS.put(
        id,
        "{\"accessToken\": \"%s\", \"privateKey\": \"%s\"}"
            .formatted(majestic().accessToken(), majestic().privateKey()));
    isReady(ask(pool, target()));
  }

  @Test
  void aKeyThatIsReplacedWhileAProcessRunsFailsNoReport() throws Exception {
    SECRETS.put(id, key);
    isReady(ask(pool, target()));
    JsonNode before = today();

    SECRETS.put(id, "{\"apiKey\": \"" + key + "-2\"}");
    majestic().rotate(key + "-2");
    String target = target();
    isReady(ask(pool, target));
    assertThat(callsFor(target)).as("refused, and sent again with the new key").isEqualTo(2);
    isReady(ask(pool, target()));
    assertThat(SECRETS.reads(id)).isEqualTo(2);
    JsonNode after = today();
    assertThat(after.path("calls").asLong() - before.path("calls").asLong()).isEqualTo(2);
    assertThat(after.path("analysis").asLong() - before.path("analysis").asLong())
        .isEqualTo(10_000);
    assertThat(logs()).contains(id + " has another one");
  }

  @Test
  void reportsThatAreRefusedTogetherShareOneReading() throws Exception {
    SECRETS.put(id, key);
    isReady(ask(pool, target()));
    List<String> waiting = IntStream.range(0, 9).mapToObj(i -> target()).toList();
    for (String target : waiting) {
      SharedStack.invoke(pool, "{\"target\": \"" + target + "\", \"wait\": 0}");
    }
    SECRETS.put(id, key + "-2");
    majestic().rotate(key + "-2");
    JsonNode did = SharedStack.invoke(pool, "{\"action\": \"poll\"}");
    assertThat(did.path("ready").asInt()).as(did.toString()).isEqualTo(9);
    assertThat(SECRETS.reads(id)).isEqualTo(2);
    for (String target : waiting) {
      isReady(ask(pool, target));
      assertThat(callsFor(target)).isBetween(1L, 2L);
    }
  }

  @Test
  void aQueuedReportIsPolledWithTheNewKey() throws Exception {
    SECRETS.put(id, key);
    String target = "http://queued-1." + target().substring(7);
    String report = ask(pool, target).path("id").asText();
    SECRETS.put(id, key + "-2");
    majestic().rotate(key + "-2");
    JsonNode found;
    do {
      SharedStack.invoke(pool, "{\"action\": \"poll\"}");
      found = SharedStack.invoke(pool, "{\"action\": \"get\", \"id\": \"" + report + "\"}");
    } while (found.path("state").asText().equals("pending"));
    isReady(found);
    assertThat(found.at("/usage/polls").asInt()).isEqualTo(1);
  }

  @Test
  void aKeyThatStaysWrongIsReadAgainButOnceAMinute() throws Exception {
    SECRETS.put(id, "canary-secret-wrong");
    JsonNode before = today();
    for (int i = 0; i < 4; i++) {
      JsonNode problem = problem(ask(pool, target()), "upstream-refused", 502);
      assertThat(problem.path("retryable").booleanValue()).isFalse();
    }
    assertThat(SECRETS.reads(id)).isEqualTo(2);
    assertThat(today().path("analysis")).isEqualTo(before.path("analysis"));
    assertThat(logs()).contains(id + " has no other one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing | upstream-refused | ResourceNotFoundException",
        "denied | upstream-refused | AccessDeniedException",
        "empty | upstream-refused | it has no key",
        "other JSON | upstream-refused | it has no key",
        "no JSON | upstream-refused | it has no key",
        "no text | upstream-refused | it has no key",
        "broken | upstream-unavailable | InternalServiceError",
        "busy | upstream-unavailable | ThrottlingException",
        "silent | upstream-unavailable | "
      })
  void aSecretThatCannotBeUsedSpendsNothing(String how, String type, String why) throws Exception {
    switch (how) {
      case "denied" -> SECRETS.refuse(id, 400, "AccessDeniedException");
      case "empty" -> SECRETS.put(id, " ");
      case "other JSON" -> SECRETS.put(id, "{\"password\": \"canary-secret-other\"}");
      case "no JSON" -> SECRETS.put(id, "{canary-secret-broken");
      case "no text" -> SECRETS.putBinary(id, "Y2FuYXJ5LXNlY3JldA==");
      case "broken" -> SECRETS.refuse(id, 500, "InternalServiceError");
      case "busy" -> SECRETS.refuse(id, 400, "ThrottlingException");
      case "silent" -> SECRETS.silence(id);
      default -> assertThat(how).isEqualTo("nothing");
    }
    JsonNode before = today();
    String target = target();
    JsonNode problem =
        problem(ask(pool, target), type, type.equals("upstream-refused") ? 502 : 503);
    assertThat(problem.path("detail").asText()).contains("MAJESTIC_SECRET");
    assertThat(callsFor(target)).isZero();
    assertThat(today().path("analysis")).isEqualTo(before.path("analysis"));
    assertThat(logs().lines().filter(line -> line.contains("ERROR")).collect(joining()))
        .contains("MAJESTIC_SECRET", id)
        .contains(why == null ? "" : why);
  }

  @Test
  void aSecretThatIsMendedHealsWithTheNextProcess() throws Exception {
    SECRETS.refuse(id, 400, "AccessDeniedException");
    String target = target();
    problem(ask(pool, target), "upstream-refused", 502);
    SECRETS.put(id, key);
    try (FunctionPool next = pool(Map.of())) {
      isReady(ask(next, target));
    }
  }
}
