package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BufferTest {
  private final Buffer buffer = new Buffer();

  @Test
  void growsAndGivesBackWhatWasWritten() throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      byte[] some = ("part " + i + " ").repeat(i * 7).getBytes(StandardCharsets.UTF_8);
      buffer.write(some, 0, some.length);
      buffer.write(i);
      expected.write(some);
      expected.write(i);
    }
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    buffer.writeTo(copy);
    assertThat(buffer.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(copy.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(buffer.size()).isEqualTo(expected.size());
  }

  @Test
  void takesOnlyTheBytesNamed() {
    buffer.write("abcdef".getBytes(StandardCharsets.UTF_8), 2, 3);
    assertThat(text()).isEqualTo("cde");
  }

  @Test
  void quotesAndControlsTakeMoreInsideAString() {
    write("ab");
    assertThat(buffer.escapedSize()).isEqualTo(2);
    write("\"\\");
    assertThat(buffer.escapedSize()).isEqualTo(6);
    write("\u0001");
    assertThat(buffer.escapedSize()).isEqualTo(12);
    write("ä");
    assertThat(buffer.escapedSize()).isEqualTo(14);
  }

  @Test
  void forgetsWhatCameAfter() {
    write("a\"b");
    write("\"\"\u0001c");
    buffer.truncate(3);
    assertThat(text()).isEqualTo("a\"b");
    assertThat(buffer.escapedSize()).isEqualTo(4);
    write("d");
    assertThat(text()).isEqualTo("a\"bd");
  }

  @Test
  void whatIsCountedInPartsIsCountedOnce() {
    write("a\"");
    assertThat(buffer.escapedSize()).isEqualTo(3);
    assertThat(buffer.escapedSize()).isEqualTo(3);
    buffer.write('"');
    buffer.room(1)[buffer.size()] = '\n';
    buffer.advance(buffer.size() + 1, 1);
    assertThat(buffer.escapedSize()).isEqualTo(7);
    buffer.write('"');
    buffer.truncate(2);
    assertThat(buffer.escapedSize()).isEqualTo(3);
  }

  @Test
  void aBufferThatGaveItsMemoryBackHasNothing() {
    write("\"".repeat(100_000));
    buffer.release();
    buffer.release();
    assertThat(buffer.size()).isZero();
    assertThat(buffer.escapedSize()).isZero();
    write("new");
    assertThat(text()).isEqualTo("new");
  }

  @Test
  void memoryThatCameBackBelongsToOneBufferAtATime() {
    for (int i = 0; i < 10; i++) {
      write("x".repeat(100_000));
      Buffer other = new Buffer();
      Buffer third = new Buffer();
      buffer.release();
      byte[] some = "abc".repeat(50_000).getBytes(StandardCharsets.UTF_8);
      other.write(some, 0, some.length);
      third.write("def".repeat(50_000).getBytes(StandardCharsets.UTF_8), 0, some.length);
      assertThat(other.toByteArray()).isEqualTo(some);
      other.release();
      third.release();
    }
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.write(bytes, 0, bytes.length);
  }

  private String text() {
    return new String(buffer.toByteArray(), StandardCharsets.UTF_8);
  }
}
