package org.backlinks.snapshot;

import java.io.IOException;

/**
 * Thrown when an answer has more tables, columns or other names than any real answer has. The
 * message says which limit was exceeded.
 */
public final class AnswerLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  AnswerLimitException(String container, int maxParts, String parts) {
    super(container + " has more than " + maxParts + " " + parts);
  }
}
