package org.backlinks.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backlinks.local.ProjectFolders;

/**
 * A report with tables in Markdown. It is printed and written to the folder of the build output.
 */
final class MarkdownReport {
  private final String name;
  private final List<String> lines = new ArrayList<>();

  MarkdownReport(String name) {
    this.name = name;
  }

  MarkdownReport addParagraph(String text) {
    lines.add(text);
    lines.add("");
    return this;
  }

  /** Adds a table. Its first row is the head. */
  MarkdownReport addTable(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    lines.add(formatRow(rows.getFirst(), widths));
    lines.add(formatRow(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths));
    rows.stream().skip(1).forEach(row -> lines.add(formatRow(row, widths)));
    lines.add("");
    return this;
  }

  private static String formatRow(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      String cell = i < row.size() ? row.get(i) : "";
      line.append(' ').append(cell).repeat(' ', widths[i] - cell.length()).append(" |");
    }
    return line.toString();
  }

  void publish() {
    String text = String.join("\n", lines);
    System.out.println(text);
    Path file = ProjectFolders.targetFolder().resolve(name + ".md");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
