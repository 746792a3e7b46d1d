package org.backlinks.majestic;

import java.util.List;
import org.backlinks.snapshot.CellType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the separators of a row in which cells begin or end with pipes, or are nothing but pipes,
 * by the number and the types of the columns. What has more than one answer is not guessed.
 */
final class Realigner {
  private static final int LONGEST_TYPED = 24;

  private final CellType[] types;

  Realigner(List<CellType> types) {
    this.types = types.toArray(CellType[]::new);
  }

  int columns() {
    return types.length;
  }

  /** Where the separators are, or null when that can't be told. */
  int @Nullable [] separators(char[] text, int length) {
    PipeRuns runs = new PipeRuns(text, length);
    if (runs.count() > PipeRuns.MOST) {
      return null;
    }
    PipeShares strict = new PipeShares(this, text, runs, true);
    PipeShares shares = strict.possible() ? strict : new PipeShares(this, text, runs, false);
    int[] found = shares.only();
    return found == null ? null : placed(text, runs, found);
  }

  boolean isText(int column) {
    return types[column] == CellType.TEXT;
  }

  /** Whether a cell without pipes can be of the column: it is blank, or reads as its type. */
  boolean reads(int column, char[] text, int from, int to) {
    if (isText(column) || blank(text, from, to)) {
      return true;
    }
    if (to - from > LONGEST_TYPED) {
      return false;
    }
    byte[] ascii = new byte[to - from];
    for (int i = from; i < to; i++) {
      if (text[i] >= 0x80) {
        return false;
      }
      ascii[i - from] = (byte) text[i];
    }
    return types[column].reads(ascii, 0, ascii.length);
  }

  private static boolean blank(char[] text, int from, int to) {
    return from == to || (to - from == 1 && text[from] == ' ');
  }

  /** Puts the separators of each run between its pipes. */
  private int[] placed(char[] text, PipeRuns runs, int[] shares) {
    int[] separators = new int[types.length - 1];
    int column = 0;
    int opener = -1;
    for (int run = 0; run < shares.length; run++) {
      int share = shares[run];
      if (share == 0) {
        continue;
      }
      int next = run + 1;
      while (next < shares.length && shares[next] == 0) {
        next++;
      }
      int left = hold(column, text, runs.textAfter(opener), runs.textBefore(run));
      int right = hold(column + share, text, runs.textAfter(run), runs.textBefore(next));
      int at = runs.start(run);
      int spare = (runs.size(run) - share) / 2 - (share - 1);
      boolean toTheLeft = at == 0 || left >= (share == 1 ? right : 2);
      if (toTheLeft) {
        at += 2 * spare;
      }
      for (int i = 0; i < share; i++) {
        separators[column++] = at;
        // of two separators in one run the cell between has a pipe, the first one the spare ones
        at += 3 + (i == 0 && !toTheLeft ? 2 * spare : 0);
      }
      opener = run;
    }
    return separators;
  }

  /** How well a pipe hangs at a cell: not at a number, better at a word than at nothing. */
  private int hold(int column, char[] text, int from, int to) {
    if (!isText(column)) {
      return 0;
    }
    return blank(text, from, to) ? 1 : 2;
  }
}
