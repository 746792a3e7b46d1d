package org.backlinks.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the snapshot of an answer while the answer is read. A full chunk is written at once, so
 * that at most one chunk is in memory. Only one table may be open at a time. It is not safe for
 * several threads.
 */
public final class SnapshotBuilder {
  private final ChunkOutput output;
  private final Warnings warnings = new Warnings();
  private final ManifestLimits limits = new ManifestLimits();
  private final List<Table> tables = new ArrayList<>();
  private final ByteWriter codes = new ByteWriter(1 << 15);
  private final ByteWriter texts = new ByteWriter(1 << 18);
  private SecretMask secretMask = SecretMask.NONE;
  private ChunkObserver observer = ChunkObserver.NONE;

  /** Creates a builder whose first piece has number 0. */
  public SnapshotBuilder(ChunkSink sink) {
    this(sink, 0);
  }

  /**
   * Creates a builder for a further answer of the same report.
   *
   * @param firstPiece the number of its first piece, which no other piece in the sink may have
   */
  public SnapshotBuilder(ChunkSink sink, int firstPiece) {
    this(new PieceWriter(sink, firstPiece));
  }

  private SnapshotBuilder(ChunkOutput output) {
    this.output = output;
  }

  /**
   * Returns a builder that gives the rows to a consumer and stores nothing. Its tables have no
   * chunks.
   */
  public static SnapshotBuilder forConsumer(ChunkConsumer consumer) {
    return new SnapshotBuilder((table, chunk, rowCount, domains) -> {
      consumer.accept(table, ChunkCodec.decode(chunk));
      return Optional.empty();
    });
  }

  /** Shows all rows that are stored from now on to an observer, too. */
  public void setObserver(ChunkObserver newObserver) {
    observer = newObserver;
  }

  /** Starts a table. The table before it must be finished. */
  public TableBuilder startTable(String name) {
    return new TableBuilder(this, name);
  }

  /** Masks these secrets in everything that is stored from now on. */
  public void maskSecrets(SecretMask mask) {
    secretMask = mask;
  }

  /** Returns the mask of everything that is stored. */
  public SecretMask secretMask() {
    return secretMask;
  }

  /**
   * Puts a global variable or a table's attribute into a map, masked and possibly cut. A text that
   * is empty or one space means that the value is unknown, and is left out.
   *
   * @throws AnswerLimitException when the answer has more data beside its rows than any real answer
   */
  public void putText(Map<String, String> values, String name, String value)
      throws AnswerLimitException {
    limits.putText(values, secretMask.mask(name), secretMask.mask(value));
  }

  /** Returns the warnings of the answer. The reader of the answer adds to them. */
  public Warnings warnings() {
    return warnings;
  }

  /** Returns the finished tables. They are not classified: their kind is {@code OTHER}. */
  public List<Table> tables() {
    return List.copyOf(tables);
  }

  void addTable(Table table) throws AnswerLimitException {
    limits.addTable(table);
    tables.add(table);
  }

  /**
   * Encodes rows of a table and gives them to the output.
   *
   * @param columns normalized; each has {@code rowCount} rows
   * @return the entry of the chunk in the manifest; empty when the chunk is not stored
   */
  Optional<ChunkRef> writeChunk(String table, int rowCount, List<ColumnBuilder> columns)
      throws IOException {
    limits.addChunk();
    observer.observe(
        tables.size(), new Chunk(rowCount, columns.stream().map(ColumnBuilder::toColumn).toList()));
    codes.clear();
    texts.clear();
    new ChunkEncoder(codes, texts).encode(rowCount, columns);
    return output.write(table, ChunkCodec.encode(codes, texts), rowCount, DomainRange.of(columns));
  }
}
