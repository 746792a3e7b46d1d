package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.CellType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PipeRowParserTest {
  private static final CellType TEXT = CellType.TEXT;
  private static final CellType NUMBER = CellType.NUMBER;
  private static final CellType DATE = CellType.DATE;
  private static final CellType FLAG = CellType.FLAG;

  @Test
  void singlePipesSeparateAndDoubledPipesAreUnescaped() {
    assertThat(parse("a|b||c| |d ", textColumns(4))).containsExactly("a", "b|c", " ", "d ");
    assertThat(parse("a||||b|c", textColumns(2))).containsExactly("a||b", "c");
  }

  @Test
  void connectorExampleIsReadAsTheConnectorReadsIt() {
    assertThat(parse("a|b|c||c|d|e|||f|||g|h|||i|j", textColumns(7)))
        .containsExactly("a", "b", "c|c", "d", "e||f||g", "h||i", "j");
  }

  @Test
  void connectorExampleHasTenCellsWhenTenColumnsAreExpected() {
    assertThat(parse("a|b|c||c|d|e|||f|||g|h|||i|j", textColumns(10)))
        .containsExactly("a", "b", "c|c", "d", "e|", "f|", "g", "h|", "i", "j");
  }

  @Test
  void ambiguousOddRunsAreNotGuessed() {
    assertThat(parse("a|b|c||c|d|e|||f|||g|h|||i|j", textColumns(8))).isNull();
  }

  @Test
  void typesResolveAmbiguousOddRuns() {
    assertThat(parse("a|||b|||7", List.of(TEXT, NUMBER))).containsExactly("a||b|", "7");
    assertThat(parse("1|||b|||c", List.of(NUMBER, TEXT))).containsExactly("1", "|b||c");
  }

  @Test
  void pipeIsAssignedToTheCellWhoseTypeAllowsIt() {
    assertThat(parse("5|||tea", List.of(NUMBER, TEXT))).containsExactly("5", "|tea");
    assertThat(parse("tea|||5", List.of(TEXT, NUMBER))).containsExactly("tea|", "5");
    assertThat(parse("2026-01-31|||tea", List.of(DATE, TEXT)))
        .containsExactly("2026-01-31", "|tea");
    assertThat(parse(" |||tea", textColumns(2))).containsExactly(" ", "|tea");
    assertThat(parse("tea|||||pot", textColumns(2))).containsExactly("tea||", "pot");
  }

  @Test
  void cellOfOnlyPipesIsFound() {
    assertThat(parse("a||||b", textColumns(3))).containsExactly("a", "|", "b");
    assertThat(parse("5||||2026-01-31", List.of(NUMBER, TEXT, DATE)))
        .containsExactly("5", "|", "2026-01-31");
    assertThat(parse("|||b", textColumns(2))).containsExactly("|", "b");
    assertThat(parse(" ||||||b", textColumns(3))).containsExactly(" ", "||", "b");
    assertThat(parse("1||||||2", List.of(NUMBER, TEXT, NUMBER))).containsExactly("1", "||", "2");
  }

  @Test
  void typesDistinguishCellOfPipesFromPipesInACell() {
    assertThat(parse("a||||b|1||||2", List.of(TEXT, NUMBER, TEXT, NUMBER)))
        .containsExactly("a||b", "1", "|", "2");
    assertThat(parse("a||||b|c||||d", textColumns(4))).isNull();
  }

  @Test
  void integersInAnyNotationCountAsNumbers() {
    assertThat(parse("a||||b|1.0||||2e0", List.of(TEXT, NUMBER, TEXT, NUMBER)))
        .containsExactly("a||b", "1.0", "|", "2e0");
  }

  @Test
  void rowIsParsedIndependentlyOfADamagedRowBefore() {
    PipeRowParser parser = new PipeRowParser(textColumns(2));
    byte[] odd = "a||||b".getBytes(UTF_8);
    parser.tryParse(odd, 0, odd.length);
    byte[] plain = "a||b|c".getBytes(UTF_8);
    assertThat(parser.tryParse(plain, 0, plain.length)).isTrue();
    assertThat(parser.unescapeCell(plain, 0)).isEqualTo(3);
    assertThat(parser.unescapeCell(plain, 1)).isEqualTo(1);
  }

  @Test
  void invalidCellElsewhereIsIgnored() {
    assertThat(parse("maybe|a||||b|1||||2", List.of(FLAG, TEXT, NUMBER, TEXT, NUMBER)))
        .containsExactly("maybe", "a||b", "1", "|", "2");
  }

  @Test
  void emptyLastCellIsAccepted() {
    assertThat(parse("a|b|", textColumns(3))).containsExactly("a", "b", "");
    assertThat(parse("a|b|", textColumns(2))).containsExactly("a", "b");
    assertThat(parse("", textColumns(1))).containsExactly("");
    assertThat(parse("", textColumns(0))).isEmpty();
    assertThat(parse("a|||", List.of(TEXT, NUMBER))).containsExactly("a|", "");
  }

  @Test
  void rowIsDamagedWhenItsCellCountIsWrong() {
    assertThat(parse("a|b|c", textColumns(2))).isNull();
    assertThat(parse("a|b| ", textColumns(2))).isNull();
    assertThat(parse("a|b||c", textColumns(3))).isNull();
    assertThat(parse("a", textColumns(2))).isNull();
    assertThat(parse("a", textColumns(0))).isNull();
    assertThat(parse("|".repeat(99_999), textColumns(41))).isNull();
  }

  @Test
  void rowIsDamagedWhenItHasTooManySolutions() {
    String many = "a||||".repeat(900);
    assertThat(parse(many + "b", textColumns(400))).isNull();
    assertThat(parse("a||||".repeat(300_000) + "b", textColumns(400))).isNull();
    assertThat(parse("a|||".repeat(900) + "b", textColumns(300))).isNull();
  }

  @Test
  void columnNamesFollowTheSameRule() throws Exception {
    assertThat(PipeRowParser.parseNames("A|B||C| |D", 9)).containsExactly("A", "B|C", "", "D");
    assertThat(PipeRowParser.parseNames("", 9)).isEmpty();
    assertThat(PipeRowParser.parseNames("A|B|", 2)).containsExactly("A", "B");
    assertThat(PipeRowParser.parseNames("A|B", 2)).containsExactly("A", "B");
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> PipeRowParser.parseNames("A|B|C", 2));
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> PipeRowParser.parseNames("A|".repeat(400_000), 499));
  }

  @Property(tries = 20_000)
  void writtenRowIsReadBackOrDamaged(@ForAll("rows") WrittenRow row) {
    List<String> cells = parse(row.text(), row.types());
    boolean hasPipesAtBorders =
        row.cells().stream().anyMatch(cell -> cell.startsWith("|") || cell.endsWith("|"));
    Statistics.label("pipes at borders")
        .collect(hasPipesAtBorders, cells == null ? "damaged" : "parsed");
    if (!hasPipesAtBorders) {
      assertThat(cells).isEqualTo(row.cells());
    } else if (cells != null) {
      assertThat(String.join("", cells)).isEqualTo(String.join("", row.cells()));
      assertThat(withoutBorders(cells)).isEqualTo(withoutBorders(row.cells()));
    }
  }

  @Property(tries = 20_000)
  void rowHasOneCellPerColumnOrIsDamaged(@ForAll("anyText") String row, @ForAll byte columns) {
    int count = Math.abs(columns % 9);
    List<String> cells = parse(row, textColumns(count));
    if (cells != null) {
      assertThat(cells).hasSize(count);
      String textWithoutPipes = row.replace("|", "");
      assertThat(String.join("", cells).replace("|", "")).isEqualTo(textWithoutPipes);
    }
  }

  /** A row as upstream writes it. */
  record WrittenRow(List<CellType> types, List<String> cells) {
    String text() {
      return cells.stream().map(cell -> cell.replace("|", "||")).collect(Collectors.joining("|"));
    }
  }

  private record Cell(CellType type, String text) {}

  @Provide
  Arbitrary<WrittenRow> rows() {
    Arbitrary<String> words =
        Arbitraries.strings().withChars("aé茶 \t\r\n1|").ofMinLength(1).ofMaxLength(6);
    Arbitrary<String> pipes =
        Arbitraries.of("🫖", "|", "||", "|||", "a||b", "|a", "a|", "| ", " |", "7");
    Arbitrary<String> blank = Arbitraries.just(" ");
    Arbitrary<String> texts =
        Arbitraries.frequencyOf(Tuple.of(3, words), Tuple.of(2, pipes), Tuple.of(2, blank));
    Arbitrary<Cell> text = texts.map(cell -> new Cell(TEXT, cell));
    Arbitrary<Cell> number =
        Arbitraries.of("0", "-1", "73", "2812912800", " ").map(cell -> new Cell(NUMBER, cell));
    Arbitrary<Cell> flag = Arbitraries.of("0", "1", " ").map(cell -> new Cell(FLAG, cell));
    Arbitrary<Cell> date = Arbitraries.of("2026-01-31", " ").map(cell -> new Cell(DATE, cell));
    Arbitrary<List<Cell>> cells =
        Arbitraries.frequencyOf(
                Tuple.of(4, text), Tuple.of(1, number), Tuple.of(1, flag), Tuple.of(1, date))
            .list()
            .ofMinSize(1)
            .ofMaxSize(12);
    return Combinators.combine(cells, Arbitraries.of(true, false, false))
        .as(PipeRowParserTest::writtenRow);
  }

  private static WrittenRow writtenRow(List<Cell> cells, boolean emptyLast) {
    List<String> texts = new ArrayList<>(cells.stream().map(Cell::text).toList());
    if (emptyLast) {
      texts.set(texts.size() - 1, "");
    }
    return new WrittenRow(cells.stream().map(Cell::type).toList(), texts);
  }

  @Provide
  Arbitrary<String> anyText() {
    return Arbitraries.strings().withChars("|||a 1").ofMaxLength(40);
  }

  private static List<String> withoutBorders(List<String> cells) {
    return cells.stream().map(cell -> cell.replaceAll("^\\|+|\\|+\\z", "")).toList();
  }

  private static List<CellType> textColumns(int columns) {
    return Collections.nCopies(columns, TEXT);
  }

  private static @Nullable List<String> parse(String written, List<CellType> types) {
    PipeRowParser parser = new PipeRowParser(types);
    // a row is somewhere in a larger array
    byte[] rowBytes = written.getBytes(UTF_8);
    byte[] text = new byte[rowBytes.length + 8];
    Arrays.fill(text, (byte) '|');
    System.arraycopy(rowBytes, 0, text, 5, rowBytes.length);
    if (!parser.tryParse(text, 5, 5 + rowBytes.length)) {
      assertThat(new String(text, 5, rowBytes.length, UTF_8)).isEqualTo(written);
      return null;
    }
    List<String> cells = new ArrayList<>();
    for (int cell = 0; cell < types.size(); cell++) {
      cells.add(new String(text, parser.cellStart(cell), parser.unescapeCell(text, cell), UTF_8));
    }
    return cells;
  }
}
