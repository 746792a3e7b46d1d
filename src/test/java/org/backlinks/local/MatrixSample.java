package org.backlinks.local;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the cells of a matrix of faults that a run tries. It is every third cell, because a
 * matrix takes minutes. The native executable and the JVM build are the same program; they try
 * different cells. {@code -Dmatrix.all=true} tries every cell.
 */
public final class MatrixSample {
  private static final int STEP = 3;

  private MatrixSample() {}

  /** Returns the cells to try, in their order. */
  public static <T> List<T> of(List<T> cells) {
    boolean triesAll = Boolean.getBoolean("matrix.all") || Boolean.getBoolean("real.times");
    return triesAll ? cells : everyThird(cells, LaunchCommand.detect().isNative() ? 1 : 0);
  }

  static <T> List<T> everyThird(List<T> cells, int first) {
    return IntStream.iterate(first, i -> i < cells.size(), i -> i + STEP)
        .mapToObj(cells::get)
        .toList();
  }
}
