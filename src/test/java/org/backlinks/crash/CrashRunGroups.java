package org.backlinks.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.backlinks.crash.CrashPoint.Step;

/** Groups runs that can share a process. */
final class CrashRunGroups {
  private final UndisturbedRuns undisturbedRuns;
  private final int maxRuns;

  /**
   * Creates groups of a size.
   *
   * @param maxRuns the maximum number of reports that one process keeps in memory
   */
  CrashRunGroups(UndisturbedRuns undisturbedRuns, int maxRuns) {
    this.undisturbedRuns = undisturbedRuns;
    this.maxRuns = maxRuns;
  }

  /** A worker delivers at most ten callbacks at the same time. */
  private static final int MAX_NOTIFIED_RUNS = 3;

  /** More than the number of take-overs of a report. */
  private static final int NOTIFIED = 10;

  private static final int DELIVERED = 100;

  /**
   * Returns the runs in groups. Runs that are interrupted after the same number of take-overs share
   * a process. At most one of them blocks the process's worker, and it comes last. A run that the
   * caller's own call works on has a process for itself. Runs with callbacks share no process with
   * others, nor those that are interrupted before and after the end of their reports.
   */
  List<List<CrashRun>> group(List<CrashRun> allRuns) {
    List<List<CrashRun>> groups = new ArrayList<>();
    Map<Integer, List<CrashRun>> byTakeOvers = new TreeMap<>();
    for (CrashRun run : allRuns) {
      if (run.scenario == CrashScenario.WITHIN_CALL) {
        groups.add(List.of(run));
      } else {
        byTakeOvers.computeIfAbsent(groupNumber(run), _ -> new ArrayList<>()).add(run);
      }
    }
    byTakeOvers.forEach((number, runs) ->
        groups.addAll(distribute(runs, number < NOTIFIED ? maxRuns : MAX_NOTIFIED_RUNS)));
    return groups;
  }

  private int groupNumber(CrashRun run) {
    int notified = run.scenario == CrashScenario.NOTIFIED ? NOTIFIED : 0;
    return takeOvers(run) + notified + (run.crashPoint.step().isOfDelivery() ? DELIVERED : 0);
  }

  private static List<List<CrashRun>> distribute(List<CrashRun> runs, int maxRuns) {
    List<CrashRun> blocking =
        runs.stream().filter(run -> run.crashPoint.isWorkerBlocking()).toList();
    List<CrashRun> others =
        runs.stream().filter(run -> !run.crashPoint.isWorkerBlocking()).toList();
    int count = Math.max(blocking.size(), Math.ceilDiv(others.size(), maxRuns));
    List<List<CrashRun>> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      groups.add(new ArrayList<>());
    }
    for (int i = 0; i < others.size(); i++) {
      groups.get(i % count).add(others.get(i));
    }
    for (int i = 0; i < blocking.size(); i++) {
      groups.get(i).add(blocking.get(i));
    }
    return groups;
  }

  /** Returns how often a worker takes the report over until the crash point. */
  private int takeOvers(CrashRun run) {
    List<Step> steps = undisturbedRuns.steps(run.scenario);
    int crashIndex = steps.indexOf(run.crashPoint.step());
    return (int)
        steps.subList(0, crashIndex + 1).stream()
            .filter(step -> step.kind().equals(Step.TAKE_OVER))
            .count();
  }
}
