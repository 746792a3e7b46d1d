package org.backlinks.summary;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Thrown when a stored summary is not what was written. */
public final class CorruptSummaryException extends IOException {
  private static final long serialVersionUID = 1;

  CorruptSummaryException(String reason, @Nullable Throwable cause) {
    super("corrupt summary: " + reason, cause);
  }
}
