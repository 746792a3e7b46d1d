package org.backlinks.bench;

import java.util.List;
import java.util.Map;
import org.backlinks.render.PageRendering;

/** Measures how long it takes to render pages from memory. */
final class RenderingBenchmark implements BenchmarkMain.Benchmark {
  @Override
  public List<BenchmarkResult> run() throws Exception {
    UpstreamAnswers.json(5 * PageRendering.ROWS);
    Map<String, Double> millis = JmhRunner.medianCpuMillis(PageRendering.class);
    return List.of(
        BenchmarkResult.withBaseline(
            "rendering 1,000 rows from a chunk in memory (CPU)",
            millis.get("fromChunks"),
            "ms",
            millis.get("byGenerator"),
            1.5,
            1.1),
        BenchmarkResult.withBaseline(
            "the whole page from stored bytes (CPU)",
            millis.get("fromStoredBytes"),
            "ms",
            millis.get("byGenerator")));
  }
}
