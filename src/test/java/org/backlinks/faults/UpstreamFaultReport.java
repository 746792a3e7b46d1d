package org.backlinks.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.faults.UpstreamFaultMatrix.FaultResult;

/**
 * The results of Majestic's faults in Markdown: one line for each fault, one column for each
 * scenario.
 */
final class UpstreamFaultReport {
  private UpstreamFaultReport() {}

  static MarkdownReport of(List<FaultResult> results) {
    MarkdownReport report = new MarkdownReport("days-upstream");
    report
        .addParagraph("# Faults of Majestic")
        .addParagraph(
            "Each cell: outcome of the report, paid calls/charged units including the next question.");
    Map<String, Map<UpstreamScenario, FaultResult>> resultsByFault = new LinkedHashMap<>();
    for (FaultResult result : results) {
      resultsByFault
          .computeIfAbsent(result.fault().name(), _ -> new EnumMap<>(UpstreamScenario.class))
          .put(result.scenario(), result);
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("fault"));
    Stream.of(UpstreamScenario.values())
        .forEach(scenario -> head.add(scenario.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    rows.add(head);
    resultsByFault.forEach((name, cells) -> {
      List<String> row = new ArrayList<>(List.of(name));
      Stream.of(UpstreamScenario.values())
          .forEach(scenario ->
              row.add(cells.containsKey(scenario) ? cellText(cells.get(scenario)) : ""));
      rows.add(row);
    });
    report.addTable(rows);
    long passed = results.stream().filter(result -> result.errors().isEmpty()).count();
    report.addParagraph(results.size() + " faults, " + passed + " without errors.");
    results.stream()
        .filter(result -> !result.errors().isEmpty())
        .forEach(result ->
            report.addParagraph(
                "- %s, %s: %s"
                    .formatted(
                        result.fault().name(),
                        result.scenario(),
                        String.join("; ", result.errors()))));
    return report;
  }

  private static String cellText(FaultResult result) {
    String outcome = result.observed().replace("upstream-", "");
    return "%s %d/%d%s"
        .formatted(
            outcome,
            result.paidCalls(),
            result.chargedUnits(),
            result.errors().isEmpty() ? "" : " !")
        .strip();
  }
}
