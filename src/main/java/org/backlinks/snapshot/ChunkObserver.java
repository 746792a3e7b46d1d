package org.backlinks.snapshot;

/** Sees the rows of an answer, chunk by chunk, before they are packed. It must not fail. */
@FunctionalInterface
public interface ChunkObserver {
  /** Does nothing. */
  ChunkObserver NONE = (table, rows) -> {};

  /**
   * Sees the next rows of a table. All rows of a table come before those of the next table.
   *
   * @param table the index of the table among the tables of the answer
   * @param rows valid during this call only
   */
  void observe(int table, Chunk rows);
}
