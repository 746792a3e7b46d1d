package org.backlinks.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.faults.TableFaultMatrix.Cell;
import org.backlinks.faults.TableFaultMatrix.CellResult;
import org.backlinks.local.TableFault;

/**
 * The results of the table's faults in Markdown: one line for each request, one column for each
 * fault.
 */
final class TableFaultReport {
  private TableFaultReport() {}

  static MarkdownReport of(List<CellResult> results) {
    MarkdownReport report = new MarkdownReport("days-table");
    report
        .addParagraph("# Faults of DynamoDB")
        .addParagraph(
            "Each cell has the answer during the fault and the number of paid calls. `!` marks an error.");
    for (boolean isLasting : new boolean[] {false, true}) {
      List<CellResult> selected =
          results.stream().filter(result -> result.cell().isLasting() == isLasting).toList();
      if (!selected.isEmpty()) {
        report.addParagraph(isLasting ? "## Repeated until the client gives up" : "## Once");
        report.addTable(tableRows(selected));
      }
    }
    long total = results.size();
    long passed = results.stream().filter(result -> result.errors().isEmpty()).count();
    report.addParagraph(total + " faults, " + passed + " without errors.");
    results.stream()
        .filter(result -> !result.errors().isEmpty())
        .forEach(result ->
            report.addParagraph("- " + result.cell() + ": " + String.join("; ", result.errors())));
    return report;
  }

  private static List<List<String>> tableRows(List<CellResult> results) {
    List<TableFault> faults =
        Stream.of(TableFault.values())
            .filter(fault -> results.stream().anyMatch(result -> result.cell().fault() == fault))
            .toList();
    Map<List<String>, Map<TableFault, CellResult>> resultsByRequest = new LinkedHashMap<>();
    for (CellResult result : results) {
      Cell cell = result.cell();
      resultsByRequest
          .computeIfAbsent(
              List.of(label(cell.scenario()), cell.request().toString()),
              _ -> new LinkedHashMap<>())
          .put(cell.fault(), result);
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("scenario", "request"));
    faults.forEach(fault -> head.add(label(fault)));
    rows.add(head);
    resultsByRequest.forEach((names, cells) -> {
      List<String> row = new ArrayList<>(names);
      faults.forEach(fault -> row.add(cells.containsKey(fault) ? cellText(cells.get(fault)) : ""));
      rows.add(row);
    });
    return rows;
  }

  private static String cellText(CellResult result) {
    return (result.answer() + " " + result.paidCalls() + (result.errors().isEmpty() ? "" : " !"))
        .strip();
  }

  private static String label(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
