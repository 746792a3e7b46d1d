package org.backlinks.majestic.read;

import org.jspecify.annotations.Nullable;

/** Finds the number of separators in each run of pipes of a row. */
final class SeparatorAssignment {
  private static final int MAX_STEPS = 10_000;

  private final SeparatorSolver solver;
  private final byte[] text;
  private final PipeRuns runs;
  private final boolean isStrict;

  /** The minimum and the maximum number of separators in a run and all runs after it. */
  private final int[] minSeparators;

  private final int[] maxSeparators;

  /** The cells before the first and after the last of these runs are equal in all solutions. */
  private int firstAmbiguousRun;

  private int lastAmbiguousRun;

  private final int[] currentAssignment;
  private int[] solution;
  private int solutionCount;
  private int stepCount;
  private boolean checksTypes;

  SeparatorAssignment(SeparatorSolver solver, byte[] text, PipeRuns runs, boolean isStrict) {
    this.solver = solver;
    this.text = text;
    this.runs = runs;
    this.isStrict = isStrict;
    int count = runs.count();
    currentAssignment = new int[count];
    solution = currentAssignment;
    minSeparators = new int[count + 1];
    maxSeparators = new int[count + 1];
    firstAmbiguousRun = count;
    lastAmbiguousRun = -1;
    for (int run = count - 1; run >= 0; run--) {
      minSeparators[run] = minSeparators[run + 1] + (runs.canHold(run, 0, isStrict) ? 0 : 1);
      maxSeparators[run] = maxSeparators[run + 1] + runs.maxSeparators(run);
      if (runs.isAmbiguous(run, isStrict)) {
        firstAmbiguousRun = run;
        lastAmbiguousRun = Math.max(lastAmbiguousRun, run);
      }
    }
  }

  /** Returns whether there is a solution. */
  boolean isPossible() {
    return countSolutions(false) > 0;
  }

  /**
   * Returns the number of separators of each run, or null if there is not exactly one solution. If
   * there are several, only those count in which each cell can be read as the type of its column.
   */
  int @Nullable [] findUnique() {
    return countSolutions(false) == 1 || (solutionCount > 1 && countSolutions(true) == 1)
        ? solution
        : null;
  }

  /** Returns 2 if there are two or more solutions, and if the search takes too many steps. */
  private int countSolutions(boolean checkTypes) {
    checksTypes = checkTypes;
    solutionCount = 0;
    stepCount = 0;
    search(0, 0, -1, false);
    return solutionCount;
  }

  /**
   * Searches the solutions of a run and all runs after it.
   *
   * @param column the column of the cell before the run
   * @param startRun the run before that cell; -1 for the first cell
   * @param hasPipes whether that cell contains pipes of other runs
   */
  private void search(int run, int column, int startRun, boolean hasPipes) {
    if (++stepCount > MAX_STEPS) {
      solutionCount = 2;
    }
    int needed = solver.columnCount() - 1 - column;
    if (solutionCount > 1 || needed < minSeparators[run] || needed > maxSeparators[run]) {
      return;
    }
    if (run == runs.count()) {
      if (canReadCell(column, startRun, run, hasPipes)) {
        solutionCount++;
        solution = currentAssignment.clone();
      }
      return;
    }
    for (int count = 0; count <= Math.min(needed, runs.maxSeparators(run)); count++) {
      if (runs.canHold(run, count, isStrict)) {
        currentAssignment[run] = count;
        if (count == 0) {
          search(run + 1, column, startRun, true);
        } else if (canReadCell(column, startRun, run, hasPipes)
            && canKeepPipes(run, column, count)) {
          search(run + 1, column + count, run, false);
        }
      }
    }
  }

  /** Returns whether the text between two runs can be a cell of the column. */
  private boolean canReadCell(int column, int startRun, int endRun, boolean hasPipes) {
    if (!checksTypes
        || startRun > lastAmbiguousRun
        || endRun < firstAmbiguousRun
        || solver.isTextColumn(column)) {
      return true;
    }
    return !hasPipes
        && solver.canReadCell(column, text, runs.textAfter(startRun), runs.textBefore(endRun));
  }

  /** Returns whether the other pipes of a run can belong to a column of text. */
  private boolean canKeepPipes(int run, int column, int separators) {
    if (!checksTypes
        || run < firstAmbiguousRun
        || run > lastAmbiguousRun
        || runs.size(run) == separators) {
      return true;
    }
    if (separators == 1) {
      return solver.isTextColumn(column) || solver.isTextColumn(column + 1);
    }
    for (int between = column + 1; between < column + separators; between++) {
      if (!solver.isTextColumn(between)) {
        return false;
      }
    }
    return true;
  }
}
