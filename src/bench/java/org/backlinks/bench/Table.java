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

/** All results of a run, for eyes and for programs. */
record Table(String machine, Instant date, List<Result> results) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final MathContext DIGITS = new MathContext(4);

  /** A table in Markdown, its columns aligned, under the machine and the date. */
  String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("what", "value", "baseline", "ratio", "must", "aim", "verdict"));
    for (Result result : results) {
      lines.add(
          List.of(
              result.name(),
              shown(result.value()) + " " + result.unit(),
              shown(result.baseline()),
              shown(result.ratio()),
              shown(result.must()),
              shown(result.aim()),
              result.aim() == null ? "" : result.verdict().word));
    }
    int[] widths =
        IntStream.range(0, lines.getFirst().size())
            .map(column ->
                lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
            .toArray();
    List<String> shown = new ArrayList<>(lines.stream().map(line -> row(line, widths)).toList());
    shown.add(
        1,
        IntStream.of(widths)
            .mapToObj(width -> "-".repeat(width + 2))
            .collect(Collectors.joining("|", "|", "|")));
    return "%n%s; %s%n%n%s%n".formatted(machine, date, String.join(System.lineSeparator(), shown));
  }

  private static String row(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(
            column -> cells.get(column) + " ".repeat(widths[column] - cells.get(column).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String shown(@Nullable Double number) {
    BigDecimal rounded = rounded(number);
    return rounded == null ? "" : rounded.toPlainString();
  }

  void writeTo(Path file) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("machine", machine).put("date", date.toString());
    ArrayNode list = json.putArray("results");
    for (Result result : results) {
      list.addObject()
          .put("name", result.name())
          .put("value", rounded(result.value()))
          .put("unit", result.unit())
          .put("baseline", rounded(result.baseline()))
          .put("ratio", rounded(result.ratio()))
          .put("must", rounded(result.must()))
          .put("aim", rounded(result.aim()))
          .put("verdict", result.verdict().word);
    }
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
  }

  private static @Nullable BigDecimal rounded(@Nullable Double number) {
    if (number == null) {
      return null;
    }
    BigDecimal rounded = BigDecimal.valueOf(number).round(DIGITS).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
