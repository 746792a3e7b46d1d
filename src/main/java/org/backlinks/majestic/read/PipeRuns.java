package org.backlinks.majestic.read;

import java.util.Arrays;

/**
 * The runs of pipes in one row, and the text between them. Upstream doubles each pipe of a cell,
 * writes one pipe between two cells, and only the last cell can be empty. So a run of odd length
 * contains an odd number of separators, and a run of even length an even number or none. A cell
 * between two separators of the same run consists of pipes only.
 */
final class PipeRuns {
  /** Maximum number of runs in a row; the rest of a longer row is not searched. */
  static final int MAX_RUNS = 1_000;

  private final int textLength;
  private int[] starts = new int[64];
  private int[] sizes = new int[64];
  private int count;

  PipeRuns(byte[] text) {
    textLength = text.length;
    for (int i = 0; i < textLength && count <= MAX_RUNS; i++) {
      if (text[i] == '|') {
        int start = i;
        while (i + 1 < textLength && text[i + 1] == '|') {
          i++;
        }
        add(start, i + 1 - start);
      }
    }
  }

  private void add(int start, int size) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      sizes = Arrays.copyOf(sizes, count * 2);
    }
    starts[count] = start;
    sizes[count++] = size;
  }

  /** Returns the number of runs. */
  int count() {
    return count;
  }

  /** Returns the index of the first pipe of a run. */
  int start(int run) {
    return starts[run];
  }

  /** Returns the number of pipes of a run. */
  int size(int run) {
    return sizes[run];
  }

  /** Returns the start of the text after a run; for -1, the start of the row. */
  int textAfter(int run) {
    return run < 0 ? 0 : starts[run] + sizes[run];
  }

  /** Returns the end of the text before a run; for {@link #count}, the end of the row. */
  int textBefore(int run) {
    return run == count ? textLength : starts[run];
  }

  /**
   * Returns whether a run can contain this number of separators.
   *
   * @param isStrict if false, a run of odd length with three or more pipes can also contain none
   */
  boolean canHold(int run, int separators, boolean isStrict) {
    if (separators == 0) {
      return sizes[run] % 2 == 0 || (sizes[run] > 1 && !isStrict);
    }
    return separators % 2 == sizes[run] % 2 && separators <= maxSeparators(run);
  }

  /** Returns the maximum number of separators that a run can contain. */
  int maxSeparators(int run) {
    // each of the cells between the separators has two pipes or more, and the first is not empty
    int maximum = starts[run] == 0 ? sizes[run] / 3 : (sizes[run] + 2) / 3;
    return sizes[run] == 1 ? 1 : maximum;
  }

  /** Returns whether a run can contain more than one number of separators. */
  boolean isAmbiguous(int run, boolean isStrict) {
    int possibilities = 0;
    for (int separators = 0; separators <= maxSeparators(run); separators++) {
      possibilities += canHold(run, separators, isStrict) ? 1 : 0;
    }
    return possibilities > 1;
  }
}
