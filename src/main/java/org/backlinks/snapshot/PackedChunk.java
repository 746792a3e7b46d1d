package org.backlinks.snapshot;

import java.io.IOException;
import java.util.List;

/**
 * A chunk in its stored form, which needs little memory. The bytes of the pieces are not copied,
 * because they are many. No code may change them.
 */
public record PackedChunk(ChunkRef ref, List<byte[]> pieces) {
  public PackedChunk {
    pieces = List.copyOf(pieces);
  }

  /**
   * Returns the decoded chunk.
   *
   * @throws CorruptChunkException when the bytes are not those that were written
   */
  public Chunk unpack() throws IOException {
    return ref.decode(pieces);
  }
}
