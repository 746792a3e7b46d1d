package org.backlinks.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.crash.CrashResultChecker.CrashResult;
import org.backlinks.local.LocalStack;
import org.backlinks.local.MatrixSample;
import org.backlinks.service.DirectInvoker;
import org.jspecify.annotations.Nullable;

/**
 * Finds every crash point of every scenario, interrupts a process at each point with each
 * interruption, and lets other processes finish the reports.
 */
final class KillMatrix implements AutoCloseable {
  private static final int RUNS_PER_PROCESS = 5;
  private static final int RESCUER_PROCESSES = 2;

  /** Concurrent processes that are killed. Each run starts a new one. */
  private static final int KILLED_PROCESSES = 4;

  /** Concurrent processes that are stopped shortly and then continue with the next group. */
  private static final int SHORTLY_STOPPED_PROCESSES = 2;

  /** Concurrent processes that are stopped for long. They need only memory. */
  private static final int LONG_STOPPED_PROCESSES = 6;

  private static final int MAX_TICKS = 60;

  /** A number of links that no domain reaches. Each question has its own number. */
  private static final int FIRST_NUMBER = 100_000;

  final LocalStack stack;
  private final CrashRunRegistry registry = new CrashRunRegistry();
  private final CrashPointProxy tableProxy;
  private final CrashPointProxy upstreamProxy;
  private final DirectInvoker rescuer;
  private final UndisturbedRuns undisturbedRuns = new UndisturbedRuns();
  private final CrashRunGroups groups = new CrashRunGroups(undisturbedRuns, RUNS_PER_PROCESS);
  private final CrashRecipients recipients;
  private final CrashResultChecker checker;
  private int nextNumber = FIRST_NUMBER;

