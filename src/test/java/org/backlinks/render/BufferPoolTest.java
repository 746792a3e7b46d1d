package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
  private static final int STEP = 1 << 19;

  private final BufferPool pool = new BufferPool();

  @Test
  void recycledArrayIsTakenAgain() {
    byte[] array = pool.take(STEP);
    pool.recycle(array);
    assertThat(pool.take(STEP)).isSameAs(array);
    assertThat(pool.take(STEP)).isNotSameAs(array);
  }

  @Test
  void largeArraySizeIsMultipleOfStep() {
    assertThat(pool.take(STEP / 2 + 1)).hasSize(STEP);
    assertThat(pool.take(STEP + 1)).hasSize(2 * STEP);
  }

  @Test
  void arrayIsNotTakenWhenItIsTooSmall() {
    pool.recycle(new byte[STEP]);
    assertThat(pool.take(STEP + 1)).hasSize(2 * STEP);
  }

  @Test
  void smallAndHugeArraysAreNotKept() {
    for (int size : new int[] {0, STEP / 2, 4 * STEP + 1}) {
      byte[] array = pool.take(size);
      assertThat(array).hasSize(size);
      pool.recycle(array);
      assertThat(pool.take(STEP)).isNotSameAs(array);
    }
  }

  @Test
  void atMostThreeArraysAreKept() {
    byte[][] arrays = {new byte[STEP], new byte[STEP], new byte[STEP], new byte[STEP]};
    Stream.of(arrays).forEach(pool::recycle);
    assertThat(pool.take(STEP)).isSameAs(arrays[0]);
    assertThat(pool.take(STEP)).isSameAs(arrays[1]);
    assertThat(pool.take(STEP)).isSameAs(arrays[2]);
    assertThat(pool.take(STEP)).isNotSameAs(arrays[3]);
  }
}
