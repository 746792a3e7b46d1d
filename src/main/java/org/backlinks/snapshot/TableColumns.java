package org.backlinks.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table. Upstream's names are compared without regard to case. When upstream
 * repeats a name within one row, each repetition has a column of its own: the second {@code New}
 * becomes {@code New 2}, or gets the next free number.
 */
final class TableColumns {
  static final int MAX_COLUMNS = 500;

  /** The maximum number of columns with the same upstream name. */
  private static final int MAX_OCCURRENCES = 20;

  /** The index of a missing column. */
  private static final int NONE = -1;

  private final Warnings warnings;
  private final List<ColumnBuilder> builders = new ArrayList<>();
  private final List<Occurrence> occurrences = new ArrayList<>();

  TableColumns(Warnings warnings) {
    this.warnings = warnings;
  }

  /** The position of a column among the columns with the same upstream name. */
  private static final class Occurrence {
    /** Upstream's name, or null for a repetition. */
    private final @Nullable String upstreamName;

    /** The first column with the name. */
    private final int original;

    /** The number of this occurrence, from 1. */
    private final int number;

    /** The column of the next occurrence, or {@link #NONE}. */
    private int next = NONE;

    Occurrence(@Nullable String upstreamName, int original, int number) {
      this.upstreamName = upstreamName;
      this.original = original;
      this.number = number;
    }
  }

  /** Returns the columns. The caller may replace a column by another one with the same name. */
  List<ColumnBuilder> builders() {
    return builders;
  }

  /** Returns the index of the column with this name, and adds the column when it is new. */
  int columnIndex(String name) throws AnswerLimitException {
    for (int i = 0; i < occurrences.size(); i++) {
      if (name.equalsIgnoreCase(occurrences.get(i).upstreamName)) {
        return i;
      }
    }
    if (builders.size() == MAX_COLUMNS) {
      throw new AnswerLimitException("a table", MAX_COLUMNS, "columns");
    }
    String free = isTaken(name) ? numberedName(name) : name;
    return add(new ColumnBuilder(free), new Occurrence(name, builders.size(), 1));
  }

  /**
   * Returns the index of the column for the next repetition of this column's name within one row.
   *
   * @return -1 when the name is repeated too often, or there are too many columns; then the cell is
   *     left out with a warning
   */
  int repeatedColumn(int column) {
    Occurrence occurrence = occurrences.get(column);
    if (occurrence.next == NONE) {
      String name = builders.get(occurrence.original).name();
      if (occurrence.number == MAX_OCCURRENCES || builders.size() == MAX_COLUMNS) {
        warnings.countCells(name, "left out: the column is repeated too often", 1);
        return NONE;
      }
      String numbered = numberedName(name);
      occurrence.next =
          add(
              new ColumnBuilder(numbered, CellType.TEXT),
              new Occurrence(null, occurrence.original, occurrence.number + 1));
      warnings.add(
          "%s: upstream repeated this column; the repetition is kept as \"%s\" in extra"
              .formatted(name, numbered));
    }
    return occurrence.next;
  }

  private int add(ColumnBuilder builder, Occurrence occurrence) {
    builders.add(builder);
    occurrences.add(occurrence);
    return builders.size() - 1;
  }

  private String numberedName(String name) {
    int number = 2;
    while (isTaken(name + " " + number)) {
      number++;
    }
    return name + " " + number;
  }

  private boolean isTaken(String name) {
    return builders.stream().anyMatch(column -> column.name().equalsIgnoreCase(name));
  }
}
