package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Changes a valid answer in ways that a reader has to tolerate. */
final class ResponseMutations {
  private ResponseMutations() {}

  static FakeAnswer mutate(FakeAnswer answer, Behaviour behaviour) {
    List<FakeTable> tables = answer.tables();
    if (tables == null || tables.isEmpty()) {
      return answer;
    }
    return switch (behaviour) {
      case Behaviour.MissingTable(String name) ->
          answer.withTables(tables.stream().filter(table -> !table.name().equals(name)).toList());
      case Behaviour.DuplicateTable _ -> {
        List<FakeTable> duplicated = new ArrayList<>(tables);
        duplicated.add(1, tables.getFirst());
        yield answer.withTables(duplicated);
      }
      case Behaviour.WrongRowCount _ ->
          answer.withTables(
              tables.stream()
                  .map(table -> table.withClaimedRowCount(table.rowCount() + 1))
                  .toList());
      case Behaviour.UnknownMembers _ -> withUnknownMembers(answer, tables);
      default -> answer;
    };
  }

  private static FakeAnswer withUnknownMembers(FakeAnswer answer, List<FakeTable> tables) {
    SequencedMap<String, Object> globals = new LinkedHashMap<>(answer.globals());
    globals.put("BrandNewGlobal", "of tomorrow");
    List<FakeTable> extended = new ArrayList<>();
    for (FakeTable table : tables) {
      SequencedMap<String, Object> attributes = new LinkedHashMap<>(table.attributes());
      attributes.put("BrandNewAttribute", 42);
      extended.add(
          FakeTable.of(
                  table.name(), attributes, table.columns(), table.rowCount(), table.rowCells())
              .withColumn("BrandNewColumn", index -> "value " + index));
    }
    List<Object[]> rows = new ArrayList<>();
    rows.add(new Object[] {"text", 7});
    extended.add(FakeTable.of("BrandNewTable", Map.of(), List.of("Column", "Number"), rows));
    return new FakeAnswer(answer.code(), "", "", globals, extended);
  }
}
