package org.backlinks.majestic.http;

import java.io.IOException;

/**
 * Thrown when data can't be an answer of upstream. The message has the position and what was
 * expected. It never contains the text that was found there.
 */
public final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnreadableException(String message) {
    super(message);
  }
}
