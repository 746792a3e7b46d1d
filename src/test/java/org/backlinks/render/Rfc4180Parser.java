package org.backlinks.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses CSV strictly by the grammar of RFC 4180. */
public final class Rfc4180Parser {
  private final String text;
  private int position;

  private Rfc4180Parser(String text) {
    this.text = text;
  }

  /** Returns the cells of all lines. The first line is the header. */
  public static List<List<String>> parseLines(String text) {
    Rfc4180Parser csv = new Rfc4180Parser(text);
    List<List<String>> lines = new ArrayList<>();
    while (csv.position < text.length()) {
      lines.add(csv.parseLine());
    }
    return lines;
  }

  /** Returns the cells of each row that are not empty, by the names in the header. */
  public static List<Map<String, String>> parseRows(String text) {
    List<List<String>> lines = parseLines(text);
    List<String> header = lines.getFirst();
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      if (line.size() != header.size()) {
        throw new AssertionError(line.size() + " cells under " + header.size() + " names");
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < line.size(); i++) {
        if (!line.get(i).isEmpty()) {
          row.put(header.get(i), line.get(i));
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private List<String> parseLine() {
    List<String> cells = new ArrayList<>(List.of(parseCell()));
    while (text.startsWith(",", position)) {
      position++;
      cells.add(parseCell());
    }
    if (!text.startsWith("\r\n", position)) {
      throw new AssertionError("no line end at " + position + " of " + text);
    }
    position += 2;
    return cells;
  }

  private String parseCell() {
    StringBuilder cell = new StringBuilder();
    if (text.startsWith("\"", position)) {
      for (position++; ; position++) {
        if (text.startsWith("\"\"", position)) {
          position++;
        } else if (text.startsWith("\"", position)) {
          position++;
          return cell.toString();
        }
        cell.append(text.charAt(position));
      }
    }
    while (",\"\r\n".indexOf(text.charAt(position)) < 0) {
      cell.append(text.charAt(position++));
    }
    return cell.toString();
  }
}
