package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ComparisonReaderTest {
  private static Comparison read(int... numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
    for (int number : numbers) {
      bytes.putInt(number);
    }
    return new ComparisonReader(new DataInputStream(new ByteArrayInputStream(bytes.array())))
        .read();
  }

  @Test
  void emptyComparisonIsRead() throws IOException {
    // no lists, warnings, types of links, links and domains
    Comparison comparison = read(0, 0, 0, 0, 0);
    assertThat(comparison.lists()).isEmpty();
    assertThat(comparison.links().size()).isZero();
  }

  @Test
  void damagedBytesAreRefused() {
    for (int count : new int[] {-1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> read(count))
          .hasMessage("corrupt comparison: a count that is out of range");
    }
    assertThatThrownBy(() -> read(0, 0, 0, 0, 0, 0))
        .hasMessage("corrupt comparison: bytes are left over");
    // a list whose scope has no name
    assertThatThrownBy(() -> read(1, 0)).hasMessage("corrupt comparison: an unknown name");
    // a link without types
    assertThatThrownBy(() -> read(0, 0, 0, 1, 0, 0, 0))
        .hasMessage("corrupt comparison: a change has an unknown type");
  }

  @Test
  void missingBytesAreNoticed() {
    assertThatThrownBy(() -> read(0, 0, 0)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> read(0, 1, 1_000_000)).isInstanceOf(EOFException.class);
  }
}
