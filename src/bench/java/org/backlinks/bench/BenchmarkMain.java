package org.backlinks.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the benchmarks, prints one table and writes {@code target/bench.json}. */
public final class BenchmarkMain {
  private static final Map<String, Benchmark> BENCHMARKS = new LinkedHashMap<>();

  static {
    BENCHMARKS.put("start", new StartBenchmark());
    BENCHMARKS.put("page", new PageBenchmark());
    BENCHMARKS.put("memory", new MemoryBenchmark());
    BENCHMARKS.put("equal", new EqualRequestsBenchmark());
    BENCHMARKS.put("reading", new ReadingBenchmark());
    BENCHMARKS.put("summary", new SummaryBenchmark());
    BENCHMARKS.put("stored", new StorageBenchmark());
    BENCHMARKS.put("packing", new PackingBenchmark());
    BENCHMARKS.put("rendering", new RenderingBenchmark());
    BENCHMARKS.put("html", new HtmlBenchmark());
    BENCHMARKS.put("comparing", new ComparisonBenchmark());
    BENCHMARKS.put("changes", new ChangesBenchmark());
    BENCHMARKS.put("tick", new TickBenchmark());
    BENCHMARKS.put("size", new SizeBenchmark());
  }

  private BenchmarkMain() {}

  /** One part of the benchmarks. It returns some lines of the table. */
  interface Benchmark {
    List<BenchmarkResult> run() throws Exception;
  }

  /**
   * Ends the JVM with code 0 when every part has run, with any verdicts.
   *
   * @param arguments the parts to run, separated by commas; all parts when empty
   */
  public static void main(String[] arguments) {
    // must be set before the first log line, because Quarkus needs its own log manager
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    int code = 1;
    try {
      String partNames = arguments.length == 0 ? "" : arguments[0];
      run(partNames.isEmpty() ? BENCHMARKS.keySet() : Set.of(partNames.split(",")));
      code = 0;
    } catch (Throwable e) { // threads of a partly started stack would keep the JVM running
      e.printStackTrace();
    }
    System.exit(code);
  }

  private static void run(Set<String> selectedParts) throws Exception {
    if (!BENCHMARKS.keySet().containsAll(selectedParts)) {
      throw new IllegalArgumentException("the parts are " + BENCHMARKS.keySet());
    }
    Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<BenchmarkResult> results = new ArrayList<>();
    for (Map.Entry<String, Benchmark> part : BENCHMARKS.entrySet()) {
      if (selectedParts.contains(part.getKey())) {
        long startNanos = System.nanoTime();
        results.addAll(part.getValue().run());
        System.err.printf(
            "%s: %d s%n", part.getKey(), (System.nanoTime() - startNanos) / 1_000_000_000);
      }
    }
    BenchmarkReport report = new BenchmarkReport(MachineInfo.describe(), date, results);
    System.out.print(report.toMarkdown());
    report.writeJson(BenchmarkFiles.BENCH_FOLDER.resolveSibling("bench.json"));
  }
}
