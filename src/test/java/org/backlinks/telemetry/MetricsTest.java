package org.backlinks.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backlinks.telemetry.Metrics.Metric;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void drainReturnsSumsAndLastValues() {
    metrics.count(Metric.CALLS);
    metrics.count(Metric.CALLS);
    metrics.add(Metric.ROWS, 250);
    metrics.set(Metric.OLDEST_DUE, 7);
    metrics.set(Metric.OLDEST_DUE, 0);
    metrics.countFailure("internal");
    assertThat(metrics.drain())
        .isEqualTo(
            new Metrics.Totals(
                Map.of(Metric.CALLS, 2L, Metric.ROWS, 250L, Metric.OLDEST_DUE, 0L),
                Map.of("internal", 1L)));
  }

  @Test
  void drainResetsValues() {
    metrics.count(Metric.REUSED);
    metrics.countFailure("internal");
    metrics.drain();
    assertThat(metrics.drain()).isEqualTo(new Metrics.Totals(Map.of(), Map.of()));
    metrics.count(Metric.REUSED);
    assertThat(metrics.drain().values()).isEqualTo(Map.of(Metric.REUSED, 1L));
  }

  @Test
  void drainReturnsNothingWhenOnlyZeroWasAdded() {
    metrics.add(Metric.ROWS, 0);
    assertThat(metrics.drain().values()).isEmpty();
  }

  @Test
  void timesAreAddedInNanosecondsAndDrainedInMilliseconds() {
    for (int i = 0; i < 10; i++) {
      metrics.add(Metric.TABLE_TIME, 299_999);
    }
    assertThat(metrics.drain().values()).isEqualTo(Map.of(Metric.TABLE_TIME, 2L));
  }

  @Test
  void countsOfConcurrentThreadsAddUp() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      threads.add(Thread.ofVirtual().start(() -> metrics.add(Metric.BYTES, 3)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(metrics.drain().values()).isEqualTo(Map.of(Metric.BYTES, 150L));
  }
}
