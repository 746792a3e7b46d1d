package org.backlinks.summary;

import java.util.Arrays;

/** Gives equal keys equal numbers from 0, and different keys different ones. */
final class LongIds {
  static final int NONE = -1;

  private static final int INITIAL_SLOTS = 64;
  private static final long HASH_MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** Hash table with open addressing: a key, and its number + 1, or 0 for an empty slot. */
  private long[] keys = new long[INITIAL_SLOTS];

  private int[] numbers = new int[INITIAL_SLOTS];
  private int count;

  /** Returns the number of a key, and adds the key when it is new. */
  int idOf(long key) {
    int slot = findSlot(key);
    if (numbers[slot] == 0) {
      keys[slot] = key;
      numbers[slot] = ++count;
      if (count * 5L > keys.length * 3L) {
        grow();
      }
      return count - 1;
    }
    return numbers[slot] - 1;
  }

  /** Returns the number of a key, or {@link #NONE}. */
  int find(long key) {
    return numbers[findSlot(key)] - 1;
  }

  /** Returns the slot of a key, or the empty slot that it gets. */
  private int findSlot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * HASH_MULTIPLIER) >>> 32) & mask;
    while (numbers[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[oldKeys.length * 2];
    numbers = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldNumbers[i] != 0) {
        int slot = findSlot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        numbers[slot] = oldNumbers[i];
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
    for (int i = 0; i < keys.length; i++) {
      if (numbers[i] != 0) {
        byNumber[numbers[i] - 1] = keys[i];
      }
    }
    return byNumber;
  }

  /** Returns an array with at least one more element when the index is beyond its end. */
  static int[] withRoom(int[] array, int index) {
    return index < array.length ? array : Arrays.copyOf(array, Math.max(index + 1, index * 2));
  }
}
