package org.backlinks.render;

import java.util.ArrayList;
import java.util.List;
import org.backlinks.snapshot.ChunkRef;

/** Which chunks are read together. */
final class Groups {
  /** About 5 MB at most: what a page of usual rows needs is far less, so it is one read. */
  static final int MOST_PIECES = 16;

  private Groups() {}

  /** Cuts a row of chunks where one read would be too much for the memory. */
  static List<List<ChunkRef>> of(List<ChunkRef> refs) {
    List<List<ChunkRef>> groups = new ArrayList<>();
    List<ChunkRef> group = new ArrayList<>();
    int pieces = 0;
    for (ChunkRef ref : refs) {
      if (!group.isEmpty() && pieces + ref.pieces() > MOST_PIECES) {
        groups.add(group);
        group = new ArrayList<>();
        pieces = 0;
      }
      group.add(ref);
      pieces += ref.pieces();
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }
}
