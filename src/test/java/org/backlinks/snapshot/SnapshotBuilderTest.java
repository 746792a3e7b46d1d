package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotBuilderTest {
  private static final int KIB_64 = 64 * 1024;

  private final Pieces pieces = new Pieces();
  private final SnapshotBuilder builder = new SnapshotBuilder(pieces);

  @Test
  void anEmptyTableIsKeptWithItsAttributes() throws IOException {
    TableBuilder table = builder.table("URL");
    table.attribute("TotalBackLinks", "0");
    table.attribute("Empty", "");
    table.attribute("Space", " ");
    table.finish();
    assertThat(builder.tables())
        .containsExactly(
            new Table("URL", Table.Kind.OTHER, null, Map.of("TotalBackLinks", "0"), 0, List.of()));
    assertThat(pieces.all()).isEmpty();
  }

  @Test
  void aFullChunkLeavesByItsRows() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 2 * TableBuilder.CHUNK_ROWS + 1; i++) {
      rows.add(Map.of("Number", "n" + i));
    }
    Table table = fill(builder, rows);
    assertThat(table.chunks())
        .extracting(ChunkRef::rows)
        .containsExactly(TableBuilder.CHUNK_ROWS, TableBuilder.CHUNK_ROWS, 1);
    assertThat(rows(pieces, table)).isEqualTo(rows);
  }

  @Test
  void aFullChunkLeavesByItsBytes() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      rows.add(Map.of("Text", (i + "-").repeat(20_000)));
    }
    Table table = fill(builder, rows);
    assertThat(table.chunks()).hasSizeGreaterThan(1);
    assertThat(table.chunks())
        .allSatisfy(chunk ->
            assertThat(chunk.rows() * 40_000L).isLessThan(TableBuilder.CHUNK_BYTES + 80_000));
    assertThat(rows(pieces, table)).isEqualTo(rows);
  }

  @Test
  void aLargeChunkIsCutIntoPiecesAndJoinedAgain() throws IOException {
    Random seeded = new Random(7);
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < 10_000; c++) {
        text.append((char) ('!' + seeded.nextInt(90)));
      }
      rows.add(Map.of("Text", text.toString()));
    }
    Table table = fill(builder, rows);
    assertThat(table.chunks()).hasSize(1);
    assertThat(table.chunks().getFirst().pieces()).isGreaterThan(3).isEqualTo(pieces.all().size());
    assertThat(pieces.all())
        .allSatisfy(piece -> assertThat(piece).hasSizeLessThanOrEqualTo(350_000));
    assertThat(rows(pieces, table)).isEqualTo(rows);
  }

  @Test
  void piecesOfSeveralTablesAreNumberedWithoutGaps() throws IOException {
    Table first = fill(builder, List.of(Map.of("A", "1")));
    TableBuilder second = builder.table("Second");
    cell(second, "B", "2");
    second.endRow();
    second.finish();
    assertThat(builder.tables()).extracting(Table::name).containsExactly("URL", "Second");
    assertThat(builder.tables().get(1).chunks().getFirst().first()).isEqualTo(1);
    assertThat(rows(pieces, first)).containsExactly(Map.of("A", "1"));
    assertThat(rows(pieces, builder.tables().get(1))).containsExactly(Map.of("B", "2"));
  }

  @Test
  void aLateColumnIsAbsentInTheRowsBefore() throws IOException {
    List<Map<String, String>> rows =
        List.of(Map.of("A", "1"), Map.of("A", "2"), Map.of("Late", "x"), Map.of("A", "4"));
    assertThat(rows(pieces, fill(builder, rows))).isEqualTo(rows);
  }

  @Test
  void aColumnThatComesInALaterChunkIsNotInTheFirst() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < TableBuilder.CHUNK_ROWS; i++) {
      rows.add(Map.of("A", "a"));
    }
    rows.add(Map.of("Late", "x"));
    assertThat(rows(pieces, fill(builder, rows))).isEqualTo(rows);
  }

  @Test
  void aColumnIsTheSameInAnyCase() throws IOException {
    TableBuilder table = builder.table("Table");
    assertThat(table.column("SourceURL")).isZero();
    assertThat(table.column("SOURCEURL")).isZero();
    assertThat(table.column("sourceUrl")).isZero();
    assertThat(table.column("Other")).isOne();
  }

  @Test
  void theFirstOfTwoCellsOfOneRowAndColumnStays() throws IOException {
    TableBuilder table = builder.table("Table");
    cell(table, "A", "first");
    cell(table, "a", "second");
    table.endRow();
    table.finish();
    assertThat(rows(pieces, builder.tables().getFirst())).containsExactly(Map.of("A", "first"));
  }

  @Test
  void anAbsentCellDoesNotHideAnotherOfTheSameRowAndColumn() throws IOException {
    TableBuilder table = builder.table("Table");
    cell(table, "A", "");
    cell(table, "a", "second");
    table.endRow();
    table.finish();
    assertThat(rows(pieces, builder.tables().getFirst())).containsExactly(Map.of("A", "second"));
  }

  @Test
  void aCellOf64KibIsKeptWhole() throws IOException {
    List<Map<String, String>> rows = List.of(Map.of("A", "x".repeat(KIB_64)));
    assertThat(rows(pieces, fill(builder, rows))).isEqualTo(rows);
    assertThat(builder.warnings().lines()).isEmpty();
  }

  @Test
  void aLongerCellIsCutBetweenCharactersAndCounted() throws IOException {
    String emoji = "\ud83d\ude00";
    List<Map<String, String>> rows =
        List.of(
            Map.of("A", "x".repeat(KIB_64 + 1)),
            Map.of("A", "xy" + emoji.repeat(KIB_64 / 4)),
            Map.of("A", "ä".repeat(KIB_64)),
            Map.of("A", "short"));
    List<Map<String, String>> kept = rows(pieces, fill(builder, rows));
    assertThat(kept.get(0)).isEqualTo(Map.of("A", "x".repeat(KIB_64)));
    assertThat(kept.get(1)).isEqualTo(Map.of("A", "xy" + emoji.repeat(KIB_64 / 4 - 1)));
    assertThat(kept.get(2)).isEqualTo(Map.of("A", "ä".repeat(KIB_64 / 2)));
    assertThat(kept.get(3)).isEqualTo(Map.of("A", "short"));
    assertThat(builder.warnings().lines()).containsExactly("A: 3 cells over 64 KiB, cut");
  }

  @Test
  void aRowOfManyHugeCellsComesBack() throws IOException {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      row.put("C" + i, (char) ('a' + i % 26) + "x".repeat(KIB_64 - 1));
    }
    assertThat(rows(pieces, fill(builder, List.of(row)))).containsExactly(row);
  }

  @Test
  void cellsThatTheirColumnCannotReadAreCountedOnceAColumnAndKind() throws IOException {
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

  @Test
  void aChunkKnowsWhichDomainsItMayHold() throws IOException {
    Table table =
        fill(
            builder,
            List.of(
                Map.of("domainid", "7"),
                Map.of("domainid", "3"),
                Map.of("domainid", "odd"),
                Map.of("A", "x")));
    ChunkRef ref = table.chunks().getFirst();
    assertThat(ref.lowestDomain()).isEqualTo(3);
    assertThat(ref.highestDomain()).isEqualTo(7);
    assertThat(ref.mayHoldDomain(3)).isTrue();
    assertThat(ref.mayHoldDomain(5)).isTrue();
    assertThat(ref.mayHoldDomain(8)).isFalse();
  }

  @Test
  void aChunkWithoutDomainsHoldsNone() throws IOException {
    ChunkRef ref = fill(builder, List.of(Map.of("A", "x"))).chunks().getFirst();
    assertThat(ref.lowestDomain()).isEqualTo(-1);
    assertThat(ref.mayHoldDomain(0)).isFalse();
  }

  @Test
  void moreColumnsThanAnyRealTableHasAreRefused() throws IOException {
    TableBuilder table = builder.table("Table");
    for (int i = 0; i < 500; i++) {
      table.column("C" + i);
    }
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> table.column("one more"));
    assertThat(table.column("c499")).isEqualTo(499);
  }

  @Test
  void attributesCannotGrowWithoutBound() {
    Map<String, String> kept = new LinkedHashMap<>();
    TableBuilder.keep(kept, "a".repeat(1_001), "x");
    assertThat(kept).isEmpty();
    for (int i = 0; i < 1_000; i++) {
      TableBuilder.keep(kept, "a" + i, "x".repeat(10_000));
    }
    assertThat(kept).hasSize(100);
    assertThat(kept.values()).allSatisfy(value -> assertThat(value).hasSize(1_024));
  }

  @Test
  void aCutAttributeEndsBetweenCharacters() {
    Map<String, String> kept = new LinkedHashMap<>();
    TableBuilder.keep(kept, "a", "x" + "\ud83d\ude00".repeat(3_000));
    String cut = String.valueOf(kept.get("a"));
    assertThat(Character.isHighSurrogate(cut.charAt(cut.length() - 1))).isFalse();
  }

  private static Table fill(SnapshotBuilder into, List<Map<String, String>> rows)
      throws IOException {
    return Tables.fill(into, "URL", Map.of(), rows);
  }

  private static void cell(TableBuilder table, String column, String text) throws IOException {
    Tables.cell(table, column, text);
  }

  private static List<Map<String, String>> rows(Pieces from, Table table) throws IOException {
    return Tables.rows(from, table);
  }
}
