package org.backlinks.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects warnings about an answer. Similar warnings become one line with a count. */
public final class Warnings {
  /** The maximum number of lines. Further lines are dropped. */
  public static final int MAX_LINES = 50;

  private static final String REPLACED = " became U+FFFD";

  private record ColumnIssue(String column, String issue) {}

  private final Map<ColumnIssue, Long> counts = new LinkedHashMap<>();
  private final Map<String, Long> replacedCharacters = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  /** Adds a line, unless the same line is present. */
  public void add(String line) {
    if (!lines.contains(line)) {
      lines.add(line);
    }
  }

  /**
   * Counts cells of a column that have the same issue.
   *
   * @param issue follows the word "cell" or "cells": "can't be read as a date"
   */
  public void countCells(String column, String issue, int cells) {
    ColumnIssue kind = new ColumnIssue(column, issue);
    if (cells > 0 && (counts.size() < MAX_LINES || counts.containsKey(kind))) {
      counts.merge(kind, (long) cells, Long::sum);
    }
  }

  /**
   * Counts invalid characters that became U+FFFD.
   *
   * @param where the name of the table, or a name for the parts outside of the tables
   */
  public void countReplacedCharacters(String where, long characters) {
    if (characters > 0
        && (replacedCharacters.size() < MAX_LINES || replacedCharacters.containsKey(where))) {
      replacedCharacters.merge(where, characters, Long::sum);
    }
  }

  /** Returns whether a line is about characters of a table that became U+FFFD. */
  static boolean isAboutReplacedCharacters(String line, String table) {
    return line.startsWith(table + ": ") && line.endsWith(REPLACED);
  }

  /** Returns the warnings, at most {@link #MAX_LINES} lines. */
  public List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    replacedCharacters.forEach((where, characters) ->
        all.add(
            where
                + ": "
                + characters
                + (characters == 1 ? " invalid character" : " invalid characters")
                + REPLACED));
    counts.forEach((kind, cells) ->
        all.add(kind.column + ": " + cells + (cells == 1 ? " cell " : " cells ") + kind.issue));
    return List.copyOf(all.subList(0, Math.min(MAX_LINES, all.size())));
  }
}
