package org.backlinks.majestic;

import org.jspecify.annotations.Nullable;

/** Shares the separators that a row needs out among its runs of pipes. */
final class PipeShares {
  private static final int MOST_STEPS = 10_000;

  private final Realigner columns;
  private final char[] text;
  private final PipeRuns runs;
  private final boolean strictly;

  /** The fewest and the most separators from a run on to the end. */
  private final int[] fewest;

  private final int[] most;

  /** The cells before and behind these runs are the same however the separators are shared. */
  private int firstOpen;

  private int lastOpen;

  private final int[] shares;
  private int[] found;
  private int ways;
  private int steps;
  private boolean typed;

  PipeShares(Realigner columns, char[] text, PipeRuns runs, boolean strictly) {
    this.columns = columns;
    this.text = text;
    this.runs = runs;
    this.strictly = strictly;
    int count = runs.count();
    shares = new int[count];
    found = shares;
    fewest = new int[count + 1];
    most = new int[count + 1];
    firstOpen = count;
    lastOpen = -1;
    for (int run = count - 1; run >= 0; run--) {
      fewest[run] = fewest[run + 1] + (runs.canHold(run, 0, strictly) ? 0 : 1);
      most[run] = most[run + 1] + runs.most(run);
      if (runs.open(run, strictly)) {
        firstOpen = run;
        lastOpen = Math.max(lastOpen, run);
      }
    }
  }

  /** Whether the separators can be shared out at all. */
  boolean possible() {
    return count(false) > 0;
  }

  /**
   * How many each run gets, when there is one way only, or one only in which every typed cell reads
   * as its type; else null.
   */
  int @Nullable [] only() {
    return count(false) == 1 || (ways > 1 && count(true) == 1) ? found : null;
  }

  /** Counts the ways, two for any larger number, also where the count would take too long. */
  private int count(boolean byTypes) {
    typed = byTypes;
    ways = 0;
    steps = 0;
    walk(0, 0, -1, false);
    return ways;
  }

  private void walk(int run, int column, int opener, boolean pipes) {
    if (++steps > MOST_STEPS) {
      ways = 2;
    }
    int needed = columns.columns() - 1 - column;
    if (ways > 1 || needed < fewest[run] || needed > most[run]) {
      return;
    }
    if (run == runs.count()) {
      if (reads(column, opener, run, pipes)) {
        ways++;
        found = shares.clone();
      }
      return;
    }
    for (int share = 0; share <= Math.min(needed, runs.most(run)); share++) {
      if (runs.canHold(run, share, strictly)) {
        shares[run] = share;
        if (share == 0) {
          walk(run + 1, column, opener, true);
        } else if (reads(column, opener, run, pipes) && holds(run, column, share)) {
          walk(run + 1, column + share, run, false);
        }
      }
    }
  }

  /** Whether the cell between two runs can be of the column. */
  private boolean reads(int column, int opener, int closer, boolean pipes) {
    if (!typed || opener > lastOpen || closer < firstOpen || columns.isText(column)) {
      return true;
    }
    return !pipes && columns.reads(column, text, runs.textAfter(opener), runs.textBefore(closer));
  }

  /** Whether the pipes of a run that are no separators find a cell of text to belong to. */
  private boolean holds(int run, int column, int share) {
    if (!typed || run < firstOpen || run > lastOpen || runs.size(run) == share) {
      return true;
    }
    if (share == 1) {
      return columns.isText(column) || columns.isText(column + 1);
    }
    for (int between = column + 1; between < column + share; between++) {
      if (!columns.isText(between)) {
        return false;
      }
    }
    return true;
  }
}
