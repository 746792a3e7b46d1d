package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.junit.jupiter.api.Test;

class CellWriterTest {
  private final ResponseBuffer out = new ResponseBuffer();
  private final CellWriter writer = cellWriter(Integer.MAX_VALUE);

  @Test
  void absentColumnIsOmitted() {
    writer.out().beginRow();
    writer.writeCell(name("url"), CellType.TEXT, null, 0);
    writer.writeCell(name("id"), CellType.NUMBER, null, 0);
    writer.writeCell(name("domain"), CellType.NUMBER_OR_UNKNOWN, null, 0);
    writer.writeCell(name("frame"), CellType.FLAG, null, 0);
    writer.writeCell(name("on"), CellType.DATE, null, 0);
    writer.writeCell(name("tld"), CellType.TEXT, column("x"), 0);
    writer.out().endRow();
    assertThat(written()).isEqualTo("{\"tld\":\"x\"}");
  }

  @Test
  void minusOneIsUnknownOnlyInNumberOrUnknownColumns() {
    writer.out().beginRow();
    writer.writeCell(name("domain"), CellType.NUMBER_OR_UNKNOWN, column("-1"), 0);
    writer.writeCell(name("id"), CellType.NUMBER, column("-1"), 0);
    writer.writeCell(name("acRank"), CellType.NUMBER_OR_UNKNOWN, column("-11"), 0);
    writer.out().endRow();
    assertThat(written()).isEqualTo("{\"id\":-1,\"acRank\":-11}");
  }

  @Test
  void unreadableCellsAreClearedAfterTheirRow() {
    Chunk.Column unreadable = column("bad");
    writer.out().beginRow();
    writer.writeCell(name("frame"), CellType.FLAG, unreadable, 0);
    writer.writeCell(name("on"), CellType.DATE, unreadable, 0);
    writer.writeExtra(List.of(), 0);
    writer.out().endRow();
    writer.out().beginRow();
    writer.writeExtra(
        List.of(new ColumnBinding.UnboundColumn(FieldName.of("C"), column("new"))), 0);
    writer.out().endRow();
    assertThat(written())
        .isEqualTo("{\"extra\":{\"C\":\"bad\",\"C\":\"bad\"}},{\"extra\":{\"C\":\"new\"}}");
  }

  @Test
  void textIsTruncatedBetweenCharacters() {
    CellWriter truncating = cellWriter(5);
    truncating.out().beginRow();
    truncating.writeCell(name("url"), CellType.TEXT, column("abcde"), 0);
    truncating.writeCell(name("title"), CellType.TEXT, column("abcdef"), 0);
    truncating.writeCell(name("code"), CellType.TEXT, column("abcdä"), 0);
    truncating.writeCell(name("name"), CellType.TEXT, column("ab日本"), 0);
    truncating.writeCell(name("tld"), CellType.TEXT, column("abc\ud83d\ude00"), 0);
    truncating.out().endRow();
    assertThat(written())
        .isEqualTo(
            "{\"url\":\"abcde\",\"title\":\"abcde\",\"code\":\"abcd\",\"name\":\"ab日\","
                + "\"tld\":\"abc\"}");
  }

  @Test
  void numbersAndDatesAreNeverTruncated() {
    CellWriter truncating = cellWriter(1);
    truncating.out().beginRow();
    truncating.writeCell(name("id"), CellType.NUMBER, column("123"), 0);
    truncating.writeCell(name("on"), CellType.DATE, column("2017-01-01"), 0);
    truncating.out().endRow();
    assertThat(written()).isEqualTo("{\"id\":123,\"on\":\"2017-01-01\"}");
  }

  private CellWriter cellWriter(int maxTextBytes) {
    return new CellWriter(new JsonRowWriter(out, false), maxTextBytes);
  }

  private static FieldName name(String text) {
    return FieldName.of(text);
  }

  private String written() {
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }

  private static Chunk.Column column(String cell) {
    byte[] text = cell.getBytes(StandardCharsets.UTF_8);
    return new Chunk.Column(
        "C", text, new int[] {0, text.length}, new int[] {cell.isEmpty() ? -1 : 0});
  }
}
