package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferTest {
  /** Enough for memory that is kept. */
  private static final int LARGE = 600_000;

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
    write("\"".repeat(LARGE));
    buffer.release();
    buffer.release();
    assertThat(buffer.size()).isZero();
    assertThat(buffer.escapedSize()).isZero();
    write("new");
    assertThat(text()).isEqualTo("new");
  }

  @Test
  void memoryThatCameBackIsUsedAgain() {
    Set<Integer> arrays = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      write("x".repeat(LARGE));
      arrays.add(System.identityHashCode(buffer.room(0)));
      buffer.release();
    }
    assertThat(arrays).hasSizeLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {LARGE, 3 * LARGE, 5_000_000})
  void memoryThatCameBackBelongsToOneBufferAtATime(int size) {
    for (int i = 0; i < 10; i++) {
      write("x".repeat(size));
      buffer.release();
      buffer.release();
      List<Buffer> others = List.of(new Buffer(), new Buffer(), new Buffer(), new Buffer());
      for (int other = 0; other < others.size(); other++) {
        others.get(other).write(filled(size, other), 0, size);
      }
      for (int other = 0; other < others.size(); other++) {
        byte[] kept = others.get(other).toByteArray();
        assertThat(Arrays.equals(kept, filled(size, other))).as("buffer %d", other).isTrue();
      }
      others.forEach(Buffer::release);
    }
  }

  private static byte[] filled(int size, int with) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.write(bytes, 0, bytes.length);
  }

  private String text() {
    return new String(buffer.toByteArray(), StandardCharsets.UTF_8);
  }
}
