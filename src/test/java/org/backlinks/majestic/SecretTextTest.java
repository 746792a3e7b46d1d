package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "the key",
        " the key\n",
        "{\"apiKey\": \"the key\"}",
        "{\"note\": {\"apiKey\": \"no\"}, \"apiKey\": \" the key \", \"n\": [1, 2]}",
        "{\"apiKey\": \"the key\", \"accessToken\": \"a\", \"privateKey\": \"b\"}"
      })
  void isAPlainKeyOrAMemberOfAnObject(String text) {
    assertThat(SecretText.key(text)).isEqualTo(new Key.ApiKey("the key"));
  }

  @Test
  void mayBeThePairOfOpenApps() {
    assertThat(SecretText.key("{\"accessToken\": \"a\", \"privateKey\": \"b\", \"apiKey\": \"\"}"))
        .isEqualTo(new Key.OpenApps("a", "b"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " \n",
        "{}",
        "{",
        "{\"apiKey\": \"cut",
        "{\"apiKey\": 7}",
        "{\"apiKey\": \" \"}",
        "{\"apikey\": \"the key\"}",
        "{\"accessToken\": \"a\"}",
        "{\"privateKey\": \"b\"}",
        "{\"apiKey\": \"the key\"} {}",
        "{\"apiKey\": \"the key\"}]"
      })
  void anythingElseHasNoKey(String text) {
    assertThat(SecretText.key(text)).isNull();
  }
}
