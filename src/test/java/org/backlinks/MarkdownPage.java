package org.backlinks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation: its links, anchors, tables and code blocks.
 *
 * @param file the path of the page; its links are relative to it
 */
record MarkdownPage(Path file, List<String> lines) {
  private static final String FENCE = "```";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern INLINE_LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern LINK_DEFINITION = Pattern.compile("^\\[[^\\]]+]:\\s+(\\S+)");
  private static final Pattern HEADING = Pattern.compile("^#+ +(.*)$");

  MarkdownPage {
    lines = List.copyOf(lines);
  }

  static MarkdownPage read(Path file) {
    try {
      return new MarkdownPage(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the lines outside code blocks. */
  private List<String> textLines() {
    List<String> text = new ArrayList<>();
    boolean isCode = false;
    for (String line : lines) {
      if (line.startsWith(FENCE)) {
        isCode = !isCode;
      } else if (!isCode) {
        text.add(line);
      }
    }
    return text;
  }

  /** Returns the targets of all links as written: addresses, paths and anchors. */
  List<String> links() {
    return textLines().stream()
        .map(line -> CODE.matcher(line).replaceAll("code"))
        .flatMap(line ->
            Stream.concat(
                INLINE_LINK.matcher(line).results(), LINK_DEFINITION.matcher(line).results()))
        .map(link -> link.group(1))
        .toList();
  }

  /** Returns the relative links whose file or heading does not exist. */
  List<String> brokenLinks() {
    return links().stream()
        .filter(link -> !link.startsWith("https://") && !hasTarget(link))
        .toList();
  }

  private boolean hasTarget(String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]);
    return Files.exists(target) && (parts.length == 1 || read(target).anchors().contains(parts[1]));
  }

  /** Returns the anchors that GitHub creates for the headings. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    for (String line : textLines()) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String slug =
            heading
                .group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        String anchor = slug;
        for (int number = 1; !anchors.add(anchor); number++) {
          anchor = slug + "-" + number;
        }
      }
    }
    return anchors;
  }

  /**
   * Returns the rows below the head of the table whose first column has this name.
   *
   * @throws IllegalStateException when there is not exactly one such table
   */
  List<List<String>> tableRows(String firstColumn) {
    List<String> text = textLines();
    List<Integer> heads = new ArrayList<>();
    for (int i = 0; i + 1 < text.size(); i++) {
      if (text.get(i).startsWith("| " + firstColumn + " |") && text.get(i + 1).startsWith("|--")) {
        heads.add(i);
      }
    }
    if (heads.size() != 1) {
      throw new IllegalStateException(
          "%s has %d tables of column %s".formatted(file, heads.size(), firstColumn));
    }
    return text.stream()
        .skip(heads.getFirst() + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }

  /** Returns every code span in one column of a table, in order. */
  List<String> codeInColumn(String firstColumn, int column) {
    return tableRows(firstColumn).stream().flatMap(row -> code(row.get(column)).stream()).toList();
  }

  /** Returns the code spans in a text. */
  static List<String> code(String text) {
    return CODE.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /** Returns all matches of a pattern on the page, including code blocks. */
  List<String> findAll(Pattern pattern) {
    return lines.stream()
        .flatMap(line -> pattern.matcher(line).results())
        .map(MatchResult::group)
        .toList();
  }

  /** Returns the code blocks of one language. */
  List<String> codeBlocks(String language) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : lines) {
      if (block == null) {
        block = line.equals(FENCE + language) ? new StringBuilder() : null;
      } else if (line.startsWith(FENCE)) {
        blocks.add(block.toString());
        block = null;
      } else {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
