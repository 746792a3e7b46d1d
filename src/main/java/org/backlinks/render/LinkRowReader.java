package org.backlinks.render;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.PackedChunk;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.backlinks.task.Task;
import org.backlinks.task.TaskScheduler;

/**
 * Reads single rows of a report's links. Tasks read and unpack the chunks of expected rows before
 * they are needed. The chunks that were used last are kept.
 */
final class LinkRowReader {
  /** The maximum number of unpacked chunks that are kept. A chunk has up to 1,000 rows or 2 MiB. */
  private static final int MAX_CHUNKS = 8;

  /** The maximum number of chunks that one task reads. */
  private static final int GROUP_CHUNKS = 3;

  /** The maximum number of tasks that read at the same time. */
  private static final int MAX_READINGS = 2;

  private final Snapshot snapshot;
  private final boolean showsScope;
  private final TaskScheduler scheduler;

  /** The chunks of all lists, in the order of their rows. */
  private final List<ListChunk> chunks = new ArrayList<>();

  /** The number of the first row of each chunk. */
  private final int[] firstRows;

  /** The expected chunks that no task reads yet, by their indexes, in the order of their use. */
  private final Deque<List<Integer>> waiting = new ArrayDeque<>();

  private final Deque<Reading> readings = new ArrayDeque<>();

  private final Map<Integer, UnpackedChunk> recent = new LinkedHashMap<>(MAX_CHUNKS, 1, true);

  /** A row of a chunk. */
  record Row(Chunk chunk, ChunkRows chunkRows, int index) {}

  private record ListChunk(ChunkRef ref, String scope) {}

  private record UnpackedChunk(Chunk chunk, ChunkRows rows) {}

  /** Chunks that a task reads, by their indexes. */
  private record Reading(List<Integer> indexes, Task<List<UnpackedChunk>> task) {}

  LinkRowReader(
      Snapshot snapshot, LinkChunks linkChunks, boolean showsScope, TaskScheduler scheduler) {
    this.snapshot = snapshot;
    this.showsScope = showsScope;
    this.scheduler = scheduler;
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

  /** Starts to read the rows that are needed next, in the order in which they are needed. */
  void expect(IntStream rows) {
    waiting.clear();
    readings.clear();
    List<Integer> indexes = rows.map(this::chunkOf).distinct().boxed().toList();
    for (int from = 0; from < indexes.size(); from += GROUP_CHUNKS) {
      waiting.add(indexes.subList(from, Math.min(from + GROUP_CHUNKS, indexes.size())));
    }
    startReadings();
  }

  private void startReadings() {
    while (readings.size() < MAX_READINGS && !waiting.isEmpty()) {
      List<Integer> indexes = waiting.remove();
      readings.add(new Reading(indexes, scheduler.start(() -> readChunks(indexes))));
    }
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
      unpacked = fetch(index);
    }
    return new Row(unpacked.chunk, unpacked.rows, number - firstRows[index]);
  }

  /** Takes the chunks that a task read, or reads a chunk that was not expected. */
  private UnpackedChunk fetch(int index) throws IOException {
    Reading next = readings.peek();
    if (next == null || !next.indexes.contains(index)) {
      UnpackedChunk unexpected = readChunks(List.of(index)).getFirst();
      keep(index, unexpected);
      return unexpected;
    }
    readings.remove();
    List<UnpackedChunk> chunks = join(next.task);
    startReadings();
    for (int i = 0; i < chunks.size(); i++) {
      keep(next.indexes.get(i), chunks.get(i));
    }
    return chunks.get(next.indexes.indexOf(index));
  }

  private static List<UnpackedChunk> join(Task<List<UnpackedChunk>> task) throws IOException {
    try {
      return task.join();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException damage) {
        throw damage;
      }
      throw new IllegalStateException("the table could not be read", e);
    }
  }

  private void keep(int index, UnpackedChunk chunk) {
    recent.put(index, chunk);
    if (recent.size() > MAX_CHUNKS) {
      recent.remove(recent.keySet().iterator().next());
    }
  }

  private List<UnpackedChunk> readChunks(List<Integer> indexes) throws IOException {
    List<ChunkRef> refs = indexes.stream().map(index -> chunks.get(index).ref).toList();
    List<PackedChunk> packed = snapshot.readPacked(refs);
    List<UnpackedChunk> unpacked = new ArrayList<>();
    for (int i = 0; i < packed.size(); i++) {
      Chunk chunk = packed.get(i).unpack();
      String scope = showsScope ? chunks.get(indexes.get(i)).scope : "";
      unpacked.add(new UnpackedChunk(chunk, ChunkRows.ofChangedLinks(chunk, scope)));
    }
    return unpacked;
  }
}
