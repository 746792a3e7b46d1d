package org.backlinks.days;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.backlinks.days.UpstreamMatrix.Ending;
import org.junit.jupiter.api.Test;

/** Upstream fails in each manner, at each place of a report's life: see {@link UpstreamFault}. */
class UpstreamMatrixIT {
  @Test
  void whateverUpstreamDoesIsToldBookedAndHealedByTheNextQuestion() throws Exception {
    List<Ending> all = new ArrayList<>();
    try (UpstreamMatrix matrix = new UpstreamMatrix();
        ExecutorService threads = Executors.newFixedThreadPool(UpstreamWay.values().length)) {
      for (Future<List<Ending>> way :
          threads.invokeAll(Stream.of(UpstreamWay.values()).map(matrix::on).toList())) {
        all.addAll(way.get());
      }
    }
    UpstreamSheet.of(all).publish();
    assertThat(all).isNotEmpty().allSatisfy(ending -> assertThat(ending.wrong()).isEmpty());
  }
}
