package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableColumnsTest {
  private final Warnings warnings = new Warnings();
  private final TableColumns columns = new TableColumns(warnings);

  @Test
  void repeatedColumnIsNumbered() throws AnswerLimitException {
    int first = columns.columnIndex("New");
    int second = columns.repeatedColumn(first);
    int third = columns.repeatedColumn(second);
    assertThat(names()).containsExactly("New", "New 2", "New 3");
    assertThat(List.of(first, second, third)).containsExactly(0, 1, 2);
    assertThat(columns.repeatedColumn(first)).isEqualTo(second);
    assertThat(columns.columnIndex("NEW")).isEqualTo(first);
  }

  @Test
  void eachRepeatedColumnHasOneWarning() throws AnswerLimitException {
    int first = columns.columnIndex("New");
    columns.repeatedColumn(first);
    columns.repeatedColumn(first);
    assertThat(warnings.lines())
        .containsExactly(
            "New: upstream repeated this column; the repetition is kept as \"New 2\" in extra");
  }

  @Test
  void repeatedColumnSkipsNumberUsedByUpstream() throws AnswerLimitException {
    columns.columnIndex("new 2");
    columns.repeatedColumn(columns.columnIndex("New"));
    assertThat(names()).containsExactly("new 2", "New", "New 3");
  }

  @Test
  void upstreamColumnIsRenamedWhenNameIsTakenByRepetition() throws AnswerLimitException {
    int repetition = columns.repeatedColumn(columns.columnIndex("New"));
    int upstreamColumn = columns.columnIndex("New 2");
    assertThat(upstreamColumn).isNotEqualTo(repetition);
    assertThat(columns.columnIndex("NEW 2")).isEqualTo(upstreamColumn);
    assertThat(names()).containsExactly("New", "New 2", "New 2 2");
  }

  @Test
  void repeatedColumnIsText() throws AnswerLimitException {
    columns.repeatedColumn(columns.columnIndex("ACRank"));
    columns.repeatedColumn(columns.columnIndex("TopicalTrustFlow_Value_0"));
    assertThat(columns.builders())
        .extracting(ColumnBuilder::type)
        .containsExactly(CellType.NUMBER_OR_UNKNOWN, CellType.TEXT, CellType.NUMBER, CellType.TEXT);
  }

  @Test
  void columnIsDroppedWithWarningWhenRepeatedTooOften() throws AnswerLimitException {
    int column = columns.columnIndex("New");
    for (int occurrence = 2; occurrence <= 20; occurrence++) {
      column = columns.repeatedColumn(column);
    }
    assertThat(columns.repeatedColumn(column)).isEqualTo(-1);
    assertThat(columns.repeatedColumn(column)).isEqualTo(-1);
    assertThat(warnings.lines())
        .contains("New: 2 cells left out: the column is repeated too often");
  }

  private List<String> names() {
    return columns.builders().stream().map(ColumnBuilder::name).toList();
  }
}
