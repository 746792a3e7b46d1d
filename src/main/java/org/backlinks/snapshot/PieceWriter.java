package org.backlinks.snapshot;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Cuts chunks into pieces that the sink can store, and numbers the pieces. */
final class PieceWriter implements ChunkOutput {
  private final ChunkSink sink;
  private int nextPiece;

  PieceWriter(ChunkSink sink, int firstPiece) {
    this.sink = sink;
    this.nextPiece = firstPiece;
  }

  @Override
  public Optional<ChunkRef> write(String table, byte[] chunk, int rowCount, DomainRange domains)
      throws IOException {
    int first = nextPiece;
    for (int from = 0; from < chunk.length; from += ChunkSink.MAX_PIECE_BYTES) {
      int to = Math.min(chunk.length, from + ChunkSink.MAX_PIECE_BYTES);
      sink.put(nextPiece++, Arrays.copyOfRange(chunk, from, to));
    }
    return Optional.of(
        new ChunkRef(
            first,
            nextPiece - first,
            rowCount,
            ChunkRef.crc32c(chunk),
            domains.min(),
            domains.max()));
  }
}
