package org.backlinks.report;

/** An amount of each of upstream's two kinds of units. */
public record Units(long analysis, long retrieval) {
  /** Nothing of either. */
  public static final Units NONE = new Units(0, 0);

  /** Both amounts so many times. */
  public Units times(int number) {
    return new Units(analysis * number, retrieval * number);
  }

  /** Both amounts less those of another; may be negative. */
  public Units minus(Units other) {
    return new Units(analysis - other.analysis, retrieval - other.retrieval);
  }
}
