package org.backlinks.faults;

/** A request of the function, identified by its kind and its number within that kind. */
record NumberedRequest(String kind, int number) {
  @Override
  public String toString() {
    return kind + (number == 1 ? "" : " " + number);
  }
}
