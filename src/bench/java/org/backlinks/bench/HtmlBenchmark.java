package org.backlinks.bench;

import java.util.List;
import java.util.Map;
import org.backlinks.html.ReportPageRendering;

/** Measures the first page for people of a report of 50,000 links. */
final class HtmlBenchmark implements BenchmarkMain.Benchmark {
  private static final int MAX_LINKS = 500;
  private static final double KILO = 1e3;

  @Override
  public List<BenchmarkResult> run() throws Exception {
    ReportPageRendering page = new ReportPageRendering();
    page.setUp();
    Map<String, Double> millis = JmhRunner.medianCpuMillis(ReportPageRendering.class);
    return List.of(
        size("page for people of 50,000 rows, with 100 links", page.page().body().size()),
        size("the same with 500 links", page.render(MAX_LINKS).body().size()),
        BenchmarkResult.withoutBound(
            "rendering it with 100 links (CPU)", millis.get("page"), "ms"));
  }

  private static BenchmarkResult size(String name, int bytes) {
    return BenchmarkResult.withBound(name, bytes / KILO, "KB", 150, 100);
  }
}
