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
  /** Returns a reader of these numbers. */
  private static ComparisonReader reader(int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
    for (int number : numbers) {
      bytes.putInt(number);
    }
    return new ComparisonReader(new DataInputStream(new ByteArrayInputStream(bytes.array())));
  }

  @Test
  void emptyPartsAreRead() throws IOException {
    // no lists and no warnings; no types of links and no links; no domains
    ComparisonReader reader = reader(0, 0, 0, 0, 0);
    assertThat(reader.readLists().lists()).isEmpty();
    assertThat(reader.readLinks().size()).isZero();
    assertThat(reader.readDomains()).isEmpty();
    reader.checkEnd();
  }

  @Test
  void damagedBytesAreRefused() {
    for (int count : new int[] {-1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> reader(count).readLists())
          .hasMessage("corrupt comparison: a count that is out of range");
    }
    assertThatThrownBy(() -> reader(0).checkEnd())
        .hasMessage("corrupt comparison: bytes are left over");
    // a list whose scope has no name
    assertThatThrownBy(() -> reader(1, 0).readLists())
        .hasMessage("corrupt comparison: an unknown name");
    // a link without types
    assertThatThrownBy(() -> reader(0, 1, 0, 0, 0).readLinks())
        .hasMessage("corrupt comparison: a change has an unknown type");
  }

  @Test
  void missingBytesAreNoticed() {
    assertThatThrownBy(() -> reader(0).readLists()).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> reader(0, 1, 1_000_000).readLists()).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> reader(0, 1_000_000).readLinks()).isInstanceOf(EOFException.class);
  }
}
