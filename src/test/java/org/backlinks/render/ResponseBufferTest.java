package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseBufferTest {
  /** The bytes of an array that the pool keeps. */
  private static final int POOLED_SIZE = 600_000;

  private final BufferPool pool = new BufferPool();
  private final ResponseBuffer buffer = new ResponseBuffer(pool);

  @Test
  void bufferGrowsAndReturnsWrittenBytes() throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      byte[] part = ("part " + i + " ").repeat(i * 7).getBytes(StandardCharsets.UTF_8);
      buffer.write(part, 0, part.length);
      buffer.write(i);
      expected.write(part);
      expected.write(i);
    }
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    buffer.writeTo(copy);
    assertThat(buffer.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(copy.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(buffer.size()).isEqualTo(expected.size());
  }

  @Test
  void bufferWritesOnlyGivenRange() {
    buffer.write("abcdef".getBytes(StandardCharsets.UTF_8), 2, 3);
    assertThat(text()).isEqualTo("cde");
  }

  @Test
  void escapedSizeCountsQuotesAndControlCharacters() {
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
  void truncateRemovesLaterBytes() {
    write("a\"b");
    write("\"\"\u0001c");
    buffer.truncate(3);
    assertThat(text()).isEqualTo("a\"b");
    assertThat(buffer.escapedSize()).isEqualTo(4);
    write("d");
    assertThat(text()).isEqualTo("a\"bd");
  }

  @Test
  void escapesAreCountedOnceWhenCountedInParts() {
    write("a\"");
    assertThat(buffer.escapedSize()).isEqualTo(3);
    assertThat(buffer.escapedSize()).isEqualTo(3);
    buffer.write('"');
    buffer.ensureWritable(1)[buffer.size()] = '\n';
    buffer.advance(buffer.size() + 1, 1);
    assertThat(buffer.escapedSize()).isEqualTo(7);
    buffer.write('"');
    buffer.truncate(2);
    assertThat(buffer.escapedSize()).isEqualTo(3);
  }

  @Test
  void closedBufferIsEmptyAndCanBeUsedAgain() {
    write("\"".repeat(POOLED_SIZE));
    buffer.close();
    buffer.close();
    assertThat(buffer.size()).isZero();
    assertThat(buffer.escapedSize()).isZero();
    write("new");
    assertThat(text()).isEqualTo("new");
  }

  @Test
  void memoryOfClosedBufferIsReused() {
    Set<Integer> arrays = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      write("x".repeat(POOLED_SIZE));
      arrays.add(System.identityHashCode(buffer.ensureWritable(0)));
      buffer.close();
    }
    assertThat(arrays).hasSizeLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {POOLED_SIZE, 3 * POOLED_SIZE, 5_000_000})
  void memoryOfClosedBufferBelongsToOneBufferAtATime(int size) {
    for (int i = 0; i < 10; i++) {
      write("x".repeat(size));
      buffer.close();
      buffer.close();
      List<ResponseBuffer> others =
          List.of(buffer.newBuffer(), buffer.newBuffer(), buffer.newBuffer(), buffer.newBuffer());
      for (int other = 0; other < others.size(); other++) {
        others.get(other).write(filled(size, other), 0, size);
      }
      for (int other = 0; other < others.size(); other++) {
        byte[] written = others.get(other).toByteArray();
        assertThat(Arrays.equals(written, filled(size, other))).as("buffer %d", other).isTrue();
      }
      others.forEach(ResponseBuffer::close);
    }
  }

  @Test
  void bufferWithoutPoolKeepsNoMemory() {
    ResponseBuffer unpooled = new ResponseBuffer();
    unpooled.write(new byte[POOLED_SIZE], 0, POOLED_SIZE);
    byte[] array = unpooled.ensureWritable(0);
    unpooled.close();
    unpooled.write(new byte[POOLED_SIZE], 0, POOLED_SIZE);
    assertThat(unpooled.ensureWritable(0)).isNotSameAs(array);
  }

  @Test
  void closedStreamLeavesBufferUnchanged() throws IOException {
    try (OutputStream stream = buffer.asOutputStream()) {
      stream.write('a');
      stream.write("xbcx".getBytes(StandardCharsets.UTF_8), 1, 2);
      stream.flush();
    }
    assertThat(text()).isEqualTo("abc");
  }

  private static byte[] filled(int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
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
