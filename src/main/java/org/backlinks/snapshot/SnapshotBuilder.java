package org.backlinks.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer a cell at a time and lets it go in chunks: never more than one chunk is in
 * memory. One table is open at a time; not for several threads.
 */
public final class SnapshotBuilder {
  /** Far beyond any real answer; each is kept until the last one is read. */
  static final int MOST_TABLES = 30;

  private final ChunkSink sink;
  private final @Nullable ChunkTaker taker;
  private final Warnings warnings = new Warnings();
  private final List<Table> tables = new ArrayList<>();
  private final ByteWriter codes = new ByteWriter(1 << 15);
  private final ByteWriter texts = new ByteWriter(1 << 18);
  private int pieces;

  public SnapshotBuilder(ChunkSink sink) {
    this(sink, 0);
  }

  /**
   * Takes a second answer into the same sink.
   *
   * @param firstPiece the number of its first piece, beyond those of the answer before
   */
  public SnapshotBuilder(ChunkSink sink, int firstPiece) {
    this(sink, null, firstPiece);
  }

  private SnapshotBuilder(ChunkSink sink, @Nullable ChunkTaker taker, int firstPiece) {
    this.sink = sink;
    this.taker = taker;
    this.pieces = firstPiece;
  }

  /** Hands chunks on as they are full, and keeps none: its tables have no chunks. */
  public static SnapshotBuilder passing(ChunkTaker taker) {
    return new SnapshotBuilder((number, piece) -> {}, taker, 0);
  }

  /** Starts a table; the one before must be finished. */
  public TableBuilder table(String name) {
    return new TableBuilder(this, name);
  }

  /** Where a reader says what was odd. */
  public Warnings warnings() {
    return warnings;
  }

  /** The finished tables, not yet known for what they are. */
  public List<Table> tables() {
    return List.copyOf(tables);
  }

  void add(Table table) throws TooWideException {
    if (tables.size() == MOST_TABLES) {
      throw new TooWideException("an answer", MOST_TABLES, "tables");
    }
    tables.add(table);
  }

  /**
   * Packs rows of a table and lets them go.
   *
   * @param typed whether the cells are meant to be read as what their columns say
   * @param into learns of the chunk, where it is kept
   */
  void write(
      String table, int rows, List<ColumnBuilder> columns, boolean typed, List<ChunkRef> into)
      throws IOException {
    codes.clear();
    texts.clear();
    new ChunkEncoder(codes, texts).write(rows, columns);
    long[] domains = {-1, -1};
    for (ColumnBuilder column : columns) {
      warnings.count(
          column.name,
          "can't be read as " + column.type.noun() + ", kept as text in extra",
          typed ? column.unreadable() : 0);
      warnings.count(column.name, "over 64 KiB, cut", column.cut());
      if (column.name.equalsIgnoreCase("DomainID")) {
        domains = column.range();
      }
    }
    byte[] whole = ChunkCodec.encode(codes, texts);
    if (taker != null) {
      taker.take(table, ChunkCodec.decode(whole));
      return;
    }
    int first = pieces;
    for (int from = 0; from < whole.length; from += ChunkSink.LARGEST_PIECE) {
      int to = Math.min(whole.length, from + ChunkSink.LARGEST_PIECE);
      sink.put(pieces++, Arrays.copyOfRange(whole, from, to));
    }
    into.add(
        new ChunkRef(
            first, pieces - first, rows, ChunkRef.checksum(whole), domains[0], domains[1]));
  }
}
