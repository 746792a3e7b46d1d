package org.backlinks.render;

import java.util.List;
import org.backlinks.task.ModelChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Two responses that take an array from a pool with one array. */
public class BufferPoolInterleavingTest {
  private static final int SIZE = 1 << 19;

  private final BufferPool pool = new BufferPool();
  private byte[] first;
  private byte[] second;

  public BufferPoolInterleavingTest() {
    pool.recycle(pool.take(SIZE));
  }

  @Test
  void arrayIsTakenOnce() {
    // few, because Lincheck visits each byte of an array that a thread hands over
    new ModelChecker(getClass())
        .withInterleavings(40)
        .check(List.of("takeForFirst"), List.of("takeForSecond"));
  }

  @Operation
  public void takeForFirst() {
    first = pool.take(SIZE);
  }

  @Operation
  public void takeForSecond() {
    second = pool.take(SIZE);
  }

  @Validate
  public void checkArrays() {
    if (first == second) {
      throw new IllegalStateException("both responses have the same array");
    }
  }
}