  KillMatrix() throws IOException {
    stack = LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(RESCUER_PROCESSES));
    stack.majestic().setGzip(false);
    CrashScenario.configure(stack.majestic());
    tableProxy = CrashPointProxy.inFrontOfTable(stack.dynamo().endpoint(), registry);
    upstreamProxy = CrashPointProxy.inFrontOfUpstream(stack.majestic().uri(), registry);
    stack.majestic().setFileBaseUri(upstreamProxy.uri());
    recipients = new CrashRecipients(stack.dynamo(), registry);
    rescuer = new DirectInvoker(stack.callerPool(settings()));
    checker = new CrashResultChecker(stack.majestic(), rescuer, undisturbedRuns, recipients);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(recipients.settings());
    settings.put("AWS_ENDPOINT_URL_DYNAMODB", tableProxy.uri().toString());
    settings.put("MAJESTIC_URL", upstreamProxy.uri().toString());
    settings.put("MAJESTIC_DOWNLOAD_HOSTS", upstreamProxy.uri().getAuthority());
    settings.put("MAJESTIC_TIMEOUT", "PT90S");
    settings.put("BACKLINKS_LEASE", CrashTimes.forThisBuild().lease().toString());
    settings.put("BACKLINKS_POLL_FIRST", "PT0.2S");
    settings.put("BACKLINKS_POLL_MAX", "PT0.5S");
    settings.put("BACKLINKS_WORKER_CALLS", Integer.toString(RUNS_PER_PROCESS + 1));
    return settings;
  }

  /** Interrupts at every crash point of some scenarios, and returns how each report ended. */
  List<CrashResult> run(Set<CrashScenario> scenarios, Set<Interruption> interruptions)
      throws Exception {
    for (CrashScenario scenario : scenarios) {
      runUndisturbed(scenario);
    }
    List<CrashRun> allRuns = new ArrayList<>();
    List<Callable<List<CrashRun>>> processes = new ArrayList<>();
    for (Interruption interruption : interruptions) {
      List<CrashRun> runs = new ArrayList<>();
      for (CrashScenario scenario : scenarios) {
        MatrixSample.of(undisturbedRuns.crashPoints(scenario))
            .forEach(point -> runs.add(newRun(scenario, point, interruption)));
      }
      allRuns.addAll(runs);
      processes.addAll(newProcessTasks(interruption, groups.group(runs)));
    }
    Set<CrashRun> reached = new HashSet<>();
    runInParallel(KILLED_PROCESSES + SHORTLY_STOPPED_PROCESSES + LONG_STOPPED_PROCESSES, processes)
        .forEach(reached::addAll);
    Map<CrashRun, String> ids = finishAll(allRuns);
    recipients.receiveMessages();
    List<Callable<CrashResult>> checks = new ArrayList<>();
    ids.forEach((run, id) -> checks.add(() -> checker.check(run, id, reached.contains(run))));
    return runInParallel(RESCUER_PROCESSES, checks);
  }

  private void runUndisturbed(CrashScenario scenario) throws InterruptedException {
    CrashRun run = newRun(scenario, null, Interruption.SHORT_STOP);
    String id = rescuer.ask(run.question());
    pollUntilDone(List.of(id));
    List<JsonNode> rows = rescuer.rows(id);
    if (rows.size() != scenario.rows()) {
      throw new IllegalStateException(
          scenario + " gives " + rows.size() + " rows: " + rescuer.get(id));
    }
    undisturbedRuns.put(scenario, run.steps(), rows);
  }

  private CrashRun newRun(
      CrashScenario scenario, @Nullable CrashPoint crashPoint, Interruption interruption) {
    int number = nextNumber++;
    List<ObjectNode> callbacks =
        scenario == CrashScenario.NOTIFIED ? recipients.newCallbacks(number) : List.of();
    CrashRun run = new CrashRun(number, scenario, crashPoint, interruption, callbacks);
    registry.add(run);
    return run;
  }

  /**
   * Returns the tasks that interrupt groups of runs. A killed process is followed by a new one; a
   * process that was only stopped continues with the next group.
   */
  private List<Callable<List<CrashRun>>> newProcessTasks(
      Interruption interruption, List<List<CrashRun>> allGroups) {
    int processCount =
        switch (interruption) {
          case DEATH -> KILLED_PROCESSES;
          case SHORT_STOP -> SHORTLY_STOPPED_PROCESSES;
          case LONG_STOP, ENDLESS_STOP -> LONG_STOPPED_PROCESSES;
        };
    List<Callable<List<CrashRun>>> tasks = new ArrayList<>();
    for (int process = 0; process < processCount; process++) {
      List<List<CrashRun>> groupsOfProcess = new ArrayList<>();
      for (int i = process; i < allGroups.size(); i += processCount) {
        groupsOfProcess.add(allGroups.get(i));
      }
      tasks.add(() -> runGroups(interruption, groupsOfProcess));
    }
    return tasks;
  }

  private List<CrashRun> runGroups(Interruption interruption, List<List<CrashRun>> groupsOfProcess)
      throws InterruptedException {
    if (interruption.isStop()) {
      return newProcess().run(groupsOfProcess);
    }
    List<CrashRun> reached = new ArrayList<>();
    for (List<CrashRun> group : groupsOfProcess) {
      reached.addAll(newProcess().run(List.of(group)));
    }
    return reached;
  }

  private KilledProcess newProcess() {
    return new KilledProcess(stack.callerPool(settings()), rescuer, recipients);
  }

  /** Lets other processes finish all reports, and returns the reports' ids. */
  private Map<CrashRun, String> finishAll(List<CrashRun> allRuns) throws Exception {
    Map<CrashRun, String> ids = new TreeMap<>(Comparator.comparingInt(run -> run.number));
    for (CrashRun run : allRuns) {
      // the caller repeats the question and does not wait
      ids.put(run, rescuer.ask(run.question().put("wait", 0)));
    }
    List<Callable<Void>> polls = new ArrayList<>();
    for (int i = 0; i < RESCUER_PROCESSES; i++) {
      polls.add(() -> pollUntilDone(ids.values()));
    }
    runInParallel(RESCUER_PROCESSES, polls);
    return ids;
  }

  private Void pollUntilDone(Iterable<String> ids) throws InterruptedException {
    for (String id : ids) {
      for (int tick = 0; isPending(id) && tick < MAX_TICKS; tick++) {
        rescuer.poll();
        KilledProcess.pause(KilledProcess.TIME_UNTIL_DUE);
      }
    }
    return null;
  }

  private boolean isPending(String id) throws InterruptedException {
    return checker.readReport(id).path("state").asText().equals("pending")
        || recipients.hasPendingCallbacks(id);
  }

  private static <T> List<T> runInParallel(int maxThreads, List<Callable<T>> tasks)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(maxThreads)) {
      List<T> results = new ArrayList<>();
      for (Future<T> task : threads.invokeAll(tasks)) {
        results.add(task.get());
      }
      return results;
    }
  }

  @Override
  public void close() {
    stack.close();
    tableProxy.close();
    upstreamProxy.close();
    recipients.close();
  }
}
