package org.backlinks.render;

import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Keeps the arrays of large responses for later responses, so that their memory is not allocated,
 * zeroed and collected each time. It is safe for several threads.
 */
@Singleton
public final class BufferPool {
  /** The arrays of one response: its rows, their domains, and the answer to the gateway. */
  private static final int MAX_ARRAYS = 3;

  /**
   * The size of a pooled array is a multiple of this number of bytes, so that most arrays fit most
   * requests.
   */
  private static final int SIZE_STEP = 1 << 19;

  /** The maximum bytes of a pooled array. Larger arrays are rare. */
  private static final int MAX_POOLED_SIZE = 4 * SIZE_STEP;

  private final ArrayBlockingQueue<byte[]> arrays = new ArrayBlockingQueue<>(MAX_ARRAYS);

  /** Returns an array of at least {@code minSize} bytes with any contents. */
  byte[] take(int minSize) {
    if (minSize <= SIZE_STEP / 2 || minSize > MAX_POOLED_SIZE) {
      return new byte[minSize];
    }
    byte[] pooled = arrays.poll();
    return pooled == null || pooled.length < minSize
        ? new byte[(minSize + SIZE_STEP - 1) / SIZE_STEP * SIZE_STEP]
        : pooled;
  }

  /** Adds an array that is no longer used. */
  void recycle(byte[] array) {
    if (array.length >= SIZE_STEP && array.length <= MAX_POOLED_SIZE) {
      arrays.offer(array);
    }
  }
}
