package org.backlinks.local;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the cells of a matrix of faults that a run tries. The native executable tries every cell.
 * The JVM build, which is the same program, tries every third one, because a matrix takes minutes.
 * {@code -Dmatrix.all=true} makes the JVM build try every cell, too.
 */
public final class MatrixSample {
  private static final int STEP = 3;

  private MatrixSample() {}

  /** Returns the cells to try, in their order. */
  public static <T> List<T> of(List<T> cells) {
    boolean triesAll =
        Boolean.getBoolean("matrix.all")
            || Boolean.getBoolean("real.times")
            || LaunchCommand.detect().isNative();
    return triesAll ? cells : everyThird(cells);
  }

  static <T> List<T> everyThird(List<T> cells) {
    return IntStream.iterate(0, i -> i < cells.size(), i -> i + STEP).mapToObj(cells::get).toList();
  }
}
