package org.backlinks.days;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backlinks.local.Project;

/** Tables in Markdown, printed and kept beside the build's other results. */
final class Sheet {
  private final String name;
  private final List<String> lines = new ArrayList<>();

  Sheet(String name) {
    this.name = name;
  }

  Sheet say(String text) {
    lines.add(text);
    lines.add("");
    return this;
  }

  /** A table; its first row is the head. */
  Sheet table(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    lines.add(line(rows.getFirst(), widths));
    lines.add(line(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths));
    rows.stream().skip(1).forEach(row -> lines.add(line(row, widths)));
    lines.add("");
    return this;
  }

  private static String line(List<String> row, int[] widths) {
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
    Path file = Project.target().resolve(name + ".md");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
