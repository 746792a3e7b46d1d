package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.backlinks.majestic.http.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStringReaderTest {
  private final ByteSlice text = new ByteSlice();

  @Test
  void plainStringStaysInTheBuffer() throws IOException {
    InputBuffer buffer = buffer("\"tea\u00e4\ud83e\uded6\"!".getBytes(UTF_8), 100);
    JsonStringReader reader = reader(buffer);
    reader.read(text);
    assertThat(text.asText()).isEqualTo("tea\u00e4\ud83e\uded6");
    assertThat(text.array()).isSameAs(buffer.bytes());
    assertThat(reader.isVerbatim()).isTrue();
    assertThat(buffer.peek(0)).isEqualTo('!');
  }

  @Test
  void emptyStringIsRead() throws IOException {
    reader("\"\"").read(text);
    assertThat(text.length()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000})
  void stringIsReadAlikeWhenItArrivesInPieces(int pieceSize) throws IOException {
    String written = "\"" + "a\u00e9\u05d0\ud83e\uded6\\n\\ud83e\\uded6\\\"".repeat(50) + "\"\"b\"";
    JsonStringReader reader = reader(buffer(written.getBytes(UTF_8), pieceSize));
    reader.read(text);
    assertThat(text.asText()).isEqualTo("a\u00e9\u05d0\ud83e\uded6\n\ud83e\uded6\"".repeat(50));
    reader.read(text);
    assertThat(text.asText()).isEqualTo("b");
    assertThat(reader.replacedCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1_000})
  void invalidBytesAreReplacedWhereverThePieceEnds(int pieceSize) throws IOException {
    byte[] written = "\"a\u00ffb\u00c3\u00a9\u00c3\u00edc\u0001\"".getBytes(ISO_8859_1);
    JsonStringReader reader = reader(buffer(written, pieceSize));
    reader.read(text);
    assertThat(text.asText()).isEqualTo("a\ufffdb\u00e9\ufffd\ufffdc\ufffd");
    assertThat(reader.replacedCount()).isEqualTo(4);
    assertThat(reader.isVerbatim()).isFalse();
  }

  @Test
  void quotedStringIsRepairedButKeepsItsEscapes() throws IOException {
    JsonStringReader reader = reader(buffer("\"\\ud83e\u00ff\\\"\"".getBytes(ISO_8859_1), 1));
    reader.readQuoted(text);
    assertThat(text.asText()).isEqualTo("\"\\ud83e\ufffd\\\"\"");
    assertThat(reader.replacedCount()).isEqualTo(1);
  }

  @Test
  void skippedStringIsNotCounted() throws IOException {
    InputBuffer buffer = buffer("\"\u00ff\\\"\",".getBytes(ISO_8859_1), 1);
    JsonStringReader reader = reader(buffer);
    reader.skip();
    assertThat(reader.replacedCount()).isZero();
    assertThat(buffer.peek(0)).isEqualTo(',');
  }

  @Test
  void stringIsVerbatimOnlyWithoutEscapes() throws IOException {
    JsonStringReader reader = reader("\"a\\u0062\"\"ab\"");
    reader.read(text);
    assertThat(reader.isVerbatim()).isFalse();
    reader.read(text);
    assertThat(reader.isVerbatim()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\"a", "\"a\\", "\"a\\\"", "\"\\u", "\"\\u00", "\"\\x"})
  void malformedStringIsUnreadable(String written) {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> reader(written).read(text))
        .withMessage("not JSON at byte 0");
    assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> reader(written).skip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\x",
        "\\u00",
        "\\u004",
        "\\u00g0",
        "\\'",
        "\\U0041",
        "\\\u00e9",
        "\\u00\u00e90",
        "a\\x41b",
        "C:\\Windows"
      })
  void invalidEscapeIsKeptAndCounted(String written) throws IOException {
    JsonStringReader reader = reader("\"" + written + "\" ");
    reader.read(text);
    assertThat(text.asText()).isEqualTo(written);
    assertThat(reader.replacedCount()).isEqualTo(1);
    JsonStringReader nested = reader("\"" + written + "\\n\" ");
    nested.readQuoted(text);
    assertThat(text.asText()).isEqualTo("\"" + written.replace("\\", "\\\\") + "\\n\"");
    assertThat(nested.replacedCount()).isEqualTo(1);
    reader("\"" + written + "\" ").skip();
  }

  @ParameterizedTest
  @CsvSource({"8000000, true", "8390000, false"})
  void stringHasAMaximumLength(int length, boolean isRead) throws IOException {
    byte[] written = ("\"" + "x".repeat(length - 2) + "\"").getBytes(UTF_8);
    JsonStringReader reader = reader(buffer(written, 1 << 20));
    if (isRead) {
      reader.read(text);
      assertThat(text.length()).isEqualTo(length - 2);
    } else {
      assertThatExceptionOfType(UnreadableException.class)
          .isThrownBy(() -> reader.read(text))
          .withMessage("a string is too long at byte 0");
    }
  }

  private static JsonStringReader reader(String written) {
    return reader(buffer(written.getBytes(UTF_8), 1));
  }

  private static JsonStringReader reader(InputBuffer buffer) {
    return new JsonStringReader(buffer, new JsonTokenScanner(buffer));
  }

  private static InputBuffer buffer(byte[] written, int pieceSize) {
    return new InputBuffer(
        new PiecewiseInputStream(written, pieceSize), 16, 2 * JsonStringReader.MAX_STRING_BYTES);
  }
}
