package org.backlinks.snapshot;

import java.io.IOException;

/** Who takes the rows of an answer a chunk at a time while it is read. */
@FunctionalInterface
public interface ChunkTaker {
  /**
   * Takes the next rows of a table; those of one table follow each other.
   *
   * @param table upstream's name
   */
  void take(String table, Chunk rows) throws IOException;
}
