package org.backlinks.days;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.days.TableMatrix.Cell;
import org.backlinks.days.TableMatrix.Ending;
import org.backlinks.local.TableFault;

/** The matrix of the table's faults as a sheet: a line a request, a column a fault. */
final class TableSheet {
  private TableSheet() {}

  static Sheet of(List<Ending> all) {
    Sheet sheet = new Sheet("days-table");
    sheet
        .say("# What DynamoDB can do")
        .say(
            "The answer meanwhile, and how often upstream charged; afterwards all heal. `!`: wrong.");
    for (boolean lasting : new boolean[] {false, true}) {
      List<Ending> some = all.stream().filter(one -> one.cell().lasting() == lasting).toList();
      if (!some.isEmpty()) {
        sheet.say(lasting ? "## Again and again, until the client gives up" : "## Once");
        sheet.table(rows(some));
      }
    }
    long tried = all.size();
    long survived = all.stream().filter(one -> one.wrong().isEmpty()).count();
    sheet.say(tried + " faults tried, " + survived + " survived.");
    all.stream()
        .filter(one -> !one.wrong().isEmpty())
        .forEach(one -> sheet.say("- " + one.cell() + ": " + String.join("; ", one.wrong())));
    return sheet;
  }

  private static List<List<String>> rows(List<Ending> endings) {
    List<TableFault> faults =
        Stream.of(TableFault.values())
            .filter(fault -> endings.stream().anyMatch(one -> one.cell().fault() == fault))
            .toList();
    Map<List<String>, Map<TableFault, Ending>> lines = new LinkedHashMap<>();
    for (Ending one : endings) {
      Cell cell = one.cell();
      lines
          .computeIfAbsent(
              List.of(word(cell.way()), cell.step().toString()), _ -> new LinkedHashMap<>())
          .put(cell.fault(), one);
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("way", "request"));
    faults.forEach(fault -> head.add(word(fault)));
    rows.add(head);
    lines.forEach((names, cells) -> {
      List<String> row = new ArrayList<>(names);
      faults.forEach(fault -> row.add(cells.containsKey(fault) ? text(cells.get(fault)) : ""));
      rows.add(row);
    });
    return rows;
  }

  private static String text(Ending ending) {
    return (ending.answer() + " " + ending.paid() + (ending.wrong().isEmpty() ? "" : " !")).strip();
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
