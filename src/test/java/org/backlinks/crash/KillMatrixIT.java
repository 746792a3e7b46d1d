package org.backlinks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.backlinks.crash.CrashResultChecker.CrashResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Interrupts a process before, within and after each of its upstream calls and writes. The process
 * is killed, or stopped for a second, or stopped until other processes have taken over and then
 * resumed. Other processes finish every report. All runs share their time, because a run mostly
 * waits for the end of a lease.
 *
 * <p>{@code ./mvnw verify -DskipUnitTests=true -Dit.test=KillMatrixIT -Dreal.times=true} uses the
 * program's default lease of a minute instead of two seconds, and adds processes that are stopped
 * and never resumed.
 */
class KillMatrixIT {
  private static KillMatrix matrix;
  private static ExecutorService threads;
  private static Future<List<CrashResult>> results;
  private static Future<CrashLoop.LoopResult> crashLoop;
  private static Future<CrashLoop.LoopResult> crashLoopWhileQueued;
  private static Future<CrashLoop.LoopResult> crashLoopOnSecondList;

  @BeforeAll
  static void start() throws Exception {
    matrix = new KillMatrix();
    threads = Executors.newVirtualThreadPerTaskExecutor();
    results = threads.submit(() -> matrix.run(scenarios(), interruptions()));
    crashLoop =
        threads.submit(
            new CrashLoop(matrix.stack, "poison", CrashLoop.FatalAnswer.FIRST_ANSWER)::run);
    crashLoopWhileQueued =
        threads.submit(
            new CrashLoop(matrix.stack, "poison-queued", CrashLoop.FatalAnswer.QUEUE)::run);
    crashLoopOnSecondList =
        threads.submit(
            new CrashLoop(matrix.stack, "poison-list", CrashLoop.FatalAnswer.SECOND_LIST)::run);
  }

  private static Set<CrashScenario> scenarios() {
    return EnumSet.allOf(CrashScenario.class);
  }

  /**
   * Leaves processes that are never resumed to the long run: other processes see no difference to
   * killed ones except the open sockets.
   */
  private static Set<Interruption> interruptions() {
    Set<Interruption> all = EnumSet.allOf(Interruption.class);
    if (!CrashTimes.ARE_REAL) {
      all.remove(Interruption.ENDLESS_STOP);
    }
    return all;
  }

  @AfterAll
  static void stop() {
    threads.shutdownNow();
    matrix.close();
  }

  @Test
  void interruptedReportEndsReadyAndIsPaidAtMostOnceMore() throws Exception {
    List<CrashResult> all = results.get();
    print(all);
    assertThat(all).isNotEmpty();
    assertThat(all).filteredOn(result -> !result.failures().isEmpty()).isEmpty();
  }

  @Test
  void reportFailsAfterThreePaidCallsWhenEachAnswerKillsItsWorker() throws Exception {
    assertThat(crashLoop.get()).isEqualTo(new CrashLoop.LoopResult("outcome-unknown", 3, 3));
  }

  @Test
  void queuedReportIsPolledWithoutPaidCallsWhenEachPollKillsItsWorker() throws Exception {
    CrashLoop.LoopResult result = crashLoopWhileQueued.get();
    assertThat(result.outcome()).as("outcome of the report").isEmpty();
    assertThat(result.countedCalls()).isEqualTo(1);
  }

  @Test
  void reportIsReadyWithoutSecondListWhenThatListKillsItsWorkerThreeTimes() throws Exception {
    assertThat(crashLoopOnSecondList.get())
        .isEqualTo(new CrashLoop.LoopResult("without subdomain", 4, 4));
  }

  private static void print(List<CrashResult> all) {
    System.out.println("scenario           crash point      interruption  paid counted");
    for (CrashResult result : all) {
      System.out.printf(
          "%-18s %-16s %-13s %4d %5d %s%n",
          result.run().scenario,
          result.run().crashPoint,
          result.run().interruption,
          result.paidCalls(),
          result.countedCalls(),
          String.join("; ", result.failures()));
    }
    Map<CrashScenario, List<CrashResult>> byScenario =
        all.stream().collect(Collectors.groupingBy(result -> result.run().scenario));
    byScenario.forEach((scenario, scenarioResults) ->
        System.out.printf(
            "%-18s %3d interrupted, %3d survived%n",
            scenario,
            scenarioResults.size(),
            scenarioResults.stream().filter(result -> result.failures().isEmpty()).count()));
  }
}
