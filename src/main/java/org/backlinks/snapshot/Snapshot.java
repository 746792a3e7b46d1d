package org.backlinks.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A kept answer: its manifest, and the way to its chunks. */
public record Snapshot(Manifest manifest, ChunkSource source) {

  /**
   * The chunk that a manifest names, checked against its checksum.
   *
   * @throws DamagedChunkException when the bytes are not those that were written
   */
  public Chunk chunk(ChunkRef ref) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < ref.pieces(); i++) {
      numbers.add(ref.first() + i);
    }
    ChunkSource from = ref.version() == ChunkRef.MANIFESTS ? source : source.under(ref.version());
    return ref.decode(from.get(numbers));
  }
}
