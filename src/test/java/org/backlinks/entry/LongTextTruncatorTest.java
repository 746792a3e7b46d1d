package org.backlinks.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTextTruncatorTest {
  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "\uD83D\uDE00", "\\n", "\\\"", "\\\\", "\\u00e9"})
  void longTextKeepsItsFirstCharacters(String character) throws IOException {
    int length = LongTextTruncator.MAX_TEXT_LENGTH;
    String longest = "[\"" + character.repeat(length) + "\",\"a\"]";
    assertThat(truncate(longest)).isEqualTo(longest);
    String tooLong = "[\"" + character.repeat(length + 10) + "\",\"a\"]";
    assertThat(truncate(tooLong)).isEqualTo(longest);
  }

  @Test
  void textsAreCountedOneByOne() throws IOException {
    String json = "{\"a\":\"" + "x".repeat(LongTextTruncator.MAX_TEXT_LENGTH) + "\"}";
    String both = "[" + json + "," + " ".repeat(2_000_000) + json + "]";
    try (LongTextTruncator in =
        new LongTextTruncator(new ByteArrayInputStream(both.getBytes(UTF_8)))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(both);
      assertThat(in.hasTruncated()).isFalse();
    }
  }

  private static String truncate(String json) throws IOException {
    try (LongTextTruncator in =
        new LongTextTruncator(new ByteArrayInputStream(json.getBytes(UTF_8)))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
