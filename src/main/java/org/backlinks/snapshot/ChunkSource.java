package org.backlinks.snapshot;

import java.io.IOException;
import java.util.List;

/** Reads the stored pieces of chunks. */
@FunctionalInterface
public interface ChunkSource {
  /**
   * Returns the pieces with these numbers, in the same order.
   *
   * @throws IOException when a piece is missing; the message has its number
   */
  List<byte[]> get(List<Integer> numbers) throws IOException;

  /**
   * Returns the source of the pieces that were written under another lease version. A source with
   * only one version returns itself.
   */
  default ChunkSource withVersion(int version) {
    return this;
  }
}
