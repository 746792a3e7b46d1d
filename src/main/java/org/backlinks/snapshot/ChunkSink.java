package org.backlinks.snapshot;

import java.io.IOException;

/** Stores the pieces of chunks while an answer is read. */
@FunctionalInterface
public interface ChunkSink {
  /** The maximum bytes of a piece. A table item of 400 KB must hold it and its keys. */
  int MAX_PIECE_BYTES = 350_000;

  /**
   * Stores a piece. It may return before the piece is stored; then a later call throws the error.
   *
   * @param number the number of the piece within its snapshot, from 0 and without gaps
   */
  void put(int number, byte[] piece) throws IOException;
}
