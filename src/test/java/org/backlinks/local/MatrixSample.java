package org.backlinks.local;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the cells of a matrix of faults that a run tries, because a whole matrix takes many
 * minutes: every fifth cell on the native executable, which is what runs on Lambda, and every tenth
 * on the JVM. They are the same program, and try different cells. Cells often come in threes:
 * before, within and after a request. These steps try all three. {@code -Dmatrix.all=true} tries
 * every cell.
 */
public final class MatrixSample {
  private static final int NATIVE_STEP = 5;
  private static final int JVM_STEP = 10;

  private MatrixSample() {}

  /** Returns the cells to try, in their order. */
  public static <T> List<T> of(List<T> cells) {
    if (Boolean.getBoolean("matrix.all") || Boolean.getBoolean("real.times")) {
      return cells;
    }
    return LaunchCommand.detect().isNative()
        ? sample(cells, 1, NATIVE_STEP)
        : sample(cells, 0, JVM_STEP);
  }

  static <T> List<T> sample(List<T> cells, int first, int step) {
    return IntStream.iterate(first, i -> i < cells.size(), i -> i + step)
        .mapToObj(cells::get)
        .toList();
  }
}
