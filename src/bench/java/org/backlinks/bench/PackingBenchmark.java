package org.backlinks.bench;

import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.ChunkPacking;

/**
 * Measures how long it takes to pack and unpack chunks, with gzip of the same rows as normalized
 * JSON as the baseline.
 */
final class PackingBenchmark implements BenchmarkMain.Benchmark {
  @Override
  public List<BenchmarkResult> run() throws Exception {
    UpstreamAnswers.json(ChunkPacking.ROWS);
    Map<String, Double> millis = JmhRunner.medianCpuMillis(ChunkPacking.class);
    return List.of(
        BenchmarkResult.withBaseline(
            "packing 5,000 rows beside gzip -6 (CPU)",
            millis.get("pack"),
            "ms",
            millis.get("gzip")),
        BenchmarkResult.withBaseline(
            "unpacking 5,000 rows beside gunzip (CPU)",
            millis.get("unpack"),
            "ms",
            millis.get("gunzip")));
  }
}
