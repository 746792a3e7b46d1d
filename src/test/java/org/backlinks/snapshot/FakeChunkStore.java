package org.backlinks.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Stores the pieces of chunks in memory. */
public final class FakeChunkStore implements ChunkSink, ChunkSource {
  private final List<byte[]> pieces = new ArrayList<>();

  @Override
  public void put(int number, byte[] piece) {
    if (number != pieces.size()) {
      throw new IllegalStateException("piece " + number + " after " + pieces.size());
    }
    pieces.add(piece);
  }

  @Override
  public List<byte[]> get(List<Integer> numbers) throws IOException {
    List<byte[]> found = new ArrayList<>();
    for (int number : numbers) {
      if (number >= pieces.size()) {
        throw new IOException("piece " + number + " is missing");
      }
      found.add(pieces.get(number).clone());
    }
    return found;
  }

  /** Returns the pieces in order. They are not copied. */
  public List<byte[]> pieces() {
    return pieces;
  }
}
