package org.backlinks.snapshot;

import java.io.IOException;

/**
 * Thrown when bytes are not a chunk that this program wrote: they are cut, changed, of an unknown
 * version, or exceed a limit.
 */
public final class CorruptChunkException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptChunkException(String reason) {
    super("corrupt chunk: " + reason);
  }

  CorruptChunkException(String reason, Throwable cause) {
    super("corrupt chunk: " + reason, cause);
  }
}
