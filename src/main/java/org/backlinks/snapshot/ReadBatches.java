package org.backlinks.snapshot;

import java.util.ArrayList;
import java.util.List;

/** Groups chunks into batches that are read together. */
public final class ReadBatches {
  /** The maximum pieces of a batch of several chunks: about 5 MB. Most pages need far less. */
  public static final int MAX_PIECES = 16;

  private ReadBatches() {}

  /** Returns the chunks in the same order, in batches of at most {@link #MAX_PIECES} pieces. */
  public static List<List<ChunkRef>> of(List<ChunkRef> refs) {
    List<List<ChunkRef>> batches = new ArrayList<>();
    List<ChunkRef> batch = new ArrayList<>();
    int pieces = 0;
    for (ChunkRef ref : refs) {
      if (!batch.isEmpty() && pieces + ref.pieceCount() > MAX_PIECES) {
        batches.add(batch);
        batch = new ArrayList<>();
        pieces = 0;
      }
      batch.add(ref);
      pieces += ref.pieceCount();
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
