package org.backlinks.snapshot;

import java.io.IOException;

/**
 * Bytes that are not a chunk as it was written: cut, changed, of another version or beyond the
 * limits.
 */
public final class DamagedChunkException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedChunkException(String what) {
    super("damaged chunk: " + what);
  }

  DamagedChunkException(String what, Throwable cause) {
    super("damaged chunk: " + what, cause);
  }
}
