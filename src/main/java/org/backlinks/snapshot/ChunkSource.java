package org.backlinks.snapshot;

import java.io.IOException;
import java.util.List;

/** Where the pieces of chunks come from when a page is made. */
@FunctionalInterface
public interface ChunkSource {
  /**
   * The pieces with these numbers, in this order; an {@link IOException} names one that is missing.
   */
  List<byte[]> get(List<Integer> numbers) throws IOException;

  /** The pieces that were written under another lease version; the same where there is but one. */
  default ChunkSource under(int version) {
    return this;
  }
}
