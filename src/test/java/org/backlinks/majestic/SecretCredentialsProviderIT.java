package org.backlinks.majestic;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backlinks.local.FakeSecretsManager;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.FunctionProcess;
import org.backlinks.local.LocalStack;
import org.backlinks.local.SharedStack;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials from Secrets Manager. Each test has its own secret, key and process. */
class SecretCredentialsProviderIT {
  private static final FakeSecretsManager SECRETS = FakeSecretsManager.start();
  private static LocalStack stack;

  /** A process that needs no key. */
  private static FunctionPool other;

  private String id;
  private String key;
  private FunctionPool pool;
  private int targets;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(1));
    other = stack.callerPool(Map.of());
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
    majestic().rotateKey(key);
    pool = pool(Map.of());
  }

  private FunctionPool pool(Map<String, String> settings) {
    Map<String, String> allSettings = new HashMap<>();
    allSettings.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", SECRETS.endpoint().toString());
    allSettings.put("MAJESTIC_SECRET", id);
    allSettings.put("MAJESTIC_API_KEY", "");
    allSettings.put("BACKLINKS_LOG_LEVEL", "DEBUG");
    allSettings.put("BACKLINKS_POLL_FIRST", "PT0.2S");
    allSettings.putAll(settings);
    return stack.callerPool(allSettings);
  }

  /** Checks that no item of the table and no log line of the process contains a secret. */
  @AfterEach
  void assertNoSecretIsExposed() throws IOException {
    assertThat(logs()).doesNotContain("canary-secret", majestic().privateKey());
    assertThat(SharedStack.tableText(stack)).doesNotContain("canary-", "AWS4-HMAC");
    pool.close();
  }

  private static FakeMajestic majestic() {
    return stack.majestic();
  }

  private String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    for (FunctionProcess function : pool.processes()) {
      text.append(Files.readString(function.logFile()));
    }
    return text.toString();
  }

  private String target() {
    return "http://rows-3.%s-%d.example/".formatted(id.replace('/', '-'), ++targets);
  }

  private JsonNode ask(FunctionPool process, String target) throws Exception {
    JsonNode answer = SharedStack.invoke(process, "{\"target\": \"" + target + "\"}");
    assertThat(answer.toString()).doesNotContain("canary-", id);
    return answer;
  }

  private void assertReady(JsonNode report) {
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
  void secretIsReadOnceWhenUpstreamIsFirstCalled() throws Exception {
    SECRETS.put(id, key);
    String storedTarget = target();
    try (FunctionPool keyed = pool(Map.of("MAJESTIC_API_KEY", key))) {
      assertReady(ask(keyed, storedTarget));
    }
    assertThat(SECRETS.readCount(id)).as("reads when the setting has the key itself").isZero();
    assertThat(ask(pool, storedTarget).path("reused").booleanValue()).isTrue();
    assertThat(SECRETS.readCount(id)).isZero();
    assertReady(ask(pool, target()));
    assertReady(ask(pool, target()));
    assertThat(SECRETS.readCount(id)).isEqualTo(1);
  }

  @Test
  void secretMayBeJson() throws Exception {
    SECRETS.put(id, "{\"apiKey\": \"" + key + "\"}");
    assertReady(ask(pool, target()));
  }

  @Test
  void secretMayHaveAByteOrderMark() throws Exception {
    SECRETS.put(id, "\uFEFF" + key + "\r\n");
    assertReady(ask(pool, target()));
    SECRETS.put(id, "\uFEFF{\"apiKey\": \"\uFEFF" + key + "\"}");
    try (FunctionPool second = pool(Map.of())) {
      assertReady(ask(second, target()));
    }
  }

  @Test
  void secretMayBeOpenAppsCredentials() throws Exception {
    SECRETS.put(
        id,
        "{\"accessToken\": \"%s\", \"privateKey\": \"%s\"}"
            .formatted(majestic().accessToken(), majestic().privateKey()));
    assertReady(ask(pool, target()));
  }

  @Test
  void reportSucceedsWhenTheKeyIsRotated() throws Exception {
    SECRETS.put(id, key);
    assertReady(ask(pool, target()));
    JsonNode before = today();

    SECRETS.put(id, "{\"apiKey\": \"" + key + "-2\"}");
    majestic().rotateKey(key + "-2");
    String target = target();
    assertReady(ask(pool, target));
    assertThat(callsFor(target))
        .as("a refused call and its repetition with the new key")
        .isEqualTo(2);
    assertReady(ask(pool, target()));
    assertThat(SECRETS.readCount(id)).isEqualTo(2);
    JsonNode after = today();
    assertThat(after.path("calls").asLong() - before.path("calls").asLong()).isEqualTo(2);
    assertThat(after.path("analysis").asLong() - before.path("analysis").asLong())
        .isEqualTo(10_000);
    assertThat(logs()).contains(id + " has another key");
  }

  @Test
  void concurrentlyRefusedReportsShareOneSecretRead() throws Exception {
    SECRETS.put(id, key);
    assertReady(ask(pool, target()));
    List<String> waiting = IntStream.range(0, 9).mapToObj(i -> target()).toList();
    for (String target : waiting) {
      SharedStack.invoke(pool, "{\"target\": \"" + target + "\", \"wait\": 0}");
    }
    SECRETS.put(id, key + "-2");
    majestic().rotateKey(key + "-2");
    JsonNode summary = SharedStack.invoke(pool, "{\"action\": \"poll\"}");
    assertThat(summary.path("ready").asInt()).as(summary.toString()).isEqualTo(9);
    assertThat(SECRETS.readCount(id)).isEqualTo(2);
    for (String target : waiting) {
      assertReady(ask(pool, target));
      assertThat(callsFor(target)).isBetween(1L, 2L);
    }
  }

  @Test
  void queuedReportIsPolledWithTheRotatedKey() throws Exception {
    SECRETS.put(id, key);
    String target = "http://queued-1." + target().substring(7);
    String report = ask(pool, target).path("id").asText();
    SECRETS.put(id, key + "-2");
    majestic().rotateKey(key + "-2");
    JsonNode found;
    do {
      SharedStack.invoke(pool, "{\"action\": \"poll\"}");
      found = SharedStack.invoke(pool, "{\"action\": \"get\", \"id\": \"" + report + "\"}");
    } while (found.path("state").asText().equals("pending"));
    assertReady(found);
    assertThat(found.at("/usage/polls").asInt()).isEqualTo(1);
  }

  @Test
  void secretIsReadAgainOncePerMinuteWhenTheKeyStaysWrong() throws Exception {
    SECRETS.put(id, "canary-secret-wrong");
    JsonNode before = today();
    for (int i = 0; i < 4; i++) {
      JsonNode problem = assertProblem(ask(pool, target()), "upstream-refused", 502);
      assertThat(problem.path("retryable").booleanValue()).isFalse();
    }
    assertThat(SECRETS.readCount(id)).isEqualTo(2);
    assertThat(today().path("analysis")).isEqualTo(before.path("analysis"));
    assertThat(logs()).contains(id + " has no other key");
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
  void reportSpendsNothingWhenTheSecretIsUnusable(String fault, String type, String expectedLog)
      throws Exception {
    switch (fault) {
      case "denied" -> SECRETS.failReads(id, 400, "AccessDeniedException");
      case "empty" -> SECRETS.put(id, " ");
      case "other JSON" -> SECRETS.put(id, "{\"password\": \"canary-secret-other\"}");
      case "no JSON" -> SECRETS.put(id, "{canary-secret-broken");
      case "no text" -> SECRETS.putBinary(id, "Y2FuYXJ5LXNlY3JldA==");
      case "broken" -> SECRETS.failReads(id, 500, "InternalServiceError");
      case "busy" -> SECRETS.failReads(id, 400, "ThrottlingException");
      case "silent" -> SECRETS.ignoreReads(id);
      default -> assertThat(fault).isEqualTo("nothing");
    }
    JsonNode before = today();
    String target = target();
    JsonNode problem =
        assertProblem(ask(pool, target), type, type.equals("upstream-refused") ? 502 : 503);
    assertThat(problem.path("detail").asText()).contains("MAJESTIC_SECRET");
    assertThat(callsFor(target)).isZero();
    assertThat(today().path("analysis")).isEqualTo(before.path("analysis"));
    assertThat(logs().lines().filter(line -> line.contains("ERROR")).collect(joining()))
        .contains("MAJESTIC_SECRET", id)
        .contains(expectedLog == null ? "" : expectedLog);
  }

  @Test
  void nextProcessSucceedsWhenTheSecretIsRepaired() throws Exception {
    SECRETS.failReads(id, 400, "AccessDeniedException");
    String target = target();
    assertProblem(ask(pool, target), "upstream-refused", 502);
    SECRETS.put(id, key);
    try (FunctionPool next = pool(Map.of())) {
      assertReady(ask(next, target));
    }
  }
}
