package org.backlinks.bench;

import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.ChunkPacking;

/** Cells into chunks and back, beside gzip of the same rows as normalized JSON. */
final class Packing implements Main.Part {
  @Override
  public List<Result> run() throws Exception {
    Upstream.json(ChunkPacking.ROWS);
    Map<String, Double> millis = Jmh.cpuMillis(ChunkPacking.class);
    return List.of(
        Result.beside(
            "packing 5,000 rows beside gzip -6 (CPU)",
            millis.get("packed"),
            "ms",
            millis.get("gzip")),
        Result.beside(
            "unpacking 5,000 rows beside gunzip (CPU)",
            millis.get("unpacked"),
            "ms",
            millis.get("gunzip")));
  }
}
