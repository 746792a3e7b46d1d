package org.backlinks.majestic.read;

import java.util.List;
import org.backlinks.snapshot.CellType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the separators of a row in which cells start or end with pipes, or consist of pipes. It
 * uses the number and the types of the columns, and does not guess: it finds no separators if there
 * is more than one solution.
 */
final class SeparatorSolver {
  private static final int MAX_TYPED_LENGTH = 24;

  private final CellType[] types;

  SeparatorSolver(List<CellType> types) {
    this.types = types.toArray(CellType[]::new);
  }

  int columnCount() {
    return types.length;
  }

  /** Returns the index of each separator, or null if there is not exactly one solution. */
  int @Nullable [] solve(byte[] text) {
    PipeRuns runs = new PipeRuns(text);
    if (runs.count() > PipeRuns.MAX_RUNS) {
      return null;
    }
    SeparatorAssignment strict = new SeparatorAssignment(this, text, runs, true);
    SeparatorAssignment assignment =
        strict.isPossible() ? strict : new SeparatorAssignment(this, text, runs, false);
    int[] counts = assignment.findUnique();
    return counts == null ? null : placeSeparators(text, runs, counts);
  }

  boolean isTextColumn(int column) {
    return types[column] == CellType.TEXT;
  }

  /** Returns whether a text without pipes can be a cell of the column: blank, or of its type. */
  boolean canReadCell(int column, byte[] text, int from, int to) {
    if (isTextColumn(column) || isBlank(text, from, to)) {
      return true;
    }
    if (to - from > MAX_TYPED_LENGTH) {
      return false;
    }
    return types[column].canRead(text, from, to)
        || types[column].normalizedNumber(text, from, to) != null;
  }

  private static boolean isBlank(byte[] text, int from, int to) {
    return from == to || (to - from == 1 && text[from] == ' ');
  }

  /** Returns the index of each separator, for the number of separators of each run. */
  private int[] placeSeparators(byte[] text, PipeRuns runs, int[] counts) {
    int[] separators = new int[types.length - 1];
    int column = 0;
    int previous = -1;
    for (int run = 0; run < counts.length; run++) {
      int count = counts[run];
      if (count == 0) {
        continue;
      }
      int next = run + 1;
      while (next < counts.length && counts[next] == 0) {
        next++;
      }
      int left = pipeAffinity(column, text, runs.textAfter(previous), runs.textBefore(run));
      int right = pipeAffinity(column + count, text, runs.textAfter(run), runs.textBefore(next));
      int at = runs.start(run);
      // each cell between two separators has one pipe; these pipes remain
      int remainingPipes = (runs.size(run) - count) / 2 - (count - 1);
      boolean belongsToLeftCell = at == 0 || left >= (count == 1 ? right : 2);
      if (belongsToLeftCell) {
        at += 2 * remainingPipes;
      }
      for (int i = 0; i < count; i++) {
        separators[column++] = at;
        at += 3 + (i == 0 && !belongsToLeftCell ? 2 * remainingPipes : 0);
      }
      previous = run;
    }
    return separators;
  }

  /** Returns how well a pipe fits to a cell: 0 for a number, 1 for a blank cell, 2 for a text. */
  private int pipeAffinity(int column, byte[] text, int from, int to) {
    if (!isTextColumn(column)) {
      return 0;
    }
    return isBlank(text, from, to) ? 1 : 2;
  }
}
