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
import org.backlinks.render.AllRows;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Packing cells into chunks and unpacking them, and gzip of the same rows as normalized JSON. */
@State(Scope.Benchmark)
public class ChunkPacking {
  /** Rows that are packed. */
  public static final int ROWS = 5_000;

  private final List<String> names = new ArrayList<>();
  private final List<char @Nullable []> cells = new ArrayList<>();
  private Snapshot snapshot;
  private List<ChunkRef> refs;
  private byte[] json;
  private byte[] zipped;

  @Setup
  public void load() throws IOException {
    UpstreamSnapshot kept = UpstreamSnapshot.of(ROWS);
    snapshot = kept.snapshot();
    refs = snapshot.manifest().tables().getFirst().chunks();
    for (Chunk chunk : unpacked()) {
      if (names.isEmpty()) {
        chunk.columns().forEach(column -> names.add(column.name()));
      }
      for (int row = 0; row < chunk.rows(); row++) {
        for (String name : names) {
          Chunk.Column column = chunk.column(name);
          String cell = column == null ? null : column.cell(row);
          cells.add(cell == null ? null : cell.toCharArray());
        }
      }
    }
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    AllRows.write(kept, ROWS, rows);
    json = rows.toByteArray();
    zipped = gzip().toByteArray();
  }

  @Benchmark
  public Object packed() throws IOException {
    SnapshotBuilder into = new SnapshotBuilder((number, piece) -> {});
    TableBuilder table = into.table("URL");
    int[] columns = new int[names.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = table.column(names.get(i));
    }
    for (int at = 0; at < cells.size(); ) {
      for (int column : columns) {
        char[] cell = cells.get(at++);
        if (cell != null) {
          table.cell(column, cell, 0, cell.length);
        }
      }
      table.endRow();
    }
    table.finish();
    return into.tables();
  }

  @Benchmark
  public List<Chunk> unpacked() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (ChunkRef ref : refs) {
      chunks.add(snapshot.chunk(ref));
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
    try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped), 1 << 16)) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
