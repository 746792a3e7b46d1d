package org.backlinks.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.PackedChunk;
import org.backlinks.snapshot.ReadBatches;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/**
 * The referring domains of a page's rows. Each domain is listed once, in the order in which the
 * rows name them. Only the chunks that may hold them are read.
 */
final class PageDomains implements AutoCloseable {
  /**
   * A rendered domain.
   *
   * @param from where it starts in the buffer of rendered domains
   * @param to where it ends, exclusive
   * @param size the bytes that it needs in the response
   */
  private record Slice(int from, int to, int size) {}

  private record DomainChunk(ChunkRef ref, long domainBase) {}

  /** The position of each DomainID in {@link #slices}. */
  private final Map<Long, Integer> positions = new HashMap<>();

  /** The number of different domains up to each row. */
  private final int[] domainCounts;

  private final @Nullable Slice[] slices;
  private final ResponseBuffer rendered;
  private final boolean embedded;
  private int renderedCount;

  /**
   * @param rows the rows of the page
   * @param embedded whether sizes are those inside a JSON string
   * @param rendered an empty buffer, which this object closes
   */
  PageDomains(WrittenRows rows, boolean embedded, ResponseBuffer rendered) {
    this.domainCounts = new int[rows.count()];
    this.embedded = embedded;
    this.rendered = rendered;
    for (int row = 0; row < domainCounts.length; row++) {
      if (rows.domainId(row) >= 0) {
        positions.putIfAbsent(rows.domainId(row), positions.size());
      }
      domainCounts[row] = positions.size();
    }
    this.slices = new Slice[positions.size()];
  }

  /**
   * Renders the domains. An id that no table has is skipped.
   *
   * @param maxTextBytes the maximum bytes of a text
   * @param maxBytes the maximum bytes of all domains
   * @return false when rendering stopped, because the domains need more than {@code maxBytes}
   */
  boolean render(Snapshot snapshot, int maxTextBytes, int maxBytes) throws IOException {
    CellWriter cells = new CellWriter(new JsonRowWriter(rendered, true), maxTextBytes);
    List<DomainChunk> chunks = findChunks(snapshot);
    int next = 0;
    for (List<ChunkRef> batch : ReadBatches.of(chunks.stream().map(DomainChunk::ref).toList())) {
      for (PackedChunk packed : snapshot.readPacked(batch)) {
        long domainBase = chunks.get(next++).domainBase;
        if (renderedCount < slices.length
            && !renderChunk(packed.unpack(), domainBase, cells, maxBytes)) {
          return false;
        }
      }
    }
    return true;
  }

  private List<DomainChunk> findChunks(Snapshot snapshot) {
    NavigableSet<Long> ids = new TreeSet<>(positions.keySet());
    List<DomainChunk> chunks = new ArrayList<>();
    for (Table table : snapshot.manifest().tables(Table.Kind.DOMAINS)) {
      for (ChunkRef ref : table.chunks()) {
        if (mayContainAny(ids, ref, table.domainBase())) {
          chunks.add(new DomainChunk(ref, table.domainBase()));
        }
      }
    }
    return chunks;
  }

  private static boolean mayContainAny(NavigableSet<Long> ids, ChunkRef ref, long domainBase) {
    Long lowest = ids.ceiling(ref.minDomainId() + domainBase);
    return lowest != null && ref.mayContainDomain(lowest - domainBase);
  }

  private boolean renderChunk(Chunk chunk, long domainBase, CellWriter cells, int maxBytes) {
    ChunkRows rows = ChunkRows.ofDomains(chunk, domainBase);
    for (int row = 0; row < chunk.rowCount(); row++) {
      Integer position = positions.get(rows.domainId(row));
      if (position != null && slices[position] == null) {
        int from = rendered.size();
        int sizeBefore = renderedSize();
        rows.writeRow(cells, row);
        // the slice does not have the end of the line
        slices[position] = new Slice(from, rendered.size() - 1, renderedSize() - sizeBefore);
        renderedCount++;
        if (renderedSize() > maxBytes) {
          return false;
        }
      }
    }
    return true;
  }

  private int renderedSize() {
    return embedded ? rendered.escapedSize() : rendered.size();
  }

  /** Returns for each row the bytes that the domains of the rows up to it need in the response. */
  int[] cumulativeSizes() {
    int[] sizes = new int[domainCounts.length];
    int size = 0;
    int position = 0;
    for (int row = 0; row < domainCounts.length; row++) {
      for (; position < domainCounts[row]; position++) {
        Slice slice = slices[position];
        size += slice == null ? 0 : slice.size;
      }
      sizes[row] = size;
    }
    return sizes;
  }

  /** Returns whether the first rows have no domains. */
  boolean isEmpty(int rows) {
    return rows == 0 || cumulativeSizes()[rows - 1] == 0;
  }

  /** Writes the domains of the first rows as the elements of a list. */
  void write(ResponseBuffer out, int rows) {
    boolean isFirst = true;
    for (int position = 0; rows > 0 && position < domainCounts[rows - 1]; position++) {
      Slice slice = slices[position];
      if (slice != null) {
        if (!isFirst) {
          out.write(',');
        }
        isFirst = false;
        rendered.copyTo(slice.from, slice.to, out);
      }
    }
  }

  /** Gives the memory of the rendered domains to the pool. */
  @Override
  public void close() {
    rendered.close();
  }
}
