package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputBufferTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void bytesAreReadInOrderWhenTheyArriveInPieces(int pieceSize) throws IOException {
    InputBuffer buffer = buffer("0123456789", pieceSize, 4, 4);
    StringBuilder text = new StringBuilder();
    for (int next = buffer.peek(0); next >= 0; next = buffer.peek(0)) {
      text.append((char) next);
      assertThat(buffer.offset()).isEqualTo(text.length() - 1);
      buffer.skip(1);
    }
    assertThat(text).hasToString("0123456789");
    assertThat(buffer.isAtEnd()).isTrue();
    assertThat(buffer.offset()).isEqualTo(10);
  }

  @Test
  void byteAboveAsciiIsPeekedAsAPositiveNumber() throws IOException {
    InputBuffer buffer = new InputBuffer(new PiecewiseInputStream(new byte[] {-1}, 1), 4, 4);
    assertThat(buffer.peek(0)).isEqualTo(255);
    assertThat(buffer.peekAfterWhitespace()).isEqualTo(255);
    assertThat(buffer.peek(1)).isEqualTo(-1);
  }

  @Test
  void requestedBytesAreInTheBufferTogether() throws IOException {
    InputBuffer buffer = buffer("abcdefgh", 1, 4, 8);
    assertThat(buffer.request(3)).isTrue();
    buffer.skip(2);
    assertThat(buffer.request(6)).isTrue();
    assertThat(new String(buffer.bytes(), buffer.position(), 6, UTF_8)).isEqualTo("cdefgh");
    assertThat(buffer.request(7)).isFalse();
    assertThat(buffer.limit() - buffer.position()).isEqualTo(6);
  }

  @Test
  void requestFailsWhenTheBufferIsFull() throws IOException {
    InputBuffer buffer = buffer("abcdefgh", 3, 4, 4);
    assertThat(buffer.request(4)).isTrue();
    assertThat(buffer.request(5)).isFalse();
    assertThat(buffer.isAtEnd()).isFalse();
    buffer.skip(1);
    assertThat(buffer.request(4)).isTrue();
    assertThat(buffer.peek(3)).isEqualTo('e');
  }

  @Test
  void bufferShrinksAfterALongToken() throws IOException {
    InputBuffer buffer = buffer("x".repeat(100) + "yz", 1_000, 8, 1_000);
    assertThat(buffer.request(100)).isTrue();
    assertThat(buffer.bytes()).hasSizeGreaterThanOrEqualTo(100);
    buffer.skip(100);
    assertThat(buffer.request(3)).isFalse();
    assertThat(buffer.bytes()).hasSize(8);
    assertThat(buffer.startsWith("yz", 0)).isTrue();
    assertThat(buffer.offset()).isEqualTo(100);
  }

  @Test
  void whitespaceIsSkippedUpToTheNextByte() throws IOException {
    InputBuffer buffer = buffer(" \t\r\n  x ", 1, 4, 4);
    assertThat(buffer.peekAfterWhitespace()).isEqualTo('x');
    assertThat(buffer.peekAfterWhitespace()).isEqualTo('x');
    assertThat(buffer.offset()).isEqualTo(6);
    buffer.skip(1);
    assertThat(buffer.peekAfterWhitespace()).isEqualTo(-1);
    assertThat(buffer.offset()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 0x0B, 0x0C, 0x1F, 0x7F})
  void controlCharacterIsNotWhitespace(int control) throws IOException {
    assertThat(buffer(" " + (char) control, 1, 4, 4).peekAfterWhitespace()).isEqualTo(control);
  }

  @Test
  void expectedBytesAreSkippedOnlyWhenTheyAreInTheBuffer() throws IOException {
    InputBuffer buffer = buffer("\"A\":1", 3, 8, 8);
    byte[] name = "\"A\":".getBytes(UTF_8);
    buffer.fill();
    assertThat(buffer.trySkip(name)).isFalse();
    buffer.fill();
    assertThat(buffer.trySkip("\"B\":".getBytes(UTF_8))).isFalse();
    assertThat(buffer.trySkip(name)).isTrue();
    assertThat(buffer.peek(0)).isEqualTo('1');
  }

  @Test
  void textIsComparedAtADistance() throws IOException {
    InputBuffer buffer = buffer("..<Row>", 1, 16, 16);
    assertThat(buffer.startsWith("<Row>", 2)).isTrue();
    assertThat(buffer.startsWith("<Row>", 1)).isFalse();
    assertThat(buffer.startsWith("<Row>x", 2)).isFalse();
    assertThat(buffer.matches(buffer.position() + 3, "Row")).isTrue();
  }

  private static InputBuffer buffer(String text, int pieceSize, int capacity, int maxCapacity) {
    return new InputBuffer(
        new PiecewiseInputStream(text.getBytes(UTF_8), pieceSize), capacity, maxCapacity);
  }
}
