package org.backlinks.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.backlinks.majestic.UpstreamSnapshot;
import org.backlinks.render.AllRows;

/** What a snapshot takes in the table. */
final class StoredBytes implements Main.Part {
  private static final int ROWS = 50_000;
  private static final double MILLION = 1e6;

  @Override
  public List<Result> run() throws IOException {
    UpstreamSnapshot kept = UpstreamSnapshot.of(ROWS);
    long stored = kept.pieces().stream().mapToLong(piece -> piece.length).sum();
    Counted zipped = new Counted();
    try (OutputStream gzip = new GZIPOutputStream(zipped, 1 << 16)) {
      AllRows.write(kept, ROWS, gzip);
    }
    return List.of(
        Result.beside(
            "stored bytes of 50,000 rows beside gzip -6 of their JSON",
            stored / MILLION,
            "MB",
            zipped.bytes / MILLION,
            0.65,
            0.5));
  }

  /** Counts what is written. */
  private static final class Counted extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes += length;
    }
  }
}
