package org.backlinks.majestic.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRedactorTest {
  private static final String KEY = "s3cret/k+y";
  private static final List<String> SECRETS = List.of(KEY, "");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "API Key does not appear to be correct: API_KEY - 's3cret/k+y'",
        "No: s3cret/k+y.",
        "No: S3CRET/K+Y.",
        "No: s3cret%2Fk%2By.",
        "No: s3cret%2fk%2by.",
        "s3cret/k+ys3cret/k+y",
        "?app_api_key=s3cret%2Fk%2By&x=1"
      })
  void keyIsRedactedInEveryForm(String message) {
    assertThat(MessageRedactor.redact(message, SECRETS))
        .contains("***")
        .doesNotContainIgnoringCase("s3cret")
        .doesNotContainIgnoringCase("k+y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "API Key does not appear to be correct: API_KEY - 'other-1'",
        "Access token does not appear to be correct: ACCESS_TOKEN - 'other-1'",
        "The KEY \"other-1\" is wrong",
        "Key 'a' or token 'other-1'",
        "That key isn't known: 'other-1'"
      })
  void quotationIsRedactedWhenTheMessageMentionsKeys(String message) {
    assertThat(MessageRedactor.redact(message, SECRETS)).contains("***").doesNotContain("other-1");
  }

  @Test
  void otherTextIsUnchanged() {
    String message = "Unknown index 'latest', try \"fresh\": $1 \\ 100%";
    assertThat(MessageRedactor.redact(message, SECRETS)).isEqualTo(message);
  }

  @Test
  void redactedMessageIsOneLine() {
    assertThat(MessageRedactor.redact(" a\r\nb\t\u0000c\u001b[31m\n", SECRETS))
        .isEqualTo("a b c [31m");
  }

  @Test
  void redactedMessageIsTruncatedWhenLong() {
    String redacted = MessageRedactor.redact("x".repeat(5_000), SECRETS);
    assertThat(redacted).hasSize(301).endsWith("x…");
    assertThat(MessageRedactor.redact("x".repeat(300), SECRETS)).isEqualTo("x".repeat(300));
  }

  @Test
  void redactedMessageIsTruncatedBetweenCharacters() {
    String redacted = MessageRedactor.redact("x" + "\ud83d\ude00".repeat(400), SECRETS);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(redacted)).isTrue();
  }

  @Test
  void keyIsRedactedWhenItCrossesTheTruncation() {
    String redacted = MessageRedactor.redact("x".repeat(295) + KEY, SECRETS);
    assertThat(redacted).doesNotContain("s3c");
  }
}
