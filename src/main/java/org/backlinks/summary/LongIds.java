package org.backlinks.summary;

import java.util.Arrays;

/** Gives equal keys equal numbers from 0, and different keys different ones. */
final class LongIds {
  private static final int INITIAL_SLOTS = 64;
  private static final long HASH_MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** From here on the table grows slowly, because it is large. */
  private static final int MANY_SLOTS = 1 << 14;

  /** Hash table with open addressing: the number of a key + 1, or 0 in an empty slot. */
  private int[] slots = new int[INITIAL_SLOTS];

  /** The keys by their numbers. */
  private long[] keys = new long[INITIAL_SLOTS];

  private int count;

  /**
   * Returns the numbers of keys, and adds those that are new. The first loop only looks them up, so
   * that the processor's waits for memory overlap.
   */
  int[] idsOf(long[] wanted) {
    int[] ids = new int[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      int id = slots[firstSlot(wanted[i])] - 1;
      ids[i] = id >= 0 && keys[id] == wanted[i] ? id : -1;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (ids[i] < 0) {
        ids[i] = idOf(wanted[i]);
      }
    }
    return ids;
  }

  /** Returns the number of a key, and adds the key when it is new. */
  int idOf(long key) {
    int slot = findSlot(key);
    if (slots[slot] > 0) {
      return slots[slot] - 1;
    }
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count * 2);
    }
    keys[count++] = key;
    slots[slot] = count;
    if (count * 2L > slots.length) {
      grow();
    }
    return count - 1;
  }

  /** Returns the index of a key's slot, or of the empty slot that it gets. */
  private int findSlot(long key) {
    int mask = slots.length - 1;
    int slot = firstSlot(key);
    while (slots[slot] > 0 && keys[slots[slot] - 1] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int firstSlot(long key) {
    return (int) ((key * HASH_MULTIPLIER) >>> 32) & (slots.length - 1);
  }

  private void grow() {
    slots = new int[slots.length * (slots.length < MANY_SLOTS ? 4 : 2)];
    for (int number = 0; number < count; number++) {
      slots[findSlot(keys[number])] = number + 1;
    }
  }

  /** Returns the number of keys. */
  int count() {
    return count;
  }

  /** Returns the keys by their numbers. */
  long[] keysByNumber() {
    return Arrays.copyOf(keys, count);
  }

  /** Returns an array with at least one more element when the index is beyond its end. */
  static int[] withRoom(int[] array, int index) {
    return index < array.length ? array : Arrays.copyOf(array, Math.max(index + 1, index * 2));
  }
}
