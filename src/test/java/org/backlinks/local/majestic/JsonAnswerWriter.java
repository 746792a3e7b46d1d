package org.backlinks.local.majestic;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes an answer in Majestic's JSON format: globals on the top level, and an empty string for a
 * missing value.
 */
final class JsonAnswerWriter {
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private JsonAnswerWriter() {}

  static Iterator<String> pieces(FakeAnswer answer) {
    StringBuilder head = new StringBuilder("{");
    appendMember(head, "Code", answer.code());
    appendMember(head.append(','), "ErrorMessage", answer.errorMessage());
    appendMember(head.append(','), "FullError", answer.fullError());
    if (answer.globals() != null) {
      answer.globals().forEach((name, value) -> appendMember(head.append(','), name, value));
    }
    if (answer.tables() == null) {
      return List.of(head.append('}').toString()).iterator();
    }
    head.append(",\"DataTables\":{");
    List<Stream<String>> parts = new ArrayList<>(List.of(Stream.of(head.toString())));
    for (FakeTable table : answer.tables()) {
      parts.add(Stream.of(parts.size() == 1 ? "" : ","));
      parts.add(table(table));
    }
    parts.add(Stream.of("}}"));
    return parts.stream().reduce(Stream.empty(), Stream::concat).iterator();
  }

  private static Stream<String> table(FakeTable table) {
    StringBuilder head = new StringBuilder();
    appendText(head, table.name());
    head.append(":{\"Headers\":");
    appendObject(head, table.attributes());
    head.append(",\"Data\":[");
    List<String> names = table.columns().stream().map(JsonAnswerWriter::memberName).toList();
    Stream<String> rows =
        IntStream.range(0, table.rowCount())
            .mapToObj(index -> row(names, table.rowCells().apply(index), index > 0));
    return Stream.concat(Stream.concat(Stream.of(head.toString()), rows), Stream.of("]}"));
  }

  private static String row(List<String> names, Object[] cells, boolean isNotFirst) {
    StringBuilder output = new StringBuilder(1600).append(isNotFirst ? ",{" : "{");
    for (int i = 0; i < cells.length; i++) {
      output.append(names.get(i));
      appendValue(output, cells[i]);
      output.append(i + 1 < cells.length ? ',' : '}');
    }
    return output.toString();
  }

  private static String memberName(String column) {
    StringBuilder output = new StringBuilder();
    appendText(output, column);
    return output.append(':').toString();
  }

  private static void appendObject(StringBuilder output, Map<String, Object> members) {
    String separator = "{";
    for (Map.Entry<String, Object> member : members.entrySet()) {
      appendMember(output.append(separator), member.getKey(), member.getValue());
      separator = ",";
    }
    output.append(members.isEmpty() ? "{}" : "}");
  }

  private static void appendMember(StringBuilder output, String name, Object value) {
    appendText(output, name);
    appendValue(output.append(':'), value);
  }

  private static void appendValue(StringBuilder output, Object value) {
    if (value instanceof Number number) {
      output.append(number);
    } else {
      appendText(output, value.toString());
    }
  }

  private static void appendText(StringBuilder output, String text) {
    output.append('"');
    ENCODER.quoteAsString(text, output);
    output.append('"');
  }
}
