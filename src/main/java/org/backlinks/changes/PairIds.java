package org.backlinks.changes;

import java.util.Arrays;

/** Gives equal pairs of numbers equal numbers, and different pairs different ones. */
final class PairIds {
  private static final int INITIAL_PAIRS = 32;
  private static final long HASH_MULTIPLIER = 0x9E3779B97F4A7C15L;

  private long[] pairs;
  private int count;

  /** Hash table with open addressing: the number of a pair + 1, or 0 for an empty slot. */
  private int[] slots;

  PairIds() {
    this(INITIAL_PAIRS);
  }

  /**
   * @param expectedPairs the number of pairs for which there is room at once
   */
  PairIds(int expectedPairs) {
    int capacity = Math.max(INITIAL_PAIRS, expectedPairs);
    pairs = new long[capacity];
    slots = new int[Integer.highestOneBit(capacity) * 4];
  }

  /** Returns the number of a pair, from 0. */
  int idOf(int first, int second) {
    long pair = ((long) first << Integer.SIZE) | (second & 0xFFFFFFFFL);
    int slot = findSlot(pair);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (count == pairs.length) {
      pairs = Arrays.copyOf(pairs, count * 2);
    }
    pairs[count++] = pair;
    slots[slot] = count;
    if (count * 2 > slots.length) {
      rehash();
    }
    return count - 1;
  }

  /** Returns the slot of a pair, or the empty slot that it gets. */
  private int findSlot(long pair) {
    int mask = slots.length - 1;
    long hash = pair * HASH_MULTIPLIER;
    int slot = (int) (hash ^ (hash >>> Integer.SIZE)) & mask;
    while (slots[slot] != 0 && pairs[slots[slot] - 1] != pair) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    for (int id = 0; id < count; id++) {
      slots[findSlot(pairs[id])] = id + 1;
    }
  }

  int first(int id) {
    return (int) (pairs[id] >> Integer.SIZE);
  }

  int second(int id) {
    return (int) pairs[id];
  }

  /** Returns the number of pairs. */
  int count() {
    return count;
  }
}
