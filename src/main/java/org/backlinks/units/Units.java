package org.backlinks.units;

/** An amount of each of upstream's two kinds of units. */
public record Units(long analysis, long retrieval) {
  /** No units of either kind. */
  public static final Units ZERO = new Units(0, 0);

  /** Returns the sum. A sum that overflows becomes the nearest value of long. */
  public Units plus(Units more) {
    return new Units(
        saturatedAdd(analysis, more.analysis), saturatedAdd(retrieval, more.retrieval));
  }

  /** Returns the sum of two amounts. A sum that overflows becomes the nearest value of long. */
  static long saturatedAdd(long first, long second) {
    long sum = first + second;
    boolean overflows = ((first ^ sum) & (second ^ sum)) < 0;
    return overflows ? (first < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  /** Returns both amounts multiplied by a factor. */
  public Units times(int factor) {
    return new Units(analysis * factor, retrieval * factor);
  }

  /** Returns the differences between both amounts and those of another. They may be negative. */
  public Units minus(Units other) {
    return new Units(analysis - other.analysis, retrieval - other.retrieval);
  }
}
