package org.backlinks.snapshot;

import java.io.IOException;
import java.util.List;

/** A chunk as it was read: small until it is unpacked. */
public record PackedChunk(ChunkRef ref, List<byte[]> pieces) {

  /**
   * The rows.
   *
   * @throws DamagedChunkException when the bytes are not those that were written
   */
  public Chunk unpack() throws IOException {
    return ref.decode(pieces);
  }
}
