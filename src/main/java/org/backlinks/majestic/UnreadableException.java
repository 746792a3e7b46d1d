package org.backlinks.majestic;

import java.io.IOException;

/**
 * A body that can't be upstream's; its message tells where and what was expected, never the text
 * found there.
 */
final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableException(String message) {
    super(message);
  }
}
