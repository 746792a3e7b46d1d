package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes an answer as upstream's XML: rows of cells between pipes, pipes in a cell doubled. */
final class XmlWriter {
  private XmlWriter() {}

  static Iterator<String> pieces(Answer answer) {
    StringBuilder head = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Result");
    attribute(head, "Code", answer.code());
    attribute(head, "ErrorMessage", answer.errorMessage());
    attribute(head, "FullError", answer.fullError());
    head.append(">");
    if (answer.globals() != null) {
      attributes(head.append("\n<GlobalVars"), answer.globals());
      head.append("/>");
    }
    List<Table> tables = answer.tables();
    if (tables == null) {
      return List.of(head.append("</Result>\n").toString()).iterator();
    }
    head.append("\n<DataTables");
    attribute(head, "Count", tables.size());
    List<Stream<String>> parts = new ArrayList<>(List.of(Stream.of(head.append(">\n").toString())));
    tables.forEach(table -> parts.add(table(table)));
    parts.add(Stream.of("</DataTables>\n</Result>\n"));
    return parts.stream().reduce(Stream.empty(), Stream::concat).iterator();
  }

  private static Stream<String> table(Table table) {
    StringBuilder head = new StringBuilder("<DataTable");
    attribute(head, "Name", table.name());
    attribute(head, "RowsCount", table.claimedSize());
    attribute(
        head,
        "Headers",
        table.columns().stream().map(XmlWriter::doubled).collect(Collectors.joining("|")));
    attributes(head, table.attributes());
    Stream<String> rows =
        IntStream.range(0, table.size()).mapToObj(at -> row(table.row().apply(at)));
    return Stream.concat(
        Stream.concat(Stream.of(head.append(">\n").toString()), rows), Stream.of("</DataTable>\n"));
  }

  private static String row(Object[] cells) {
    StringBuilder to = new StringBuilder(800).append("<Row>");
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        to.append('|');
      }
      escaped(to, cell(cells[i]));
    }
    return to.append("</Row>\n").toString();
  }

  private static String cell(Object value) {
    return switch (value) {
      case TrulyEmpty _ -> "";
      case String text when text.isEmpty() -> " ";
      default -> doubled(value.toString());
    };
  }

  private static String doubled(String text) {
    return text.replace("|", "||");
  }

  private static void attributes(StringBuilder to, Map<String, Object> attributes) {
    attributes.forEach((name, value) -> attribute(to, name, value));
  }

  private static void attribute(StringBuilder to, String name, Object value) {
    escaped(to.append(' ').append(name).append("=\""), value.toString());
    to.append('"');
  }

  /** Carriage returns must be references, or every reader would make line feeds of them. */
  private static void escaped(StringBuilder to, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> to.append("&amp;");
        case '<' -> to.append("&lt;");
        case '>' -> to.append("&gt;");
        case '"' -> to.append("&quot;");
        case '\'' -> to.append("&#39;");
        case '\r' -> to.append("&#13;");
        case '\n' -> to.append("&#10;");
        case '\t' -> to.append("&#9;");
        default -> to.append(c);
      }
    }
  }

  /** An empty cell written without its space, as upstream does with the last one of a download. */
  enum TrulyEmpty {
    CELL;

    @Override
    public String toString() {
      return "";
    }
  }
}
