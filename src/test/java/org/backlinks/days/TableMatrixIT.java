package org.backlinks.days;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.days.TableMatrix.Ending;
import org.junit.jupiter.api.Test;

/** Each request to DynamoDB fails in each manner: nothing is lost, paid twice, or left broken. */
class TableMatrixIT {
  /** They wait more than they work. */
  private static final int AT_ONCE = 8;

  /** {@code -Ddays.lasting=true}: faults that last until all patience is over, too. */
  private static final boolean LASTING = Boolean.getBoolean("days.lasting");

  @Test
  void whateverHappensToARequestToTheTableTheNextOneHeals() throws Exception {
    List<Ending> all = new ArrayList<>();
    try (TableMatrix matrix = new TableMatrix();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<List<Ending>> shift :
          threads.invokeAll(
              TableMatrix.shifts(LASTING).stream().map(one -> one.in(matrix)).toList())) {
        all.addAll(shift.get());
      }
    }
    TableSheet.of(all).publish();
    assertThat(all).isNotEmpty().allSatisfy(ending -> assertThat(ending.wrong()).isEmpty());
  }
}
