package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Bends a right answer in the ways that a reader has to survive. */
final class Twists {
  private Twists() {}

  static Answer of(Answer answer, Behaviour behaviour) {
    List<Table> tables = answer.tables();
    if (tables == null || tables.isEmpty()) {
      return answer;
    }
    return switch (behaviour) {
      case Behaviour.MissingTable(String name) ->
          answer.withTables(tables.stream().filter(table -> !table.name().equals(name)).toList());
      case Behaviour.DuplicateTable _ -> {
        List<Table> twice = new ArrayList<>(tables);
        twice.add(1, tables.getFirst());
        yield answer.withTables(twice);
      }
      case Behaviour.WrongRowCount _ ->
          answer.withTables(
              tables.stream().map(table -> table.claiming(table.size() + 1)).toList());
      case Behaviour.NewMembers _ -> withNewMembers(answer, tables);
      default -> answer;
    };
  }

  private static Answer withNewMembers(Answer answer, List<Table> tables) {
    SequencedMap<String, Object> globals = new LinkedHashMap<>(answer.globals());
    globals.put("BrandNewGlobal", "of tomorrow");
    List<Table> more = new ArrayList<>();
    for (Table table : tables) {
      SequencedMap<String, Object> attributes = new LinkedHashMap<>(table.attributes());
      attributes.put("BrandNewAttribute", 42);
      more.add(
          Table.of(table.name(), attributes, table.columns(), table.size(), table.row())
              .plus("BrandNewColumn", at -> "value " + at));
    }
    List<Object[]> rows = new ArrayList<>();
    rows.add(new Object[] {"text", 7});
    more.add(Table.of("BrandNewTable", Map.of(), List.of("Column", "Number"), rows));
    return new Answer(answer.code(), "", "", globals, more);
  }
}
