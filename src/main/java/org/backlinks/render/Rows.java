package org.backlinks.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.PackedChunk;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/**
 * The link rows of one page. Reads only the chunks that they lie in, together; ends early where an
 * answer would grow too large. Where not even one row has room, its texts are cut.
 */
final class Rows {
  /** The whole Lambda response may have 5.5 MB; the rest is for what stands around the rows. */
  static final int LARGEST = 5_200_000;

  /** So that the buffer of a usual page grows once, bytes. */
  private static final int USUAL_ROW = 1_280;

  /** Texts of the only row of a page are cut to the first of these that makes it fit, bytes. */
  private static final int[] CUTS = {16_384, 2_048, 256};

  private static final List<String> SCOPES =
      Arrays.stream(Scope.values()).map(Scope::word).toList();

  /** One chunk of the page, and the rows of it that lie before the page. */
  private record Part(Table table, ChunkRef ref, int skip) {}

  private final Snapshot snapshot;
  private final PageRequest page;
  private final List<Table> tables;
  private final int total;
  private final TopicCounts topics;
  private @Nullable Domains domains;
  private boolean cut;
  private int count;

  Rows(Snapshot snapshot, PageRequest page) {
    this.snapshot = snapshot;
    this.page = page;
    this.tables = snapshot.manifest().lists(SCOPES);
    this.total = tables.stream().mapToInt(Table::rows).sum();
    this.topics = TopicCounts.of(tables);
  }

  /** Rows of all lists. */
  int total() {
    return total;
  }

  /** The chunk that a row of all lists lies in. */
  ChunkRef chunk(int row) {
    return parts(row, 1).getFirst().ref;
  }

  /** Rows of the page. */
  int count() {
    return count;
  }

  /** Whether texts of its only row had to be cut. */
  boolean isCut() {
    return cut;
  }

  /** The referring domains of the rows; null where there are none. */
  @Nullable Domains domains() {
    return domains == null || domains.isEmpty(count) ? null : domains;
  }

  /** Writes the rows. */
  void write(Buffer out) throws IOException {
    byte[] head = page.format().start(topics);
    out.write(head, 0, head.length);
    int start = out.size();
    count = write(out, page.limit(), Integer.MAX_VALUE);
    for (int i = 0; count == 0 && page.from() < total && i < CUTS.length; i++) {
      cut = true;
      out.truncate(start);
      count = write(out, 1, CUTS[i]);
    }
  }

  /** Writes as many rows as fit; returns how many. */
  private int write(Buffer out, int limit, int longest) throws IOException {
    int most = Math.max(0, Math.min(limit, total - page.from()));
    out.room(most * USUAL_ROW);
    Written written = new Written(out, most);
    Fields fields = page.format().fields(out, topics);
    fields.longest(longest);
    List<Part> parts = parts(page.from(), most);
    int at = 0;
    for (List<ChunkRef> group : Groups.of(parts.stream().map(Part::ref).toList())) {
      for (PackedChunk packed : snapshot.packed(group)) {
        Part part = parts.get(at++);
        Table table = part.table;
        LinkRows rows =
            new LinkRows(packed.unpack(), String.valueOf(table.scope()), table.domainBase());
        if (!written.add(rows, part.skip, part.ref.rows(), fields)) {
          return withDomains(written, longest);
        }
      }
    }
    return withDomains(written, longest);
  }

  /** The chunks of so many rows. */
  private List<Part> parts(int from, int rows) {
    List<Part> parts = new ArrayList<>();
    int skip = from;
    int left = rows;
    for (Table table : tables) {
      for (ChunkRef ref : table.chunks()) {
        if (skip >= ref.rows()) {
          skip -= ref.rows();
        } else if (left > 0) {
          parts.add(new Part(table, ref, skip));
          left -= ref.rows() - skip;
          skip = 0;
        }
      }
    }
    return parts;
  }

  /** Finds the domains of the rows, and takes rows back until both have room. */
  private int withDomains(Written written, int longest) throws IOException {
    int rows = written.count;
    if (page.format() == Format.JSON && !snapshot.manifest().tables(Table.Kind.DOMAINS).isEmpty()) {
      boolean whole = false;
      while (rows > 0 && !whole) {
        domains = new Domains(written.ids, rows, page.escaped());
        whole = domains.read(snapshot, longest, 2 * LARGEST);
        rows = whole ? fitting(written, domains.sizes()) : rows / 2;
      }
      written.keep(rows);
    }
    return rows;
  }

  private static int fitting(Written written, int[] domains) {
    int rows = domains.length;
    while (rows > 0 && written.sizes[rows - 1] + domains[rows - 1] > LARGEST) {
      rows--;
    }
    return rows;
  }

  /** The rows that were written, and what it takes to take them back. */
  private final class Written {
    private final Buffer out;
    private final int start;
    private final int[] ends;

    /** The size of the answer after each row. */
    private final int[] sizes;

    private final long[] ids;
    private int count;

    Written(Buffer out, int most) {
      this.out = out;
      this.start = out.size();
      this.ends = new int[most];
      this.sizes = new int[most];
      this.ids = new long[most];
    }

    /** Adds a chunk's rows from {@code from} on; false when the page is full. */
    boolean add(LinkRows rows, int from, int to, Fields fields) {
      for (int row = from; row < to; row++) {
        if (count == ends.length) {
          return false;
        }
        rows.write(fields, row);
        int size = page.escaped() ? out.escapedSize() : out.size();
        if (size > LARGEST) {
          keep(count);
          return false;
        }
        ends[count] = out.size();
        sizes[count] = size;
        ids[count] = rows.domain(row);
        count++;
      }
      return true;
    }

    void keep(int rows) {
      out.truncate(rows == 0 ? start : ends[rows - 1]);
      count = rows;
    }
  }
}
