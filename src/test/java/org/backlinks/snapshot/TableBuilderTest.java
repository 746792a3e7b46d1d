package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableBuilderTest {
  private final FakeChunkStore pieces = new FakeChunkStore();
  private final SnapshotBuilder builder = new SnapshotBuilder(pieces);

  @Test
  void emptyTableKeepsAttributes() throws IOException {
    TableBuilder table = builder.startTable("URL");
    table.putAttribute("TotalBackLinks", "0");
    table.putAttribute("Empty", "");
    table.putAttribute("Space", " ");
    table.finish();
    assertThat(builder.tables())
        .containsExactly(
            new Table("URL", Table.Kind.OTHER, null, Map.of("TotalBackLinks", "0"), 0, List.of()));
    assertThat(pieces.pieces()).isEmpty();
  }

  @Test
  void chunkIsWrittenWhenRowLimitIsReached() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 2 * TableBuilder.CHUNK_ROWS + 1; i++) {
      rows.add(Map.of("Number", "n" + i));
    }
    Table table = fill(builder, rows);
    assertThat(table.chunks())
        .extracting(ChunkRef::rowCount)
        .containsExactly(TableBuilder.CHUNK_ROWS, TableBuilder.CHUNK_ROWS, 1);
    assertThat(rows(pieces, table)).isEqualTo(rows);
  }

  @Test
  void chunkIsWrittenWhenByteLimitIsReached() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      rows.add(Map.of("Text", (i + "-").repeat(20_000)));
    }
    Table table = fill(builder, rows);
    assertThat(table.chunks()).hasSizeGreaterThan(1);
    assertThat(table.chunks())
        .allSatisfy(chunk ->
            assertThat(chunk.rowCount() * 40_000L).isLessThan(TableBuilder.CHUNK_BYTES + 80_000));
    assertThat(rows(pieces, table)).isEqualTo(rows);
  }

  @Test
  void secretIsMaskedBeforeLongCellIsCut() throws IOException {
    String key = "canary-key-5f1d7c20";
    builder.maskSecrets(SecretMask.of(List.of(key)));
    List<Map<String, String>> rows = new ArrayList<>();
    for (int visible = 0; visible <= key.length(); visible++) {
      String before = "x".repeat(ColumnBuilder.MAX_CELL_BYTES - visible);
      rows.add(Map.of("Text", before + key + " end", "Short", key));
    }
    assertThat(rows(pieces, fill(builder, rows)))
        .hasSameSizeAs(rows)
        .allSatisfy(row -> {
          assertThat(row.get("Text")).matches("x+[*]{0,3}( end| en| e| )?");
          assertThat(row).containsEntry("Short", "***");
        });
  }

  @Test
  void lateColumnIsAbsentInEarlierRows() throws IOException {
    List<Map<String, String>> rows =
        List.of(Map.of("A", "1"), Map.of("A", "2"), Map.of("Late", "x"), Map.of("A", "4"));
    assertThat(rows(pieces, fill(builder, rows))).isEqualTo(rows);
  }

  @Test
  void columnOfLaterChunkIsAbsentInFirstChunk() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < TableBuilder.CHUNK_ROWS; i++) {
      rows.add(Map.of("A", "a"));
    }
    rows.add(Map.of("Late", "x"));
    assertThat(rows(pieces, fill(builder, rows))).isEqualTo(rows);
  }

  @Test
  void columnNamesIgnoreCase() throws IOException {
    TableBuilder table = builder.startTable("Table");
    assertThat(table.columnIndex("SourceURL")).isZero();
    assertThat(table.columnIndex("SOURCEURL")).isZero();
    assertThat(table.columnIndex("sourceUrl")).isZero();
    assertThat(table.columnIndex("Other")).isOne();
  }

  @Test
  void firstCellIsKeptWhenCellIsRepeated() throws IOException {
    TableBuilder table = builder.startTable("Table");
    cell(table, "A", "first");
    cell(table, "a", "second");
    table.endRow();
    table.finish();
    assertThat(rows(pieces, builder.tables().getFirst())).containsExactly(Map.of("A", "first"));
  }

  @Test
  void emptyCellIsReplacedByLaterCell() throws IOException {
    TableBuilder table = builder.startTable("Table");
    cell(table, "A", "");
    cell(table, "a", "second");
    table.endRow();
    table.finish();
    assertThat(rows(pieces, builder.tables().getFirst())).containsExactly(Map.of("A", "second"));
  }

  @Test
  void builderRejectsTooManyColumns() throws IOException {
    TableBuilder table = builder.startTable("Table");
    for (int i = 0; i < 500; i++) {
      table.columnIndex("C" + i);
    }
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> table.columnIndex("one more"));
    assertThat(table.columnIndex("c499")).isEqualTo(499);
  }

  @Test
  void unreadableCellsAreCountedPerColumnAndType() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < TableBuilder.CHUNK_ROWS + 1; i++) {
      rows.add(Map.of("DateLost", "31/02/2017", "SourceURL", "x", "acrank", "7"));
    }
    rows.add(Map.of("FlagFrame", "maybe"));
    Table table = fill(builder, rows);
    assertThat(builder.warnings().lines())
        .containsExactlyInAnyOrder(
            "DateLost: 1001 cells can't be read as a date, kept as text in extra",
            "FlagFrame: 1 cell can't be read as a flag, kept as text in extra");
    assertThat(rows(pieces, table)).isEqualTo(rows);
  }

  private static Table fill(SnapshotBuilder target, List<Map<String, String>> rows)
      throws IOException {
    return TableFixture.writeTable(target, "URL", Map.of(), rows);
  }

  private static void cell(TableBuilder table, String column, String text) throws IOException {
    TableFixture.setCell(table, column, text);
  }

  private static List<Map<String, String>> rows(FakeChunkStore store, Table table)
      throws IOException {
    return TableFixture.readRows(store, table);
  }
}
