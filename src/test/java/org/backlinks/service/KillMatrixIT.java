package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.backlinks.service.KillMatrix.Ending;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The process is killed (SIGKILL) before, within and after each of its upstream calls and writes;
 * others bring every report to its end. All of it runs at once, for leases end slowly.
 */
class KillMatrixIT {
  private static KillMatrix matrix;
  private static ExecutorService threads;
  private static Future<List<Ending>> endings;
  private static Future<Poison.Ending> poisonous;
  private static Future<Poison.Ending> poisonousInTheQueue;
  private static Future<Poison.Ending> poisonousSecondList;

  @BeforeAll
  static void start() throws Exception {
    matrix = new KillMatrix();
    threads = Executors.newVirtualThreadPerTaskExecutor();
    endings = threads.submit(() -> matrix.run(ways()));
    poisonous = threads.submit(new Poison(matrix.stack, "poison", Poison.Where.FIRST_ANSWER)::run);
    poisonousInTheQueue =
        threads.submit(new Poison(matrix.stack, "poison-queued", Poison.Where.QUEUE)::run);
    poisonousSecondList =
        threads.submit(new Poison(matrix.stack, "poison-list", Poison.Where.SECOND_LIST)::run);
  }

  private static Set<Way> ways() {
    return EnumSet.allOf(Way.class);
  }

  @AfterAll
  static void stop() {
    threads.shutdownNow();
    matrix.close();
  }

  @Test
  void everyReportOfAKilledProcessIsReadyWithItsRowsAndAtMostOnePaidCallMore() throws Exception {
    List<Ending> all = endings.get();
    print(all);
    assertThat(all).isNotEmpty().allSatisfy(ending -> assertThat(ending.wrong()).isEmpty());
  }

  @Test
  void aReportThatKillsItsWorkerEachTimeFailsAfterThreePaidCalls() throws Exception {
    assertThat(poisonous.get()).isEqualTo(new Poison.Ending("outcome-unknown", 3, 3));
  }

  @Test
  void aQueuedReportThatKillsItsWorkerEachTimeFailsAfterThreePaidCalls() throws Exception {
    assertThat(poisonousInTheQueue.get()).isEqualTo(new Poison.Ending("outcome-unknown", 3, 3));
  }

  @Test
  void aReportWhoseSecondListKillsItsWorkerEachTimeIsReadyWithoutItAfterThreePaidCallsForIt()
      throws Exception {
    assertThat(poisonousSecondList.get()).isEqualTo(new Poison.Ending("lacks subdomain", 4, 4));
  }

  private static void print(List<Ending> all) {
    System.out.println("way                died             paid calls");
    for (Ending ending : all) {
      System.out.printf(
          "%-18s %-16s %4d %5d %s%n",
          ending.cell().way,
          ending.cell().end,
          ending.paid(),
          ending.calls(),
          String.join("; ", ending.wrong()));
    }
    Map<Way, List<Ending>> ways =
        all.stream().collect(Collectors.groupingBy(ending -> ending.cell().way));
    ways.forEach((way, some) ->
        System.out.printf(
            "%-18s %3d killed, %3d survived%n",
            way, some.size(), some.stream().filter(ending -> ending.wrong().isEmpty()).count()));
  }
}
