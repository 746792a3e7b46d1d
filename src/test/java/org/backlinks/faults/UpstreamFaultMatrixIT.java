package org.backlinks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.backlinks.faults.UpstreamFaultMatrix.FaultResult;
import org.junit.jupiter.api.Test;

/**
 * Lets Majestic fail with each fault at each point of a report's life: see {@link UpstreamFault}.
 */
class UpstreamFaultMatrixIT {
  @Test
  void reportRecoversWhenUpstreamFails() throws Exception {
    List<FaultResult> results = new ArrayList<>();
    try (UpstreamFaultMatrix matrix = new UpstreamFaultMatrix();
        ExecutorService threads = Executors.newFixedThreadPool(UpstreamScenario.values().length)) {
      for (Future<List<FaultResult>> task :
          threads.invokeAll(
              Stream.of(UpstreamScenario.values()).map(matrix::scenarioTask).toList())) {
        results.addAll(task.get());
      }
    }
    UpstreamFaultReport.of(results).publish();
    assertThat(results).isNotEmpty();
    assertThat(results).filteredOn(result -> !result.errors().isEmpty()).isEmpty();
  }
}
