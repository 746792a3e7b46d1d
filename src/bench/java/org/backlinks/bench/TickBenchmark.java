package org.backlinks.bench;

import java.util.List;
import org.backlinks.store.DueIndexReadUnits;

/** Measures the read units of a tick. */
final class TickBenchmark implements BenchmarkMain.Benchmark {
  @Override
  public List<BenchmarkResult> run() {
    DueIndexReadUnits.Cost cost = DueIndexReadUnits.measure();
    return List.of(
        BenchmarkResult.withBaseline(
            "a tick with 1,000 due among 100,000 stored reports, beside among 1,000",
            cost.unitsAmongMany(),
            "read units",
            cost.unitsAlone(),
            1.03,
            1));
  }
}
