package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkCellsTest {
  private static Chunk.Column column(LinkColumn column, String cell) throws IOException {
    Chunk chunk = TableFixture.chunkOf(List.of(Map.of(column.upstreamName(), cell)));
    Chunk.Column found = LinkCells.find(chunk, column);
    assertThat(found).isNotNull();
    return found;
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "TRUE, 2", "0, 1", "false, 1", "'', 0", "2, 0", "maybe, 0"})
  void flagIsUnknownWhenItsCellIsUnreadable(String cell, int flag) throws IOException {
    assertThat(LinkCells.flag(column(LinkColumn.FLAG_DELETED, cell), 0)).isEqualTo(flag);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31, 20260131",
    "0999-12-01, 9991201",
    "2026-02-30, -1",
    "31/01/2026, -1",
    "'', -1"
  })
  void dayIsUnknownWhenItsCellIsUnreadable(String cell, int day) throws IOException {
    assertThat(LinkCells.day(column(LinkColumn.LOST_ON, cell), 0)).isEqualTo(day);
  }

  @Test
  void cellsOfAbsentColumnAreUnknown() throws IOException {
    Chunk chunk = TableFixture.chunkOf(List.of(Map.of("AnchorText", "x")));
    Chunk.Column absent = LinkCells.find(chunk, LinkColumn.FLAG_DELETED);
    assertThat(absent).isNull();
    assertThat(LinkCells.text(absent, 0)).isNull();
    assertThat(LinkCells.flag(absent, 0)).isEqualTo(LinkCells.UNKNOWN);
    assertThat(LinkCells.day(absent, 0)).isEqualTo(LinkCells.NO_DAY);
    assertThat(LinkCells.text(LinkCells.find(chunk, LinkColumn.ANCHOR_TEXT), 0)).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({
    "a \"text\" with €, WHOLE",
    "a\\b, MAY_BE_REPAIRED",
    "a\uFFFDb, DAMAGED",
    "\\\uFFFD, DAMAGED",
    "\uFFFC\uFFFE, WHOLE"
  })
  void textIsWholeWithoutBackslashAndReplacement(String text, LinkCells.Wholeness expected)
      throws IOException {
    assertThat(LinkCells.wholeness(column(LinkColumn.SOURCE_URL, text), 0)).isEqualTo(expected);
  }

  @Test
  void textThatMayBeCutIsDamaged() throws IOException {
    String longest = "x".repeat(ColumnBuilder.MAX_CELL_BYTES - 4);
    assertThat(LinkCells.wholeness(column(LinkColumn.SOURCE_URL, longest), 0))
        .isEqualTo(LinkCells.Wholeness.WHOLE);
    assertThat(LinkCells.wholeness(column(LinkColumn.SOURCE_URL, longest + "x"), 0))
        .isEqualTo(LinkCells.Wholeness.DAMAGED);
  }

  @Test
  void columnIsAsWholeAsItsLeastWholeText() {
    String longest = "x".repeat(ColumnBuilder.MAX_CELL_BYTES - 4);
    assertThat(wholenessOf()).isEqualTo(LinkCells.Wholeness.WHOLE);
    assertThat(wholenessOf("ü", "a\"", longest)).isEqualTo(LinkCells.Wholeness.WHOLE);
    assertThat(wholenessOf("ü", "a\\", "b")).isEqualTo(LinkCells.Wholeness.MAY_BE_REPAIRED);
    assertThat(wholenessOf("a\\", "üb\uFFFD")).isEqualTo(LinkCells.Wholeness.DAMAGED);
    assertThat(wholenessOf("a", longest + "x", "b")).isEqualTo(LinkCells.Wholeness.DAMAGED);
  }

  private static LinkCells.Wholeness wholenessOf(String... texts) {
    ColumnBuilder column = new ColumnBuilder("SourceURL");
    for (int row = 0; row < texts.length; row++) {
      byte[] text = texts[row].getBytes(StandardCharsets.UTF_8);
      column.setCell(row, text, 0, text.length);
    }
    return LinkCells.wholeness(column.toColumn());
  }

  @ParameterizedTest
  @CsvSource({
    // deleted, lost on, last seen, is dead
    "0, , , false",
    "1, , , true",
    "1, 2026-01-05, 2026-01-06, true",
    "maybe, , 2026-01-06, false",
    "0, 2026-01-05, , true",
    "0, 2026-01-05, 2026-01-05, true",
    "0, 2026-01-05, 2026-01-06, false",
    "0, 2026-01-05, bad, true",
    "0, bad, 2026-01-06, false"
  })
  void linkIsDeadWhenItIsDeletedOrWasNotSeenAfterItsLoss(
      String deleted, @Nullable String lostOn, @Nullable String lastSeen, boolean isDead)
      throws IOException {
    Map<String, String> row =
        Map.of(
            "FlagDeleted", deleted,
            "DateLost", lostOn == null ? "" : lostOn,
            "LastSeenDate", lastSeen == null ? "" : lastSeen);
    Chunk chunk = TableFixture.chunkOf(List.of(row));
    assertThat(LinkCells.LifeColumns.of(chunk).isDead(0)).isEqualTo(isDead);
  }
}
