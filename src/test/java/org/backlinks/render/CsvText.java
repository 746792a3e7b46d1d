package org.backlinks.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads RFC 4180 as its grammar has it, and nothing else. */
public final class CsvText {
  private final String text;
  private int at;

  private CsvText(String text) {
    this.text = text;
  }

  /** All lines, the header first. */
  public static List<List<String>> lines(String text) {
    CsvText csv = new CsvText(text);
    List<List<String>> lines = new ArrayList<>();
    while (csv.at < text.length()) {
      lines.add(csv.line());
    }
    return lines;
  }

  /** Each row's cells that are not empty, by the names in the header. */
  public static List<Map<String, String>> rows(String text) {
    List<List<String>> lines = lines(text);
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

  private List<String> line() {
    List<String> cells = new ArrayList<>(List.of(cell()));
    while (text.startsWith(",", at)) {
      at++;
      cells.add(cell());
    }
    if (!text.startsWith("\r\n", at)) {
      throw new AssertionError("no line end at " + at + " of " + text);
    }
    at += 2;
    return cells;
  }

  private String cell() {
    StringBuilder cell = new StringBuilder();
    if (text.startsWith("\"", at)) {
      for (at++; ; at++) {
        if (text.startsWith("\"\"", at)) {
          at++;
        } else if (text.startsWith("\"", at)) {
          at++;
          return cell.toString();
        }
        cell.append(text.charAt(at));
      }
    }
    while (",\"\r\n".indexOf(text.charAt(at)) < 0) {
      cell.append(text.charAt(at++));
    }
    return cell.toString();
  }
}
