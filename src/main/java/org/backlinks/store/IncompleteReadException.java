package org.backlinks.store;

/** Thrown when the table did not return all requested items because it throttles. */
final class IncompleteReadException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  IncompleteReadException(int missing) {
    super("the table did not return " + missing + " items");
  }
}
