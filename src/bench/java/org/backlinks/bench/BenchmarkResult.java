package org.backlinks.bench;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param baseline the value of the baseline, or null
 * @param required the limit of the ratio to the baseline, or of the value when there is no
 *     baseline; null for no limit
 * @param goal the limit of the goal, which is not higher than {@code required}; null for no goal
 */
record BenchmarkResult(
    String name,
    double value,
    String unit,
    @Nullable Double baseline,
    @Nullable Double required,
    @Nullable Double goal) {

  /** Returns a result whose value has limits. */
  static BenchmarkResult withBound(
      String name, double value, String unit, double required, double goal) {
    return new BenchmarkResult(name, value, unit, null, required, goal);
  }

  /** Returns a result whose ratio to the baseline has limits. */
  static BenchmarkResult withBaseline(
      String name, double value, String unit, double baseline, double required, double goal) {
    return new BenchmarkResult(name, value, unit, baseline, required, goal);
  }

  /** Returns a result with a baseline, but without limits. */
  static BenchmarkResult withBaseline(String name, double value, String unit, double baseline) {
    return new BenchmarkResult(name, value, unit, baseline, null, null);
  }

  /** Returns a result without a baseline and without limits. */
  static BenchmarkResult withoutBound(String name, double value, String unit) {
    return new BenchmarkResult(name, value, unit, null, null, null);
  }

  @Nullable Double ratio() {
    return baseline == null ? null : Double.valueOf(value / baseline);
  }

  /** Returns the verdict. A result without limits reaches its goal. */
  Verdict verdict() {
    Double ratio = ratio();
    double measured = ratio == null ? value : ratio;
    if (goal == null || measured <= goal) {
      return Verdict.GOAL_REACHED;
    }
    return required != null && measured <= required ? Verdict.REQUIREMENT_MET : Verdict.MISSED;
  }

  /** The verdict on a result. */
  enum Verdict {
    /** The result reaches its goal. */
    GOAL_REACHED("aim"),
    /** The result is within the required limit but does not reach its goal. */
    REQUIREMENT_MET("must"),
    /** The result exceeds the required limit. */
    MISSED("short");

    final String label;

    Verdict(String label) {
      this.label = label;
    }
  }
}
