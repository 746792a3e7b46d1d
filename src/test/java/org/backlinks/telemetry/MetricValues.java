package org.backlinks.telemetry;

import java.util.Map;
import org.backlinks.telemetry.Metrics.Metric;

/** The values of metrics, for tests of other packages. */
public final class MetricValues {
  private MetricValues() {}

  /** Returns the collected values and removes them. */
  public static Map<Metric, Long> drain(Metrics metrics) {
    return metrics.drain().values();
  }
}
