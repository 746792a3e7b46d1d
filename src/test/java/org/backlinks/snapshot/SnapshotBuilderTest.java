package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotBuilderTest {
  private static final int KIB_64 = 64 * 1024;

  private final FakeChunkStore pieces = new FakeChunkStore();
  private final SnapshotBuilder builder = new SnapshotBuilder(pieces);

  @Test
  void largeChunkIsSplitIntoPiecesAndReassembled() throws IOException {
    Random random = new Random(7);
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < 10_000; c++) {
        text.append((char) ('!' + random.nextInt(90)));
      }
      rows.add(Map.of("Text", text.toString()));
    }
    Table table = fill(builder, rows);
    assertThat(table.chunks()).hasSize(1);
    assertThat(table.chunks().getFirst().pieceCount())
        .isGreaterThan(3)
        .isEqualTo(pieces.pieces().size());
    assertThat(pieces.pieces())
        .allSatisfy(piece -> assertThat(piece).hasSizeLessThanOrEqualTo(350_000));
    assertThat(rows(pieces, table)).isEqualTo(rows);
  }

  @Test
  void piecesAreNumberedWithoutGapsAcrossTables() throws IOException {
    Table first = fill(builder, List.of(Map.of("A", "1")));
    TableBuilder second = builder.startTable("Second");
    cell(second, "B", "2");
    second.endRow();
    second.finish();
    assertThat(builder.tables()).extracting(Table::name).containsExactly("URL", "Second");
    assertThat(builder.tables().get(1).chunks().getFirst().firstPiece()).isEqualTo(1);
    assertThat(rows(pieces, first)).containsExactly(Map.of("A", "1"));
    assertThat(rows(pieces, builder.tables().get(1))).containsExactly(Map.of("B", "2"));
  }

  @Test
  void rowOfManyHugeCellsRoundTrips() throws IOException {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      row.put("C" + i, (char) ('a' + i % 26) + "x".repeat(KIB_64 - 1));
    }
    assertThat(rows(pieces, fill(builder, List.of(row)))).containsExactly(row);
  }

  @Test
  void chunkRefHasDomainRange() throws IOException {
    Table table =
        fill(
            builder,
            List.of(
                Map.of("domainid", "7"),
                Map.of("domainid", "3"),
                Map.of("domainid", "odd"),
                Map.of("A", "x")));
    ChunkRef ref = table.chunks().getFirst();
    assertThat(ref.minDomainId()).isEqualTo(3);
    assertThat(ref.maxDomainId()).isEqualTo(7);
    assertThat(ref.mayContainDomain(3)).isTrue();
    assertThat(ref.mayContainDomain(5)).isTrue();
    assertThat(ref.mayContainDomain(8)).isFalse();
  }

  @Test
  void chunkRefWithoutDomainsContainsNoDomain() throws IOException {
    ChunkRef ref = fill(builder, List.of(Map.of("A", "x"))).chunks().getFirst();
    assertThat(ref.minDomainId()).isEqualTo(-1);
    assertThat(ref.mayContainDomain(0)).isFalse();
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
