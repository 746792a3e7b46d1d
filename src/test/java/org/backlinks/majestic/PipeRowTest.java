package org.backlinks.majestic;

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
import org.backlinks.snapshot.CellType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PipeRowTest {
  private static final CellType TEXT = CellType.TEXT;
  private static final CellType NUMBER = CellType.NUMBER;
  private static final CellType DATE = CellType.DATE;
  private static final CellType FLAG = CellType.FLAG;

  @Test
  void cutsAtSinglePipesAndHalvesDoubledOnes() {
    assertThat(cut("a|b||c| |d ", text(4))).containsExactly("a", "b|c", " ", "d ");
    assertThat(cut("a||||b|c", text(2))).containsExactly("a||b", "c");
  }

  @Test
  void readsTheConnectorsOwnExampleAsTheConnectorDoes() {
    assertThat(cut("a|b|c||c|d|e|||f|||g|h|||i|j", text(7)))
        .containsExactly("a", "b", "c|c", "d", "e||f||g", "h||i", "j");
  }

  @Test
  void readsTheSameExampleAsTenCellsWhereTenAreWanted() {
    assertThat(cut("a|b|c||c|d|e|||f|||g|h|||i|j", text(10)))
        .containsExactly("a", "b", "c|c", "d", "e|", "f|", "g", "h|", "i", "j");
  }

  @Test
  void doesNotGuessWhichOfThreeOddRunsSeparate() {
    assertThat(cut("a|b|c||c|d|e|||f|||g|h|||i|j", text(8))).isNull();
  }

  @Test
  void letsTypesTellWhichOddRunsSeparate() {
    assertThat(cut("a|||b|||7", List.of(TEXT, NUMBER))).containsExactly("a||b|", "7");
    assertThat(cut("1|||b|||c", List.of(NUMBER, TEXT))).containsExactly("1", "|b||c");
  }

  @Test
  void hangsAPipeWhereTheTypeAllowsIt() {
    assertThat(cut("5|||tea", List.of(NUMBER, TEXT))).containsExactly("5", "|tea");
    assertThat(cut("tea|||5", List.of(TEXT, NUMBER))).containsExactly("tea|", "5");
    assertThat(cut("2026-01-31|||tea", List.of(DATE, TEXT))).containsExactly("2026-01-31", "|tea");
    assertThat(cut(" |||tea", text(2))).containsExactly(" ", "|tea");
    assertThat(cut("tea|||||pot", text(2))).containsExactly("tea||", "pot");
  }

  @Test
  void findsACellOfNothingButPipes() {
    assertThat(cut("a||||b", text(3))).containsExactly("a", "|", "b");
    assertThat(cut("5||||2026-01-31", List.of(NUMBER, TEXT, DATE)))
        .containsExactly("5", "|", "2026-01-31");
    assertThat(cut("|||b", text(2))).containsExactly("|", "b");
    assertThat(cut(" ||||||b", text(3))).containsExactly(" ", "||", "b");
    assertThat(cut("1||||||2", List.of(NUMBER, TEXT, NUMBER))).containsExactly("1", "||", "2");
  }

  @Test
  void letsTypesTellACellOfPipesFromPipesInACell() {
    assertThat(cut("a||||b|1||||2", List.of(TEXT, NUMBER, TEXT, NUMBER)))
        .containsExactly("a||b", "1", "|", "2");
    assertThat(cut("a||||b|c||||d", text(4))).isNull();
  }

  @Test
  void anUnreadableCellElsewhereDoesNotMatter() {
    assertThat(cut("maybe|a||||b|1||||2", List.of(FLAG, TEXT, NUMBER, TEXT, NUMBER)))
        .containsExactly("maybe", "a||b", "1", "|", "2");
  }

  @Test
  void takesATrulyEmptyLastCell() {
    assertThat(cut("a|b|", text(3))).containsExactly("a", "b", "");
    assertThat(cut("a|b|", text(2))).containsExactly("a", "b");
    assertThat(cut("", text(1))).containsExactly("");
    assertThat(cut("", text(0))).isEmpty();
    assertThat(cut("a|||", List.of(TEXT, NUMBER))).containsExactly("a|", "");
  }

  @Test
  void aRowOfTooManyOrTooFewCellsIsDamaged() {
    assertThat(cut("a|b|c", text(2))).isNull();
    assertThat(cut("a|b| ", text(2))).isNull();
    assertThat(cut("a|b||c", text(3))).isNull();
    assertThat(cut("a", text(2))).isNull();
    assertThat(cut("a", text(0))).isNull();
    assertThat(cut("|".repeat(99_999), text(41))).isNull();
  }

  @Test
  void givesUpOnARowWithTooManyWays() {
    String many = "a||||".repeat(900);
    assertThat(cut(many + "b", text(400))).isNull();
    assertThat(cut("a||||".repeat(300_000) + "b", text(400))).isNull();
    assertThat(cut("a|||".repeat(900) + "b", text(300))).isNull();
  }

  @Test
  void readsTheNamesOfColumnsByTheSameRule() throws Exception {
    assertThat(PipeRow.names("A|B||C| |D", 9)).containsExactly("A", "B|C", "", "D");
    assertThat(PipeRow.names("", 9)).isEmpty();
    assertThat(PipeRow.names("A|B|", 2)).containsExactly("A", "B");
    assertThat(PipeRow.names("A|B", 2)).containsExactly("A", "B");
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> PipeRow.names("A|B|C", 2));
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> PipeRow.names("A|".repeat(400_000), 499));
  }

  @Property(tries = 20_000)
  void readsWhatTheWriterWroteOrSaysThatItCannot(@ForAll("rows") Written row) {
    List<String> found = cut(row.text(), row.types());
    boolean bordered =
        row.cells().stream().anyMatch(cell -> cell.startsWith("|") || cell.endsWith("|"));
    Statistics.label("pipes at borders").collect(bordered, found == null ? "damaged" : "cut");
    if (!bordered) {
      assertThat(found).isEqualTo(row.cells());
    } else if (found != null) {
      assertThat(String.join("", found)).isEqualTo(String.join("", row.cells()));
      assertThat(withoutBorders(found)).isEqualTo(withoutBorders(row.cells()));
    }
  }

  @Property(tries = 20_000)
  void givesAnyRowAsManyCellsAsColumnsOrNone(@ForAll("anyText") String row, @ForAll byte columns) {
    int count = Math.abs(columns % 9);
    List<String> found = cut(row, text(count));
    if (found != null) {
      assertThat(found).hasSize(count);
      String pipeless = row.replace("|", "");
      assertThat(String.join("", found).replace("|", "")).isEqualTo(pipeless);
    }
  }

  /** A row as upstream's writer makes it. */
  record Written(List<CellType> types, List<String> cells) {
    String text() {
      return cells.stream().map(cell -> cell.replace("|", "||")).collect(Collectors.joining("|"));
    }
  }

  private record Cell(CellType type, String text) {}

  @Provide
  Arbitrary<Written> rows() {
    Arbitrary<String> words =
        Arbitraries.strings().withChars("aé🫖 \t\r\n1|").ofMinLength(1).ofMaxLength(6);
    Arbitrary<String> pipes = Arbitraries.of("|", "||", "|||", "a||b", "|a", "a|", "| ", " |", "7");
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
    return Combinators.combine(cells, Arbitraries.of(true, false, false)).as(PipeRowTest::written);
  }

  private static Written written(List<Cell> cells, boolean emptyLast) {
    List<String> texts = new ArrayList<>(cells.stream().map(Cell::text).toList());
    if (emptyLast) {
      texts.set(texts.size() - 1, "");
    }
    return new Written(cells.stream().map(Cell::type).toList(), texts);
  }

  @Provide
  Arbitrary<String> anyText() {
    return Arbitraries.strings().withChars("|||a 1").ofMaxLength(40);
  }

  private static List<String> withoutBorders(List<String> cells) {
    return cells.stream().map(cell -> cell.replaceAll("^\\|+|\\|+\\z", "")).toList();
  }

  private static List<CellType> text(int columns) {
    return Collections.nCopies(columns, TEXT);
  }

  private static @Nullable List<String> cut(String written, List<CellType> types) {
    PipeRow row = new PipeRow(types);
    // rows lie in a larger, reused array
    char[] text = Arrays.copyOf(written.toCharArray(), written.length() + 3);
    Arrays.fill(text, written.length(), text.length, '|');
    if (!row.cut(text, written.length())) {
      assertThat(new String(text, 0, written.length())).isEqualTo(written);
      return null;
    }
    List<String> cells = new ArrayList<>();
    for (int cell = 0; cell < types.size(); cell++) {
      cells.add(new String(text, row.from(cell), row.undouble(text, cell)));
    }
    return cells;
  }
}
