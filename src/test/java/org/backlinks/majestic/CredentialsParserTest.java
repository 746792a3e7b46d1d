package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "the key",
        " the key\n",
        "{\"apiKey\": \"the key\"}",
        "{\"note\": {\"apiKey\": \"no\"}, \"apiKey\": \" the key \", \"n\": [1, 2]}",
        "{\"apiKey\": \"the key\", \"accessToken\": \"a\", \"privateKey\": \"b\"}",
        "\uFEFFthe key\n",
        "\uFEFF\uFEFFthe key",
        " \uFEFFthe key",
        "\uFEFF the key",
        "\u00EF\u00BB\u00BFthe key\r\n",
        "\uFEFF{\"apiKey\": \"the key\"}",
        "\uFEFF\r\n{\"apiKey\": \"the key\"}",
        "\u00EF\u00BB\u00BF{\"apiKey\": \"the key\"}",
        "{\"apiKey\": \"\uFEFFthe key\"}",
        "{\"apiKey\": \"\\uFEFFthe key\"}",
        "\uFEFF{\"apiKey\": \" \uFEFFthe key\"}"
      })
  void keyIsParsedFromTextOrJson(String text) {
    assertThat(CredentialsParser.parse(text)).isEqualTo(new Credentials.ApiKey("the key"));
  }

  @Test
  void openAppsCredentialsAreParsed() {
    assertThat(
            CredentialsParser.parse(
                "{\"accessToken\": \"a\", \"privateKey\": \"b\", \"apiKey\": \"\"}"))
        .isEqualTo(new Credentials.OpenApps("a", "b"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " \n",
        "\uFEFF",
        "\uFEFF \n",
        "{\"apiKey\": \"\uFEFF\"}",
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
  void otherTextHasNoCredentials(String text) {
    assertThat(CredentialsParser.parse(text)).isNull();
  }
}
