package org.backlinks.snapshot;

import java.io.IOException;
import java.util.Optional;

/** Receives the encoded chunks of an answer. */
@FunctionalInterface
interface ChunkOutput {
  /**
   * Receives one chunk.
   *
   * @param table upstream's name of the table
   * @param chunk its bytes, as {@link ChunkCodec} encodes them
   * @param rowCount the number of its rows
   * @return the entry of the chunk in the manifest; empty when the chunk is not stored
   */
  Optional<ChunkRef> write(String table, byte[] chunk, int rowCount, DomainRange domains)
      throws IOException;
}
