package org.backlinks.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.PackedChunk;
import org.backlinks.snapshot.ReadBatches;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;

/**
 * Reads single rows of a report's links. It reads the chunks of expected rows together, and keeps
 * the chunks that were used last.
 */
final class LinkRowReader {
  /** The maximum number of unpacked chunks that are kept. A chunk has up to 1,000 rows or 2 MiB. */
  private static final int MAX_CHUNKS = 8;

  private final Snapshot snapshot;
  private final boolean showsScope;

  /** The chunks of all lists, in the order of their rows. */
  private final List<ListChunk> chunks = new ArrayList<>();

  /** The number of the first row of each chunk. */
  private final int[] firstRows;

  /** The indexes of the chunks that are read next, in the order in which they are needed. */
  private final List<Integer> expected = new ArrayList<>();

  /** The chunks that were read together last, by their index. */
  private final Map<Integer, PackedChunk> packed = new HashMap<>();

  private final Map<Integer, UnpackedChunk> recent = new LinkedHashMap<>(MAX_CHUNKS, 1, true);

  /** A row of a chunk. */
  record Row(Chunk chunk, ChunkRows chunkRows, int index) {}

  private record ListChunk(ChunkRef ref, String scope) {}

  private record UnpackedChunk(Chunk chunk, ChunkRows rows) {}

  LinkRowReader(Snapshot snapshot, LinkChunks linkChunks, boolean showsScope) {
    this.snapshot = snapshot;
    this.showsScope = showsScope;
    for (Table list : linkChunks.lists()) {
      for (ChunkRef ref : list.chunks()) {
        chunks.add(new ListChunk(ref, String.valueOf(list.scope())));
      }
    }
    this.firstRows = new int[chunks.size()];
    for (int i = 1; i < firstRows.length; i++) {
      firstRows[i] = firstRows[i - 1] + chunks.get(i - 1).ref.rowCount();
    }
  }

  /** Notes which rows are read next, and in which order. */
  void expect(IntStream rows) {
    expected.clear();
    rows.map(this::chunkOf).distinct().forEach(expected::add);
  }

  /** Returns the index of the chunk that has a row. */
  private int chunkOf(int row) {
    int found = Arrays.binarySearch(firstRows, row);
    return found >= 0 ? found : -found - 2;
  }

  /**
   * Returns a row by its number among the rows of all lists.
   *
   * @throws IOException when its chunk can't be read
   */
  Row read(int number) throws IOException {
    int index = chunkOf(number);
    UnpackedChunk unpacked = recent.get(index);
    if (unpacked == null) {
      unpacked = unpack(index);
      recent.put(index, unpacked);
      if (recent.size() > MAX_CHUNKS) {
        recent.remove(recent.keySet().iterator().next());
      }
    }
    return new Row(unpacked.chunk, unpacked.rows, number - firstRows[index]);
  }

  private UnpackedChunk unpack(int index) throws IOException {
    PackedChunk stored = packed.get(index);
    Chunk chunk = (stored == null ? readWithExpected(index) : stored).unpack();
    String scope = showsScope ? chunks.get(index).scope : "";
    return new UnpackedChunk(chunk, ChunkRows.ofChangedLinks(chunk, scope));
  }

  /** Reads a chunk, and the expected ones that follow it as far as they fit into one batch. */
  private PackedChunk readWithExpected(int index) throws IOException {
    List<Integer> wanted = new ArrayList<>(List.of(index));
    int place = expected.indexOf(index);
    if (place >= 0) {
      wanted.addAll(expected.subList(place + 1, expected.size()));
    }
    List<ChunkRef> refs = wanted.stream().map(number -> chunks.get(number).ref).toList();
    List<PackedChunk> read = snapshot.readPacked(ReadBatches.of(refs).getFirst());
    packed.clear();
    for (int i = 0; i < read.size(); i++) {
      packed.put(wanted.get(i), read.get(i));
    }
    return read.getFirst();
  }
}
