package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.IntFunction;

/**
 * One table of an answer. Its rows are generated only when they are read, with their cells in
 * order.
 */
public record FakeTable(
    String name,
    SequencedMap<String, Object> attributes,
    List<String> columns,
    int rowCount,
    int claimedRowCount,
    IntFunction<Object[]> rowCells) {

  public static FakeTable of(
      String name,
      SequencedMap<String, Object> attributes,
      List<String> columns,
      int size,
      IntFunction<Object[]> row) {
    return new FakeTable(name, attributes, columns, size, size, row);
  }

  public static FakeTable of(
      String name, Map<String, Object> attributes, List<String> columns, List<Object[]> rows) {
    return of(name, new LinkedHashMap<>(attributes), columns, rows.size(), rows::get);
  }

  FakeTable withoutRows() {
    return of(name, attributes, columns, 0, rowCells);
  }

  FakeTable withClaimedRowCount(int newCount) {
    return new FakeTable(name, attributes, columns, rowCount, newCount, rowCells);
  }

  /** Returns this table with another column. The function creates the cell of a row number. */
  FakeTable withColumn(String column, IntFunction<Object> cell) {
    List<String> newColumns = new ArrayList<>(columns);
    newColumns.add(column);
    return of(
        name,
        attributes,
        List.copyOf(newColumns),
        rowCount,
        index -> {
          Object[] cells = Arrays.copyOf(rowCells.apply(index), columns.size() + 1);
          cells[columns.size()] = cell.apply(index);
          return cells;
        });
  }
}
