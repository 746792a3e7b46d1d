package org.backlinks.local.majestic;

import java.util.List;
import java.util.SplittableRandom;

/** A random generator that returns the same values for the same seed and numbers. */
final class SeededRandom {
  private final SplittableRandom random;

  private SeededRandom(long seed) {
    random = new SplittableRandom(seed);
  }

  static SeededRandom of(long seed, long kind, long number) {
    return new SeededRandom(mix(mix(seed ^ kind * 0x9E3779B97F4A7C15L) + number));
  }

  /** Returns a seed for a text. Similar texts have different seeds. */
  static long seedOf(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mix(hash);
  }

  /** Returns true with this probability in percent. */
  boolean nextBoolean(int percent) {
    return random.nextInt(100) < percent;
  }

  int nextInt(int min, int max) {
    return random.nextInt(min, max + 1);
  }

  /** Returns a number up to the maximum. Small numbers are frequent, large ones rare. */
  long nextSkewed(long max) {
    return (long) Math.pow(max + 1.0, random.nextDouble()) - 1;
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
