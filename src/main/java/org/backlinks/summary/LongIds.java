package org.backlinks.summary;

import java.util.Arrays;

/** Gives equal keys equal numbers from 0, and different keys different ones. */
final class LongIds {
  private static final int INITIAL_SLOTS = 64;
  private static final long HASH_MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** From here on the table grows slowly, because it is large. */
  private static final int MANY_SLOTS = 1 << 14;

  /**
   * Hash table with open addressing. A slot has two elements side by side: a key, and its number +
   * 1, or 0 in an empty slot.
   */
  private long[] slots = new long[INITIAL_SLOTS * 2];

  private int count;

  /**
   * Returns the numbers of keys, and adds those that are new. The first loop only looks for them:
   * so the processor waits for many parts of a large table at the same time.
   */
  int[] idsOf(long[] keys) {
    int[] ids = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      int slot = firstSlot(slots, keys[i]);
      ids[i] = slots[slot] == keys[i] ? (int) slots[slot + 1] - 1 : -1;
    }
    for (int i = 0; i < keys.length; i++) {
      if (ids[i] < 0) {
        ids[i] = idOf(keys[i]);
      }
    }
    return ids;
  }

  /** Returns the number of a key, and adds the key when it is new. */
  int idOf(long key) {
    int slot = findSlot(slots, key);
    long number = slots[slot + 1];
    if (number == 0) {
      slots[slot] = key;
      slots[slot + 1] = ++count;
      if (count * 10L > slots.length * 3L) {
        grow();
      }
      return count - 1;
    }
    return (int) number - 1;
  }

  /** Returns the index of a key's slot, or of the empty slot that it gets. */
  private static int findSlot(long[] slots, long key) {
    int mask = slots.length - 1;
    int slot = firstSlot(slots, key);
    while (slots[slot] != key && slots[slot + 1] != 0) {
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  private static int firstSlot(long[] slots, long key) {
    return (int) ((key * HASH_MULTIPLIER) >>> 31) & (slots.length - 1) & ~1;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * (old.length < MANY_SLOTS * 2 ? 4 : 2)];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        int slot = findSlot(slots, old[i]);
        slots[slot] = old[i];
        slots[slot + 1] = old[i + 1];
      }
    }
  }

  /** Returns the number of keys. */
  int count() {
    return count;
  }

  /** Returns the keys by their numbers. */
  long[] keysByNumber() {
    long[] byNumber = new long[count];
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i + 1] != 0) {
        byNumber[(int) slots[i + 1] - 1] = slots[i];
      }
    }
    return byNumber;
  }

  /** Returns an array with at least one more element when the index is beyond its end. */
  static int[] withRoom(int[] array, int index) {
    return index < array.length ? array : Arrays.copyOf(array, Math.max(index + 1, index * 2));
  }
}
