package org.backlinks.local;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the cells of a matrix of faults that a run tries, because a whole matrix takes many
 * minutes: every third cell on the native executable, which is what runs on Lambda, and every ninth
 * on the JVM. They are the same program, and try different cells. {@code -Dmatrix.all=true} tries
 * every cell.
 */
public final class MatrixSample {
  private static final int NATIVE_STEP = 3;
  private static final int JVM_STEP = 9;

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
