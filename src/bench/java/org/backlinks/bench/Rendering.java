package org.backlinks.bench;

import java.util.List;
import java.util.Map;
import org.backlinks.render.PageRendering;

/** Pages out of memory. */
final class Rendering implements Main.Part {
  @Override
  public List<Result> run() throws Exception {
    Upstream.json(5 * PageRendering.ROWS);
    Map<String, Double> millis = Jmh.cpuMillis(PageRendering.class);
    return List.of(
        Result.beside(
            "rendering 1,000 rows from a chunk in memory (CPU)",
            millis.get("fromChunks"),
            "ms",
            millis.get("byGenerator"),
            2,
            1.2),
        Result.beside(
            "the whole page from stored bytes (CPU)",
            millis.get("fromStoredBytes"),
            "ms",
            millis.get("byGenerator")));
  }
}
