package org.backlinks.summary;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** A set of numbers that counts its members. */
final class LongSet {
  private static final int INITIAL_SLOTS = 64;
  private static final long HASH_MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** From here on the table grows slowly, because it is large. */
  private static final int MANY_SLOTS = 1 << 14;

  /** Hash table with open addressing; 0 is an empty slot. */
  private long[] slots = new long[INITIAL_SLOTS];

  private boolean hasZero;
  private int count;

  /**
   * Adds numbers. The first loop only looks them up, so that the processor's waits for memory
   * overlap.
   *
   * @param length how many elements of the array are added
   */
  void addAll(long[] numbers, int length) {
    boolean[] isKnown = new boolean[length];
    for (int i = 0; i < length; i++) {
      isKnown[i] = numbers[i] != 0 && slots[firstSlot(numbers[i])] == numbers[i];
    }
    for (int i = 0; i < length; i++) {
      if (!isKnown[i]) {
        add(numbers[i]);
      }
    }
  }

  /** Adds a number, and returns whether it is new. */
  boolean add(long number) {
    if (number == 0) {
      boolean isNew = !hasZero;
      hasZero = true;
      count += isNew ? 1 : 0;
      return isNew;
    }
    int slot = findSlot(number);
    if (slots[slot] == number) {
      return false;
    }
    slots[slot] = number;
    if (++count * 5L > slots.length * 3L) {
      grow();
    }
    return true;
  }

  private int findSlot(long number) {
    int mask = slots.length - 1;
    int slot = firstSlot(number);
    while (slots[slot] != 0 && slots[slot] != number) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int firstSlot(long number) {
    return (int) ((number * HASH_MULTIPLIER) >>> 32) & (slots.length - 1);
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * (old.length < MANY_SLOTS ? 4 : 2)];
    for (long number : old) {
      if (number != 0) {
        slots[findSlot(number)] = number;
      }
    }
  }

  int count() {
    return count;
  }

  /** Gives each number to a consumer, in no order. */
  void forEach(LongConsumer consumer) {
    if (hasZero) {
      consumer.accept(0);
    }
    Arrays.stream(slots).filter(number -> number != 0).forEach(consumer);
  }
}
