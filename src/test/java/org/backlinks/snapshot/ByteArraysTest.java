package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ByteArraysTest {
  private static final int LENGTH = 21;

  @Test
  void jsonSpecialIsFoundAtEveryIndex() {
    assertFoundAtEveryIndex(
        ByteArrays::indexOfJsonSpecial,
        value -> value < ' ' || value == '"' || value == '\\' || value > 0x7F);
  }

  @Test
  void xmlSpecialIsFoundAtEveryIndex() {
    assertFoundAtEveryIndex(
        ByteArrays::indexOfXmlSpecial, value -> value < ' ' || value == '&' || value > 0x7F);
  }

  @Test
  void characterIsFoundAtEveryIndex() {
    assertFoundAtEveryIndex(
        (bytes, from, to) -> ByteArrays.indexOf(bytes, from, to, '<'), value -> value == '<');
  }

  @FunctionalInterface
  private interface Search {
    int indexIn(byte[] bytes, int from, int to);
  }

  /**
   * Searches each byte at each index of other bytes. The same byte is also outside of the range.
   */
  private static void assertFoundAtEveryIndex(Search search, IntPredicate isFound) {
    for (int value = 0; value < 0x100; value++) {
      for (int index = 1; index < LENGTH - 1; index++) {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) 'x');
        bytes[0] = (byte) value;
        bytes[LENGTH - 1] = (byte) value;
        bytes[index] = (byte) value;
        assertThat(search.indexIn(bytes, 1, LENGTH - 1))
            .as("byte %d at %d", value, index)
            .isEqualTo(isFound.test(value) ? index : LENGTH - 1);
      }
    }
  }

  @Property
  void rangeEqualsComparesEveryByte(
      @ForAll @Size(max = 40) byte[] bytes,
      @ForAll @IntRange(max = 7) int offset,
      @ForAll @IntRange(max = 39) int changed) {
    byte[] other = new byte[offset + bytes.length];
    System.arraycopy(bytes, 0, other, offset, bytes.length);
    assertThat(ByteArrays.rangeEquals(bytes, 0, other, offset, bytes.length)).isTrue();
    if (changed < bytes.length) {
      other[offset + changed]++;
      assertThat(ByteArrays.rangeEquals(bytes, 0, other, offset, bytes.length)).isFalse();
    }
  }

  @Test
  void hashDependsOnEveryByte() {
    for (int length = 0; length < 40; length++) {
      byte[] bytes = new byte[length];
      Set<Long> hashes = new HashSet<>();
      hashes.add(ByteArrays.hash(bytes, 0, length));
      for (int i = 0; i < length; i++) {
        bytes[i] = 1;
        hashes.add(ByteArrays.hash(bytes, 0, length));
        bytes[i] = 0;
      }
      assertThat(hashes).hasSize(length + 1);
    }
  }

  @Test
  void hashIsEqualAtEveryOffset() {
    byte[] bytes = "..SourceURL".getBytes(StandardCharsets.US_ASCII);
    byte[] alone = Arrays.copyOfRange(bytes, 2, bytes.length);
    assertThat(ByteArrays.hash(bytes, 2, alone.length))
        .isEqualTo(ByteArrays.hash(alone, 0, alone.length));
  }

  @Test
  void intIsWrittenLowestByteFirst() {
    byte[] bytes = new byte[6];
    ByteArrays.writeInt(bytes, 1, 0x04030201);
    assertThat(bytes).containsExactly(0, 1, 2, 3, 4, 0);
  }
}
