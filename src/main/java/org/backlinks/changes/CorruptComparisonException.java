package org.backlinks.changes;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Thrown when bytes are not a comparison that this program wrote. */
public final class CorruptComparisonException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptComparisonException(String reason, @Nullable Throwable cause) {
    super("corrupt comparison: " + reason, cause);
  }
}
