package org.backlinks.entry;

/**
 * Fails an invocation whose event this function does not handle. Without a failure, the source of
 * the event would believe that its event was handled.
 */
final class UnhandledEventException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param source the name of the event's source
   */
  UnhandledEventException(String source) {
    super("received an event from " + source + ", which this function does not handle");
  }
}
