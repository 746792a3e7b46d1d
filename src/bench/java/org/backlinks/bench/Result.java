package org.backlinks.bench;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param baseline what was measured beside it, or null
 * @param must the bar: of the ratio where there is a baseline, else of the value; null for none
 * @param aim as {@code must}, and not above it
 */
record Result(
    String name,
    double value,
    String unit,
    @Nullable Double baseline,
    @Nullable Double must,
    @Nullable Double aim) {

  /** A value with a bar of its own. */
  static Result bounded(String name, double value, String unit, double must, double aim) {
    return new Result(name, value, unit, null, must, aim);
  }

  /** A value whose ratio to the baseline has a bar. */
  static Result beside(
      String name, double value, String unit, double baseline, double must, double aim) {
    return new Result(name, value, unit, baseline, must, aim);
  }

  /** A value and its baseline, without a bar. */
  static Result beside(String name, double value, String unit, double baseline) {
    return new Result(name, value, unit, baseline, null, null);
  }

  /** A value by itself, without a bar. */
  static Result plain(String name, double value, String unit) {
    return new Result(name, value, unit, null, null, null);
  }

  @Nullable Double ratio() {
    return baseline == null ? null : Double.valueOf(value / baseline);
  }

  /** Where no bar is, the aim is reached. */
  Verdict verdict() {
    Double ratio = ratio();
    double held = ratio == null ? value : ratio;
    if (aim == null || held <= aim) {
      return Verdict.AIM;
    }
    return must != null && held <= must ? Verdict.MUST : Verdict.SHORT;
  }

  /** How far a result came. */
  enum Verdict {
    /** It reaches its aim. */
    AIM("aim"),
    /** It reaches what it must, and not its aim. */
    MUST("must"),
    /** It falls short of what it must. */
    SHORT("short");

    final String word;

    Verdict(String word) {
      this.word = word;
    }
  }
}
