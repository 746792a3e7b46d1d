package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnBuilderTest {
  private static final int KIB_64 = 64 * 1024;

  private final FakeChunkStore pieces = new FakeChunkStore();
  private final SnapshotBuilder builder = new SnapshotBuilder(pieces);

  @Test
  void cellOf64KibIsNotTruncated() throws IOException {
    List<Map<String, String>> rows = List.of(Map.of("A", "x".repeat(KIB_64)));
    assertThat(rows(pieces, fill(builder, rows))).isEqualTo(rows);
    assertThat(builder.warnings().lines()).isEmpty();
  }

  @Test
  void longerCellIsTruncatedBetweenCharactersAndCounted() throws IOException {
    String emoji = "\ud83d\ude00";
    List<Map<String, String>> rows =
        List.of(
            Map.of("A", "x".repeat(KIB_64 + 1)),
            Map.of("A", "xy" + emoji.repeat(KIB_64 / 4)),
            Map.of("A", "ä".repeat(KIB_64)),
            Map.of("A", "short"));
    List<Map<String, String>> stored = rows(pieces, fill(builder, rows));
    assertThat(stored.get(0)).isEqualTo(Map.of("A", "x".repeat(KIB_64)));
    assertThat(stored.get(1)).isEqualTo(Map.of("A", "xy" + emoji.repeat(KIB_64 / 4 - 1)));
    assertThat(stored.get(2)).isEqualTo(Map.of("A", "ä".repeat(KIB_64 / 2)));
    assertThat(stored.get(3)).isEqualTo(Map.of("A", "short"));
    assertThat(builder.warnings().lines()).containsExactly("A: 3 cells over 64 KiB, cut");
  }

  private static Table fill(SnapshotBuilder target, List<Map<String, String>> rows)
      throws IOException {
    return TableFixture.writeTable(target, "URL", Map.of(), rows);
  }

  private static List<Map<String, String>> rows(FakeChunkStore store, Table table)
      throws IOException {
    return TableFixture.readRows(store, table);
  }
}
