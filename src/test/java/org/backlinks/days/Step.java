package org.backlinks.days;

/** The n-th request of a kind that leaves the function on one way. */
record Step(String kind, int number) {
  @Override
  public String toString() {
    return kind + (number == 1 ? "" : " " + number);
  }
}
