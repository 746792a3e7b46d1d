package org.backlinks.majestic;

import java.util.Arrays;

/**
 * The runs of pipes in one row, and the text between them. The writer doubles the pipes of a cell,
 * puts one between two cells and leaves no cell but the last one empty. So a run of odd length
 * holds an odd number of separators, one of even length none or an even number, and between two
 * separators of one run stands a cell of nothing but pipes.
 */
final class PipeRuns {
  /** A row with more runs is not looked into. */
  static final int MOST = 1_000;

  private final int textLength;
  private int[] starts = new int[64];
  private int[] sizes = new int[64];
  private int count;

  PipeRuns(char[] text, int textLength) {
    this.textLength = textLength;
    for (int i = 0; i < textLength && count <= MOST; i++) {
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

  int count() {
    return count;
  }

  int start(int run) {
    return starts[run];
  }

  int size(int run) {
    return sizes[run];
  }

  /** Where the text behind a run starts; behind no run, -1, it is the start of the row. */
  int textAfter(int run) {
    return run < 0 ? 0 : starts[run] + sizes[run];
  }

  /** Where the text before a run ends; before none, {@link #count}, it is the end of the row. */
  int textBefore(int run) {
    return run == count ? textLength : starts[run];
  }

  /**
   * Whether a run can hold so many separators.
   *
   * @param strictly by the writer's rule; else a longer run of odd length may also hold none
   */
  boolean canHold(int run, int separators, boolean strictly) {
    if (separators == 0) {
      return sizes[run] % 2 == 0 || (sizes[run] > 1 && !strictly);
    }
    return separators % 2 == sizes[run] % 2 && separators <= most(run);
  }

  /** The most separators that a run has room for. */
  int most(int run) {
    // between k separators stand k - 1 cells of two pipes or more; the first cell is not empty
    int room = starts[run] == 0 ? sizes[run] / 3 : (sizes[run] + 2) / 3;
    return sizes[run] == 1 ? 1 : room;
  }

  /** Whether a run can hold more than one number of separators. */
  boolean open(int run, boolean strictly) {
    int numbers = 0;
    for (int separators = 0; separators <= most(run); separators++) {
      numbers += canHold(run, separators, strictly) ? 1 : 0;
    }
    return numbers > 1;
  }
}
