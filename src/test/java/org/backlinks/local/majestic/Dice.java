package org.backlinks.local.majestic;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that falls the same way each time for the same seed and numbers. */
final class Dice {
  private final SplittableRandom random;

  private Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  static Dice of(long seed, long kind, long number) {
    return new Dice(mixed(mixed(seed ^ kind * 0x9E3779B97F4A7C15L) + number));
  }

  /** A seed that differs for texts that differ little. */
  static long seed(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mixed(hash);
  }

  boolean percent(int of100) {
    return random.nextInt(100) < of100;
  }

  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** Small numbers often, large ones seldom. */
  long spread(long most) {
    return (long) Math.pow(most + 1.0, random.nextDouble()) - 1;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
