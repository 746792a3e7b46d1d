package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscodingInputStreamTest {
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-8", "UTF-32BE"})
  void textOfAnyLengthIsTranscoded(String encoding) throws IOException {
    Charset charset = Charset.forName(encoding);
    String text = "a\u00e9\u05d0\ud83e\uded6\u0000".repeat(5_000);
    for (int pieceSize : new int[] {1, 3, 8_191, 8_192, 100_000}) {
      PiecewiseInputStream input = new PiecewiseInputStream(text.getBytes(charset), pieceSize);
      assertThat(new TranscodingInputStream(input, charset, false).readAllBytes())
          .as("%d bytes", pieceSize)
          .isEqualTo(text.getBytes(UTF_8));
    }
  }

  @Test
  void emptyInputHasNoBytes() throws IOException {
    TranscodingInputStream stream =
        new TranscodingInputStream(new ByteArrayInputStream(new byte[0]), UTF_16BE, false);
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(stream.read(new byte[4], 0, 4)).isEqualTo(-1);
  }

  @Test
  void bytesAreReadOneAtATime() throws IOException {
    TranscodingInputStream stream =
        new TranscodingInputStream(
            new ByteArrayInputStream("\u05d0".getBytes(UTF_16LE)), UTF_16LE, false);
    assertThat(stream.read()).isEqualTo(0xD7);
    assertThat(stream.read()).isEqualTo(0x90);
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void readFillsOnlyTheGivenRange() throws IOException {
    TranscodingInputStream stream =
        new TranscodingInputStream(
            new ByteArrayInputStream("abcdef".getBytes(ISO_8859_1)), ISO_8859_1, false);
    byte[] target = "......".getBytes(UTF_8);
    assertThat(stream.read(target, 1, 3)).isEqualTo(3);
    assertThat(new String(target, UTF_8)).isEqualTo(".abc..");
  }

  @ParameterizedTest
  @CsvSource({
    "80, \u20ac",
    "81, \ufffe",
    "85, \u2026",
    "8e, \u017d",
    "90, \ufffe",
    "93, \u201c",
    "9f, \u0178",
    "a0, \u00a0",
    "ff, \u00ff",
    "7f, \u007f"
  })
  void windows1252HasItsOwnCharacters(String hex, String text) throws IOException {
    byte[] input = {'a', (byte) Integer.parseInt(hex, 16), 'b'};
    assertThat(transcode(input, ISO_8859_1, true)).isEqualTo("a" + text + "b");
  }

  @Test
  void iso88591KeepsItsControlCharacters() throws IOException {
    byte[] input = {(byte) 0x80, (byte) 0x9f};
    assertThat(transcode(input, ISO_8859_1, false)).isEqualTo("\u0080\u009f");
  }

  @ParameterizedTest
  @MethodSource
  void eachFaultBecomesOneMarker(Charset encoding, int[] bytes, String text) throws IOException {
    byte[] input = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      input[i] = (byte) bytes[i];
    }
    for (int pieceSize : new int[] {1, 2, 100}) {
      byte[] output =
          new TranscodingInputStream(new PiecewiseInputStream(input, pieceSize), encoding, false)
              .readAllBytes();
      assertThat(new String(output, UTF_8)).isEqualTo(text);
    }
  }

  private static Stream<Arguments> eachFaultBecomesOneMarker() {
    return Stream.of(
        // an unpaired surrogate, before a valid unit and at the end
        Arguments.of(UTF_16BE, new int[] {0xD8, 0x3E, 0, 'x'}, "\ufffex"),
        Arguments.of(UTF_16BE, new int[] {0xDE, 0xD6, 0, 'x'}, "\ufffex"),
        Arguments.of(UTF_16LE, new int[] {0x3E, 0xD8}, "\ufffe"),
        Arguments.of(
            UTF_16BE, new int[] {0xD8, 0x3E, 0xD8, 0x3E, 0xDE, 0xD6}, "\ufffe\ud83e\uded6"),
        // half of a unit
        Arguments.of(UTF_16LE, new int[] {'x', 0, 'y'}, "x\ufffe"),
        Arguments.of(UTF_8, new int[] {'x', 0xE2, 0x82, 'y'}, "x\ufffey"));
  }

  private static String transcode(byte[] input, Charset encoding, boolean isWindows1252)
      throws IOException {
    return new String(
        new TranscodingInputStream(new ByteArrayInputStream(input), encoding, isWindows1252)
            .readAllBytes(),
        UTF_8);
  }
}
