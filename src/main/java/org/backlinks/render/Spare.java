package org.backlinks.render;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Arrays that large answers were in, for the next ones: memory that was touched before need not be
 * mapped, zeroed and collected once more for each answer.
 */
final class Spare {
  /** An answer has its rows, their domains, and both inside the answer to a gateway. */
  private static final int MOST = 3;

  /** What large ones have is a multiple of this, so that one fits where another was, bytes. */
  private static final int STEP = 1 << 19;

  /** Larger ones are rare, and would stay for good, bytes. */
  private static final int LARGEST = 4 * STEP;

  /** Of the whole process, as its memory is. */
  private static final ArrayBlockingQueue<byte[]> ARRAYS = new ArrayBlockingQueue<>(MOST);

  private Spare() {}

  /** An array of at least so many bytes, whatever they are. */
  static byte[] take(int least) {
    if (least <= STEP / 2 || least > LARGEST) {
      return new byte[least];
    }
    byte[] kept = ARRAYS.poll();
    return kept == null || kept.length < least ? new byte[(least + STEP - 1) / STEP * STEP] : kept;
  }

  /** Takes an array that nobody uses any more. */
  static void give(byte[] array) {
    if (array.length >= STEP && array.length <= LARGEST) {
      ARRAYS.offer(array);
    }
  }
}
