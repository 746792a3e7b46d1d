package org.backlinks.bench;

import java.util.ArrayList;
import java.util.List;

/** Durations of repeated calls. */
final class DurationSamples {
  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Double> millis = new ArrayList<>();

  void addSince(long nanoTime) {
    add((System.nanoTime() - nanoTime) / NANOS_PER_MILLI);
  }

  void add(double milliseconds) {
    millis.add(milliseconds);
  }

  /** Returns the median in milliseconds. */
  double medianMillis() {
    List<Double> sorted = millis.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
