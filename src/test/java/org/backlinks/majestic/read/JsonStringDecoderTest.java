package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStringDecoderTest {
  private final JsonStringDecoder decoder = new JsonStringDecoder();

  @ParameterizedTest
  @CsvSource({
    "tea, tea",
    "\\\"\\\\\\/, \"\\/",
    "\\u0041\\u00e4\\u05D0, A\u00e4\u05d0",
    "\\ud83e\\uded6, \ud83e\uded6",
    "\\uDBFF\\uDFFF!, \udbff\udfff!",
    "x\\u20acy, x\u20acy"
  })
  void escapeBecomesItsCharacter(String written, String text) {
    assertThat(decode(written)).isEqualTo(text);
    assertThat(decoder.replacedCount()).isZero();
  }

  @Test
  void escapedControlCharacterIsKept() {
    assertThat(decode("\\b\\f\\n\\r\\t\\u0000\\u001F")).isEqualTo("\b\f\n\r\t\u0000\u001f");
    assertThat(decoder.replacedCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "\\ud83e, \ufffd, 1",
    "\\ud83ex, \ufffdx, 1",
    "\\ud83e\\n, '\ufffd\n', 1",
    "\\ud83e\\u0041, \ufffdA, 1",
    "\\uded6, \ufffd, 1",
    "\\uded6\\ud83e, \ufffd\ufffd, 2",
    "\\ud83e\\ud83e\\uded6, \ufffd\ud83e\uded6, 1",
    "\\ufffe\\uFFFF, \ufffd\ufffd, 2",
    "\\ufffd, \ufffd, 0"
  })
  void unpairedSurrogateAndNoncharacterAreReplaced(String written, String text, int count) {
    assertThat(decode(written)).isEqualTo(text);
    assertThat(decoder.replacedCount()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({
    "ff, 1",
    "80, 1",
    "c0 80, 2",
    "c3, 1",
    "e2 82, 1",
    "f0 9f ab, 1",
    "ed a0 80, 1",
    "ef bf be, 1",
    "f5 80, 2",
    "00, 1",
    "1f, 1"
  })
  void invalidBytesAreReplaced(String hex, int count) {
    StringBuilder bytes = new StringBuilder();
    for (String pair : hex.split(" ")) {
      bytes.append((char) Integer.parseInt(pair, 16));
    }
    byte[] written = ("a" + bytes + "\\nb").getBytes(ISO_8859_1);
    String replaced = "\ufffd".repeat(count);
    assertThat(decode(written, true)).isEqualTo("a" + replaced + "\nb");
    assertThat(repair(written)).isEqualTo("a" + replaced + "\\nb");
    assertThat(decoder.replacedCount()).isEqualTo(2L * count);
  }

  @Test
  void lineEndAndTabAreKept() {
    byte[] written = "a\tb\r\nc\u0001".getBytes(UTF_8);
    assertThat(decode(written, true)).isEqualTo("a\tb\r\nc\ufffd");
  }

  @Property(tries = 2_000)
  void anyBytesBecomeWhatThePlatformDecodes(@ForAll byte[] bytes) {
    String latin = new String(bytes, ISO_8859_1).replaceAll("[\\\\\\x00-\\x1F]", "x");
    byte[] written = latin.getBytes(ISO_8859_1);
    long countBefore = decoder.replacedCount();
    String expected = new String(written, UTF_8).replaceAll("[\\uFFFE\\uFFFF]", "\ufffd");
    assertThat(decode(written, true)).isEqualTo(expected);
    int validReplacements = latin.split("\u00ef\u00bf\u00bd", -1).length - 1;
    assertThat(decoder.replacedCount() - countBefore)
        .isEqualTo(expected.chars().filter(c -> c == 0xFFFD).count() - validReplacements);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void invalidTextIsCutBetweenCharacters(int start) {
    String text = "x".repeat(start) + "\ud83e\uded6".repeat(50_000);
    String repaired = decode(text.getBytes(UTF_8), true);
    assertThat(text).startsWith(repaired);
    assertThat(repaired.getBytes(UTF_8)).hasSizeBetween((1 << 17) - 3, 1 << 17);
  }

  @Test
  void validTextIsNeverCut() {
    String text = "\\n" + "x".repeat(1_000_000);
    assertThat(decode(text)).hasSize(1_000_001);
    assertThat(decode("\\t")).isEqualTo("\t");
  }

  @ParameterizedTest
  @CsvSource({"0041, 65", "00e4, 228", "FFFF, 65535", "g000, -1", "00 0, -1", "\u0661000, -1"})
  void hexadecimalNumberIsParsed(String digits, int value) {
    assertThat(JsonStringDecoder.parseHex(digits.getBytes(UTF_8), 0)).isEqualTo(value);
  }

  private String decode(String written) {
    return decode(written.getBytes(UTF_8), false);
  }

  private String decode(byte[] written, boolean isInvalid) {
    ByteSlice text = new ByteSlice();
    decoder.decode(written, 0, written.length, isInvalid, text);
    return text.asText();
  }

  private String repair(byte[] written) {
    ByteSlice text = new ByteSlice();
    decoder.repair(written, 0, written.length, text);
    return text.asText();
  }
}
