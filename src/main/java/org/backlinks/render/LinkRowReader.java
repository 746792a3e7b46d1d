package org.backlinks.render;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.Snapshot;

/** Reads single rows of a report's links. Keeps the chunks that were used last. */
final class LinkRowReader {
  /** The maximum number of unpacked chunks that are kept. A chunk has up to 1,000 rows or 2 MiB. */
  private static final int MAX_CHUNKS = 32;

  private final Snapshot snapshot;
  private final LinkChunks chunks;
  private final boolean showsScope;
  private final Map<Integer, UnpackedChunk> recent = new LinkedHashMap<>(MAX_CHUNKS, 1, true);

  /** A row of a chunk. */
  record Row(Chunk chunk, ChunkRows chunkRows, int index) {}

  private record UnpackedChunk(Chunk chunk, ChunkRows rows) {}

  LinkRowReader(Snapshot snapshot, LinkChunks chunks, boolean showsScope) {
    this.snapshot = snapshot;
    this.chunks = chunks;
    this.showsScope = showsScope;
  }

  /**
   * Returns a row by its number among the rows of all lists.
   *
   * @throws IOException when its chunk can't be read
   */
  Row read(int number) throws IOException {
    LinkChunks.PageChunk place = chunks.ofRows(number, 1).getFirst();
    int index = place.skippedRows();
    UnpackedChunk unpacked = recent.get(number - index);
    if (unpacked == null) {
      Chunk chunk = snapshot.readChunk(place.ref());
      String scope = showsScope ? String.valueOf(place.table().scope()) : "";
      unpacked = new UnpackedChunk(chunk, ChunkRows.ofChangedLinks(chunk, scope));
      recent.put(number - index, unpacked);
      if (recent.size() > MAX_CHUNKS) {
        recent.remove(recent.keySet().iterator().next());
      }
    }
    return new Row(unpacked.chunk, unpacked.rows, index);
  }
}
