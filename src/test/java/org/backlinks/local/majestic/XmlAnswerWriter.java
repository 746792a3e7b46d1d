package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes an answer in Majestic's XML format: pipes separate the cells of a row, and a pipe in a
 * cell is doubled.
 */
final class XmlAnswerWriter {
  private XmlAnswerWriter() {}

  static Iterator<String> pieces(FakeAnswer answer) {
    StringBuilder head = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Result");
    appendAttribute(head, "Code", answer.code());
    appendAttribute(head, "ErrorMessage", answer.errorMessage());
    appendAttribute(head, "FullError", answer.fullError());
    head.append(">");
    if (answer.globals() != null) {
      appendAttributes(head.append("\n<GlobalVars"), answer.globals());
      head.append("/>");
    }
    List<FakeTable> tables = answer.tables();
    if (tables == null) {
      return List.of(head.append("</Result>\n").toString()).iterator();
    }
    head.append("\n<DataTables");
    appendAttribute(head, "Count", tables.size());
    List<Stream<String>> parts = new ArrayList<>(List.of(Stream.of(head.append(">\n").toString())));
    tables.forEach(table -> parts.add(table(table)));
    parts.add(Stream.of("</DataTables>\n</Result>\n"));
    return parts.stream().reduce(Stream.empty(), Stream::concat).iterator();
  }

  private static Stream<String> table(FakeTable table) {
    StringBuilder head = new StringBuilder("<DataTable");
    appendAttribute(head, "Name", table.name());
    appendAttribute(head, "RowsCount", table.claimedRowCount());
    appendAttribute(
        head,
        "Headers",
        table.columns().stream()
            .map(XmlAnswerWriter::doublePipes)
            .collect(Collectors.joining("|")));
    appendAttributes(head, table.attributes());
    Stream<String> rows =
        IntStream.range(0, table.rowCount()).mapToObj(index -> row(table.rowCells().apply(index)));
    return Stream.concat(
        Stream.concat(Stream.of(head.append(">\n").toString()), rows), Stream.of("</DataTable>\n"));
  }

  private static String row(Object[] cells) {
    StringBuilder output = new StringBuilder(800).append("<Row>");
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        output.append('|');
      }
      appendEscaped(output, cell(cells[i]));
    }
    return output.append("</Row>\n").toString();
  }

  private static String cell(Object value) {
    return switch (value) {
      case EmptyCell _ -> "";
      case String text when text.isEmpty() -> " ";
      default -> doublePipes(value.toString());
    };
  }

  private static String doublePipes(String text) {
    return text.replace("|", "||");
  }

  private static void appendAttributes(StringBuilder output, Map<String, Object> attributes) {
    attributes.forEach((name, value) -> appendAttribute(output, name, value));
  }

  private static void appendAttribute(StringBuilder output, String name, Object value) {
    appendEscaped(output.append(' ').append(name).append("=\""), value.toString());
    output.append('"');
  }

  /**
   * Appends a text with its special characters escaped. Escapes carriage returns too because an XML
   * reader would replace them by line feeds.
   */
  private static void appendEscaped(StringBuilder output, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> output.append("&amp;");
        case '<' -> output.append("&lt;");
        case '>' -> output.append("&gt;");
        case '"' -> output.append("&quot;");
        case '\'' -> output.append("&#39;");
        case '\r' -> output.append("&#13;");
        case '\n' -> output.append("&#10;");
        case '\t' -> output.append("&#9;");
        default -> output.append(c);
      }
    }
  }

  /**
   * An empty cell without a space. Majestic writes the last cell of a row in a download in this
   * way.
   */
  enum EmptyCell {
    WITHOUT_SPACE;

    @Override
    public String toString() {
      return "";
    }
  }
}
