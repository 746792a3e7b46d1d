package org.backlinks.summary;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Counts the different domains of each value of a facet. The first values of a list are usually its
 * most frequent ones, so each of them has a set of bits. A later value mostly has one domain only,
 * so of it the first domain is kept apart, and only further ones need a place in a hash table.
 */
final class DomainSets {
  private static final int MAX_BIT_SETS = 256;

  private BitSet[] bitSets = new BitSet[16];

  /** The first domain of each later value, + 1. */
  private int[] firstDomains = new int[64];

  /** The number of each later value's other domains. */
  private int[] furtherDomains = new int[64];

  /** Each later value with each of its domains but the first, as one number. */
  private final LongSet furtherPairs = new LongSet();

  /** Adds a domain of a value. */
  void add(int value, int domain) {
    if (value < MAX_BIT_SETS) {
      BitSet bits = bitSetOf(value);
      if (!bits.get(domain)) {
        bits.set(domain);
      }
      return;
    }
    firstDomains = LongIds.withRoom(firstDomains, value);
    int first = firstDomains[value];
    if (first == 0) {
      firstDomains[value] = domain + 1;
    } else if (first != domain + 1 && furtherPairs.add(((long) value << Integer.SIZE) | domain)) {
      furtherDomains = LongIds.withRoom(furtherDomains, value);
      furtherDomains[value]++;
    }
  }

  /** Returns how many different domains a value has. */
  int count(int value) {
    if (value < MAX_BIT_SETS) {
      return bitSetOf(value).cardinality();
    }
    boolean hasFirst = value < firstDomains.length && firstDomains[value] > 0;
    int further = value < furtherDomains.length ? furtherDomains[value] : 0;
    return (hasFirst ? 1 : 0) + further;
  }

  private BitSet bitSetOf(int value) {
    if (value >= bitSets.length) {
      bitSets = Arrays.copyOf(bitSets, Math.max(value + 1, bitSets.length * 2));
    }
    if (bitSets[value] == null) {
      bitSets[value] = new BitSet();
    }
    return bitSets[value];
  }

  /** Returns how many different domains some values have together. */
  int countDomains(BitSet values) {
    BitSet found = new BitSet();
    for (int value = values.nextSetBit(0); value >= 0; value = values.nextSetBit(value + 1)) {
      if (value < MAX_BIT_SETS) {
        found.or(bitSetOf(value));
      } else if (value < firstDomains.length && firstDomains[value] > 0) {
        found.set(firstDomains[value] - 1);
      }
    }
    furtherPairs.forEach(pair -> {
      if (values.get((int) (pair >>> Integer.SIZE))) {
        found.set((int) pair);
      }
    });
    return found.cardinality();
  }
}
