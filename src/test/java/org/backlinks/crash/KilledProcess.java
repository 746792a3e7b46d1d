package org.backlinks.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backlinks.local.FunctionErrorException;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.FunctionProcess;
import org.backlinks.service.DirectInvoker;

/**
 * A process that works on several reports until each has reached its crash point, and that is then
 * interrupted.
 */
public final class KilledProcess {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** More than the maximum pause between two polls of a job. */
  static final Duration TIME_UNTIL_DUE = Duration.ofMillis(700);

  private static final int MAX_WAKE_UPS = 60;

  private final FunctionPool pool;
  private final DirectInvoker invoker;
  private final DirectInvoker rescuer;
  private final CrashRecipients recipients;
  private final List<CrashRun> reached = new ArrayList<>();

  /**
   * Creates the driver of a process.
   *
   * @param pool the one process
   * @param rescuer other processes, which take its reports over
   * @param recipients who is told of the ends of reports
   */
  KilledProcess(FunctionPool pool, DirectInvoker rescuer, CrashRecipients recipients) {
    this.pool = pool;
    this.invoker = new DirectInvoker(pool);
    this.rescuer = rescuer;
    this.recipients = recipients;
  }

  /** Works on one group after the other. Returns the runs that reached their crash points. */
  List<CrashRun> run(List<List<CrashRun>> groups) throws InterruptedException {
    try (pool) {
      invoker.get("0".repeat(32));
      for (List<CrashRun> group : groups) {
        run(new Group(group));
      }
      return reached;
    }
  }

  private void run(Group group) throws InterruptedException {
    Thread driver = Thread.ofVirtual().start(group::driveToCrashPoints);
    long end = System.nanoTime() + TIMEOUT.toNanos();
    for (CrashRun run : group.runs) {
      if (run.awaitReached(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
        reached.add(run);
      }
    }
    switch (group.interruption()) {
      case DEATH -> kill(group);
      case SHORT_STOP -> {
        suspend(group);
        pause(group.interruption().stopTime(CrashTimes.forThisBuild()));
        resume(group);
      }
      case LONG_STOP -> {
        suspend(group);
        group.rescueFor(group.interruption().stopTime(CrashTimes.forThisBuild()));
        resume(group);
      }
      case ENDLESS_STOP -> {
        suspend(group);
        group.rescueFor(group.interruption().stopTime(CrashTimes.forThisBuild()));
        kill(group);
      }
    }
    driver.join();
  }

  private void suspend(Group group) {
    pool.processes().forEach(FunctionProcess::suspend);
    group.runs.forEach(CrashRun::markInterrupted);
  }

  private void resume(Group group) {
    pool.processes().forEach(FunctionProcess::resume);
    group.runs.forEach(CrashRun::markResumed);
  }

  private void kill(Group group) {
    group.isKilled = true;
    pool.processes().forEach(FunctionProcess::kill);
    pool.close();
    group.runs.forEach(CrashRun::markInterrupted);
  }

  /** Runs whose process is interrupted at the same time. */
  private final class Group {
    private final List<CrashRun> runs;
    private volatile boolean isKilled;

    Group(List<CrashRun> runs) {
      this.runs = runs;
    }

    Interruption interruption() {
      return runs.getFirst().interruption;
    }

    /**
     * Sends the questions and wakes the process until no report and no callback is pending or the
     * process is killed.
     */
    void driveToCrashPoints() {
      try {
        List<String> ids = new ArrayList<>();
        for (CrashRun run : runs) {
          ids.add(invoker.ask(run.question()));
        }
        for (int wake = 0; wake < MAX_WAKE_UPS && isPending(ids); wake++) {
          pause(TIME_UNTIL_DUE);
          invoker.wake(ids);
        }
        for (int wake = 0; wake < MAX_WAKE_UPS && hasPendingCallbacks(ids); wake++) {
          invoker.wakeCallbacks(ids, CrashRecipients.CALLBACKS);
          pause(TIME_UNTIL_DUE);
        }
      } catch (FunctionErrorException | IllegalStateException e) {
        if (!isKilled) {
          System.err.println(runs + " ended before its crash points: " + e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean hasPendingCallbacks(List<String> ids) {
      return ids.stream().anyMatch(recipients::hasPendingCallbacks);
    }

    private boolean isPending(List<String> ids) throws InterruptedException {
      for (String id : ids) {
        if (invoker.get(id).path("state").asText().equals("pending")) {
          return true;
        }
      }
      return false;
    }

    /** Repeats the questions and wakes other processes while this process is stopped. */
    void rescueFor(Duration time) throws InterruptedException {
      long end = System.nanoTime() + time.toNanos();
      List<String> ids = new ArrayList<>();
      for (CrashRun run : runs) {
        ids.add(rescuer.ask(run.question().put("wait", 0)));
      }
      while (System.nanoTime() < end) {
        pause(TIME_UNTIL_DUE);
        rescuer.wake(ids);
        if (hasPendingCallbacks(ids)) {
          rescuer.wakeCallbacks(ids, CrashRecipients.CALLBACKS);
        }
      }
    }
  }

  /** Waits. Always returns false. */
  public static boolean pause(Duration time) throws InterruptedException {
    return new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
