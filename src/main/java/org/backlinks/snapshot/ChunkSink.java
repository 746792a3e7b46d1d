package org.backlinks.snapshot;

import java.io.IOException;

/** Where the pieces of chunks go while an answer is read. */
@FunctionalInterface
public interface ChunkSink {
  /** The largest piece, bytes; an item of the store must hold it beside its keys. */
  int LARGEST_PIECE = 350_000;

  /**
   * Takes one piece; may return before it is stored, and then throws at a later call what went
   * wrong.
   *
   * @param number counts up from 0 without gaps, over all chunks of a snapshot
   */
  void put(int number, byte[] piece) throws IOException;
}
