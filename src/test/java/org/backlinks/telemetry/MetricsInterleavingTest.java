package org.backlinks.telemetry;

import java.util.List;
import org.backlinks.task.ModelChecker;
import org.backlinks.telemetry.Metrics.Metric;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Counts, while an invocation ends. */
public class MetricsInterleavingTest {
  private final Metrics metrics = new Metrics();

  @Test
  void noCountIsLost() {
    new ModelChecker(getClass()).check(List.of("count", "drain"), List.of("count", "drain"));
  }

  @Operation
  public void count() {
    metrics.count(Metric.CALLS);
  }

  @Operation
  public long drain() {
    return metrics.drain().values().getOrDefault(Metric.CALLS, 0L);
  }
}
