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
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/**
 * The referring domains of a page's rows, each once, in the order in which the rows name them.
 * Opens only the chunks that they may lie in.
 */
final class Domains {
  /** A domain as it was rendered: where it stands, and what it takes in the answer. */
  private record Slice(int from, int to, int size) {}

  private final Map<Long, Integer> places = new HashMap<>();
  private final int[] named;
  private final @Nullable Slice[] slices;
  private final Buffer rendered = new Buffer();
  private final boolean escaped;
  private int found;

  /**
   * @param ids the DomainID of each row, negative where there is none
   * @param rows how many rows
   * @param escaped whether sizes are those inside a JSON string
   */
  Domains(long[] ids, int rows, boolean escaped) {
    this.named = new int[rows];
    this.escaped = escaped;
    for (int row = 0; row < rows; row++) {
      if (ids[row] >= 0) {
        places.putIfAbsent(ids[row], places.size());
      }
      named[row] = places.size();
    }
    this.slices = new Slice[places.size()];
  }

  /**
   * Renders them; a number that no table knows is passed over.
   *
   * @param longest the most bytes of a text
   * @param most the most bytes of all; beyond that it gives up and answers false
   */
  boolean read(Snapshot snapshot, int longest, int most) throws IOException {
    NavigableSet<Long> ids = new TreeSet<>(places.keySet());
    List<ChunkRef> refs = new ArrayList<>();
    List<Long> bases = new ArrayList<>();
    for (Table table : snapshot.manifest().tables(Table.Kind.DOMAINS)) {
      for (ChunkRef ref : table.chunks()) {
        if (mayHoldAny(ids, ref, table.domainBase())) {
          refs.add(ref);
          bases.add(table.domainBase());
        }
      }
    }
    Fields fields = new JsonFields(rendered, true);
    fields.longest(longest);
    int at = 0;
    for (List<ChunkRef> group : Groups.of(refs)) {
      for (PackedChunk packed : snapshot.packed(group)) {
        long base = bases.get(at++);
        if (found < slices.length && !read(packed.unpack(), base, fields, most)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean mayHoldAny(NavigableSet<Long> ids, ChunkRef ref, long base) {
    Long lowest = ids.ceiling(ref.lowestDomain() + base);
    return lowest != null && ref.mayHoldDomain(lowest - base);
  }

  private boolean read(Chunk chunk, long base, Fields fields, int most) {
    DomainRows rows = new DomainRows(chunk);
    for (int row = 0; row < chunk.rows(); row++) {
      long id = rows.id(row);
      Integer place = id < 0 ? null : places.get(id + base);
      if (place != null && slices[place] == null) {
        int from = rendered.size();
        int before = size();
        rows.write(fields, row, base);
        slices[place] = new Slice(from, rendered.size() - 1, size() - before);
        found++;
        if (size() > most) {
          return false;
        }
      }
    }
    return true;
  }

  private int size() {
    return escaped ? rendered.escapedSize() : rendered.size();
  }

  /** What the domains of the rows up to this one take in the answer. */
  int[] sizes() {
    int[] sizes = new int[named.length];
    int size = 0;
    int place = 0;
    for (int row = 0; row < named.length; row++) {
      for (; place < named[row]; place++) {
        Slice slice = slices[place];
        size += slice == null ? 0 : slice.size;
      }
      sizes[row] = size;
    }
    return sizes;
  }

  /** Whether there is none for the first rows. */
  boolean isEmpty(int rows) {
    return rows == 0 || sizes()[rows - 1] == 0;
  }

  /** Writes those of the first rows as elements of a list, for once: their memory is given back. */
  void write(Buffer out, int rows) {
    boolean first = true;
    for (int place = 0; rows > 0 && place < named[rows - 1]; place++) {
      Slice slice = slices[place];
      if (slice != null) {
        if (!first) {
          out.write(',');
        }
        first = false;
        rendered.copy(slice.from, slice.to, out);
      }
    }
    rendered.release();
  }
}
