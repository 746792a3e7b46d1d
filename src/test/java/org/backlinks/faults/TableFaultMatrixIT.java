package org.backlinks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.faults.TableFaultMatrix.CellResult;
import org.junit.jupiter.api.Test;

/**
 * Lets each request to DynamoDB fail with each fault. Nothing may be lost, paid twice, or stay
 * broken.
 */
class TableFaultMatrixIT {
  /** Number of batches at the same time. They mostly wait. */
  private static final int PARALLEL_BATCHES = 8;

  /** With {@code -Ddays.lasting=true}, also tries faults that last until a client gives up. */
  private static final boolean INCLUDES_LASTING_FAULTS = Boolean.getBoolean("days.lasting");

  @Test
  void reportRecoversWhenAnyTableRequestFails() throws Exception {
    List<CellResult> results = new ArrayList<>();
    try (TableFaultMatrix matrix = new TableFaultMatrix();
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL_BATCHES)) {
      for (Future<List<CellResult>> batch :
          threads.invokeAll(
              TableFaultMatrix.batches(INCLUDES_LASTING_FAULTS).stream()
                  .map(cells -> cells.taskFor(matrix))
                  .toList())) {
        results.addAll(batch.get());
      }
    }
    TableFaultReport.of(results).publish();
    assertThat(results).isNotEmpty();
    assertThat(results).filteredOn(result -> !result.errors().isEmpty()).isEmpty();
  }
}
