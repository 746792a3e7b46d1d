package org.backlinks.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.backlinks.majestic.UpstreamSnapshot;
import org.backlinks.render.AllRowsJson;

/** Measures the size of a stored snapshot. */
final class StorageBenchmark implements BenchmarkMain.Benchmark {
  private static final int ROWS = 50_000;
  private static final double MILLION = 1e6;

  @Override
  public List<BenchmarkResult> run() throws IOException {
    UpstreamSnapshot snapshot = UpstreamSnapshot.of(ROWS);
    long storedBytes = snapshot.pieces().stream().mapToLong(piece -> piece.length).sum();
    CountingOutputStream compressed = new CountingOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed, 1 << 16)) {
      AllRowsJson.write(snapshot, ROWS, gzip);
    }
    return List.of(
        BenchmarkResult.withBaseline(
            "stored bytes of 50,000 rows beside gzip -6 of their JSON",
            storedBytes / MILLION,
            "MB",
            compressed.bytes / MILLION,
            0.65,
            0.6));
  }

  /** Counts the written bytes. */
  private static final class CountingOutputStream extends OutputStream {
    private long bytes;

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }
}
