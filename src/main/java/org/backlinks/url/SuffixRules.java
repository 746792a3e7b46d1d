package org.backlinks.url;

import com.google.thirdparty.publicsuffix.PublicSuffixPatterns;
import java.util.Set;

/**
 * The rules of the Public Suffix List in one hash table. A rule is found by the hash code of its
 * name, so no text is made to look it up. The chance that a name has the key of another rule is
 * about 1 to 10<sup>14</sup>.
 */
final class SuffixRules {
  /** The name itself is a public suffix. */
  static final int EXACT = 1;

  /** Each name directly below is a public suffix. */
  static final int BELOW = 2;

  /** The name is no public suffix, although a rule for all names says so. */
  static final int EXCLUDED = 4;

  /** A longer name that ends with this one has a rule. */
  private static final int ANCESTOR = 8;

  /** The hash code of no characters. */
  static final long EMPTY_NAME = 0;

  private static final long HASH_MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long KIND_BITS = 0xF;

  /** A key in the upper 60 bits and kinds of rules in the others; 0 is an empty slot. */
  private static final long[] SLOTS = createSlots();

  private SuffixRules() {}

  private static long[] createSlots() {
    int rules = PublicSuffixPatterns.EXACT.size() + PublicSuffixPatterns.UNDER.size();
    long[] slots = new long[Integer.highestOneBit(rules) * 4];
    add(slots, PublicSuffixPatterns.EXACT.keySet(), EXACT);
    add(slots, PublicSuffixPatterns.UNDER.keySet(), BELOW);
    add(slots, PublicSuffixPatterns.EXCLUDED.keySet(), EXCLUDED);
    return slots;
  }

  private static void add(long[] slots, Set<String> names, int kind) {
    for (String name : names) {
      long hash = EMPTY_NAME;
      for (int i = name.length() - 1; i >= 0; i--) {
        if (name.charAt(i) == '.') {
          addKind(slots, hash, ANCESTOR);
        }
        hash = prepend(name.charAt(i), hash);
      }
      addKind(slots, hash, kind);
    }
  }

  private static void addKind(long[] slots, long hash, int kind) {
    slots[findSlot(slots, hash)] |= (hash & ~KIND_BITS) | kind;
  }

  /** Returns the hash code of a character and the name that follows it. */
  static long prepend(int character, long hash) {
    return (hash ^ character) * HASH_MULTIPLIER;
  }

  /**
   * Returns the kinds of rules that a name has, by its hash code. When there are none, the names
   * below it have none either.
   */
  static int of(long hash) {
    return (int) (SLOTS[findSlot(SLOTS, hash)] & KIND_BITS);
  }

  /** Returns the slot of a key, or the empty slot that it gets. */
  private static int findSlot(long[] slots, long hash) {
    int mask = slots.length - 1;
    int slot = (int) (hash >>> 40) & mask;
    while (slots[slot] != 0 && ((slots[slot] ^ hash) & ~KIND_BITS) != 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
