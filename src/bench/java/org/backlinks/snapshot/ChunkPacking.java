package org.backlinks.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.backlinks.majestic.UpstreamSnapshot;
import org.backlinks.render.AllRowsJson;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures how long it takes to pack cells into chunks, to unpack them, and to compress the same
 * rows as normalized JSON with gzip.
 */
@State(Scope.Benchmark)
public class ChunkPacking {
  /** Number of packed rows. */
  public static final int ROWS = 5_000;

  private final List<String> columnNames = new ArrayList<>();
  private final List<char @Nullable []> cells = new ArrayList<>();
  private Snapshot snapshot;
  private List<ChunkRef> chunkRefs;
  private byte[] json;
  private byte[] compressed;

  @Setup
  public void setUp() throws IOException {
    UpstreamSnapshot stored = UpstreamSnapshot.of(ROWS);
    snapshot = stored.snapshot();
    chunkRefs = snapshot.manifest().tables().getFirst().chunks();
    for (Chunk chunk : unpack()) {
      if (columnNames.isEmpty()) {
        chunk.columns().forEach(column -> columnNames.add(column.name()));
      }
      for (int row = 0; row < chunk.rowCount(); row++) {
        for (String name : columnNames) {
          Chunk.Column column = chunk.findColumn(name);
          String cell = column == null ? null : column.cellText(row);
          cells.add(cell == null ? null : cell.toCharArray());
        }
      }
    }
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    AllRowsJson.write(stored, ROWS, rows);
    json = rows.toByteArray();
    compressed = gzip().toByteArray();
  }

  @Benchmark
  public Object pack() throws IOException {
    SnapshotBuilder builder = new SnapshotBuilder((number, bytes) -> {});
    TableBuilder table = builder.startTable("URL");
    int[] columns = new int[columnNames.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = table.columnIndex(columnNames.get(i));
    }
    for (int cellIndex = 0; cellIndex < cells.size(); ) {
      for (int column : columns) {
        char[] cell = cells.get(cellIndex++);
        if (cell != null) {
          table.setCell(column, cell, 0, cell.length);
        }
      }
      table.endRow();
    }
    table.finish();
    return builder.tables();
  }

  @Benchmark
  public List<Chunk> unpack() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (ChunkRef ref : chunkRefs) {
      chunks.add(snapshot.readChunk(ref));
    }
    return chunks;
  }

  @Benchmark
  public ByteArrayOutputStream gzip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(json);
    }
    return out;
  }

  @Benchmark
  public long gunzip() throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(compressed), 1 << 16)) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
