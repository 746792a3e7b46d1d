package org.backlinks.local.majestic;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes an answer as upstream's JSON: globals on the top level, a missing value as "". */
final class JsonWriter {
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private JsonWriter() {}

  static Iterator<String> pieces(Answer answer) {
    StringBuilder head = new StringBuilder("{");
    member(head, "Code", answer.code());
    member(head.append(','), "ErrorMessage", answer.errorMessage());
    member(head.append(','), "FullError", answer.fullError());
    if (answer.globals() != null) {
      answer.globals().forEach((name, value) -> member(head.append(','), name, value));
    }
    if (answer.tables() == null) {
      return List.of(head.append('}').toString()).iterator();
    }
    head.append(",\"DataTables\":{");
    List<Stream<String>> parts = new ArrayList<>(List.of(Stream.of(head.toString())));
    for (Table table : answer.tables()) {
      parts.add(Stream.of(parts.size() == 1 ? "" : ","));
      parts.add(table(table));
    }
    parts.add(Stream.of("}}"));
    return parts.stream().reduce(Stream.empty(), Stream::concat).iterator();
  }

  private static Stream<String> table(Table table) {
    StringBuilder head = new StringBuilder();
    text(head, table.name());
    head.append(":{\"Headers\":");
    object(head, table.attributes());
    head.append(",\"Data\":[");
    List<String> names = table.columns().stream().map(JsonWriter::memberName).toList();
    Stream<String> rows =
        IntStream.range(0, table.size()).mapToObj(at -> row(names, table.row().apply(at), at > 0));
    return Stream.concat(Stream.concat(Stream.of(head.toString()), rows), Stream.of("]}"));
  }

  private static String row(List<String> names, Object[] cells, boolean follows) {
    StringBuilder to = new StringBuilder(1600).append(follows ? ",{" : "{");
    for (int i = 0; i < cells.length; i++) {
      to.append(names.get(i));
      value(to, cells[i]);
      to.append(i + 1 < cells.length ? ',' : '}');
    }
    return to.toString();
  }

  private static String memberName(String column) {
    StringBuilder to = new StringBuilder();
    text(to, column);
    return to.append(':').toString();
  }

  private static void object(StringBuilder to, Map<String, Object> members) {
    String before = "{";
    for (Map.Entry<String, Object> member : members.entrySet()) {
      member(to.append(before), member.getKey(), member.getValue());
      before = ",";
    }
    to.append(members.isEmpty() ? "{}" : "}");
  }

  private static void member(StringBuilder to, String name, Object value) {
    text(to, name);
    value(to.append(':'), value);
  }

  private static void value(StringBuilder to, Object value) {
    if (value instanceof Number number) {
      to.append(number);
    } else {
      text(to, value.toString());
    }
  }

  private static void text(StringBuilder to, String text) {
    to.append('"');
    ENCODER.quoteAsString(text, to);
    to.append('"');
  }
}
