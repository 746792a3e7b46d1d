package org.backlinks.snapshot;

import java.io.IOException;

/** Receives the rows of an answer, chunk by chunk, while the answer is read. */
@FunctionalInterface
public interface ChunkConsumer {
  /**
   * Receives the next rows of a table. All rows of a table come before those of the next table.
   *
   * @param table upstream's name of the table
   */
  void accept(String table, Chunk rows) throws IOException;
}
