package org.backlinks.bench;

import java.util.ArrayList;
import java.util.List;

/** Durations of one thing done many times. */
final class Times {
  private static final double NANOS_IN_A_MILLI = 1e6;

  private final List<Double> millis = new ArrayList<>();

  void since(long nanoTime) {
    add((System.nanoTime() - nanoTime) / NANOS_IN_A_MILLI);
  }

  void add(double milliseconds) {
    millis.add(milliseconds);
  }

  /** Milliseconds; half of the times are not longer. */
  double median() {
    List<Double> sorted = millis.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
