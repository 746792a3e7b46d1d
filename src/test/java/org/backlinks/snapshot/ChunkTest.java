package org.backlinks.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkTest {
  private static Chunk.Column column(String first, String second) {
    byte[] bytes = (first + second).getBytes(UTF_8);
    int[] starts = {0, first.getBytes(UTF_8).length, bytes.length};
    return new Chunk.Column("c", bytes, starts, new int[] {1, -1, 0, 1});
  }

  @Test
  void cellsShareTheTextsOfTheirColumn() {
    Chunk.Column column = column("ab", "c");
    assertThat(column.textCount()).isEqualTo(2);
    assertThat(column.textId(0)).isEqualTo(1);
    assertThat(column.textId(1)).isEqualTo(-1);
    assertThat(column.textStart(1)).isEqualTo(column.cellStart(3)).isEqualTo(2);
    assertThat(column.textEnd(1)).isEqualTo(column.cellEnd(3)).isEqualTo(3);
    assertThat(column.cellText(2)).isEqualTo("ab");
  }

  @Test
  void longestTextsMayBeCut() {
    int max = ColumnBuilder.MAX_CELL_BYTES;
    Chunk.Column column = column("x".repeat(max - 3), "x".repeat(max - 4));
    assertThat(column.mayBeCut(0)).isTrue();
    assertThat(column.mayBeCut(1)).isFalse();
  }
}
