package org.backlinks.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The results of a run, as Markdown and as JSON. */
record BenchmarkReport(String machine, Instant date, List<BenchmarkResult> results) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final MathContext ROUNDING = new MathContext(4);

  /** Returns a Markdown table with aligned columns, below the machine and the date. */
  String toMarkdown() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("what", "value", "baseline", "ratio", "must", "aim", "verdict"));
    for (BenchmarkResult result : results) {
      lines.add(
          List.of(
              result.name(),
              format(result.value()) + " " + result.unit(),
              format(result.baseline()),
              format(result.ratio()),
              format(result.required()),
              format(result.goal()),
              result.goal() == null ? "" : result.verdict().label));
    }
    int[] widths =
        IntStream.range(0, lines.getFirst().size())
            .map(column ->
                lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
            .toArray();
    List<String> formattedLines =
        new ArrayList<>(lines.stream().map(line -> formatRow(line, widths)).toList());
    formattedLines.add(
        1,
        IntStream.of(widths)
            .mapToObj(width -> "-".repeat(width + 2))
            .collect(Collectors.joining("|", "|", "|")));
    return "%n%s; %s%n%n%s%n"
        .formatted(machine, date, String.join(System.lineSeparator(), formattedLines));
  }

  private static String formatRow(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(
            column -> cells.get(column) + " ".repeat(widths[column] - cells.get(column).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String format(@Nullable Double number) {
    BigDecimal rounded = round(number);
    return rounded == null ? "" : rounded.toPlainString();
  }

  void writeJson(Path file) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("machine", machine).put("date", date.toString());
    ArrayNode list = json.putArray("results");
    for (BenchmarkResult result : results) {
      list.addObject()
          .put("name", result.name())
          .put("value", round(result.value()))
          .put("unit", result.unit())
          .put("baseline", round(result.baseline()))
          .put("ratio", round(result.ratio()))
          .put("must", round(result.required()))
          .put("aim", round(result.goal()))
          .put("verdict", result.verdict().label);
    }
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
  }

  private static @Nullable BigDecimal round(@Nullable Double number) {
    if (number == null) {
      return null;
    }
    BigDecimal rounded = BigDecimal.valueOf(number).round(ROUNDING).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
