package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.IntFunction;

/** One table of an answer; its rows are made only when they are read, cell by cell in order. */
record Table(
    String name,
    SequencedMap<String, Object> attributes,
    List<String> columns,
    int size,
    int claimedSize,
    IntFunction<Object[]> row) {

  static Table of(
      String name,
      SequencedMap<String, Object> attributes,
      List<String> columns,
      int size,
      IntFunction<Object[]> row) {
    return new Table(name, attributes, columns, size, size, row);
  }

  static Table of(
      String name, Map<String, Object> attributes, List<String> columns, List<Object[]> rows) {
    return of(name, new LinkedHashMap<>(attributes), columns, rows.size(), rows::get);
  }

  Table withoutRows() {
    return of(name, attributes, columns, 0, row);
  }

  Table claiming(int rows) {
    return new Table(name, attributes, columns, size, rows, row);
  }

  /** The same table with one more column, the cells made by row number. */
  Table plus(String column, IntFunction<Object> cell) {
    List<String> more = new ArrayList<>(columns);
    more.add(column);
    return of(
        name,
        attributes,
        List.copyOf(more),
        size,
        at -> {
          Object[] cells = Arrays.copyOf(row.apply(at), columns.size() + 1);
          cells[columns.size()] = cell.apply(at);
          return cells;
        });
  }
}
