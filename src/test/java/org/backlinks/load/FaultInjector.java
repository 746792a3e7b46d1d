package org.backlinks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.FunctionProcess;
import org.backlinks.local.TableFault;
import org.backlinks.local.TableProxy;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.local.majestic.FaultProxy;

/**
 * Injects random faults that depend on a seed: faults of Majestic and of the table, and processes
 * that are suspended for less than a lease or killed.
 */
final class FaultInjector implements Runnable {
  /** How long after a fault its effects can still occur. */
  private static final Duration FAULT_AFTERMATH = Duration.ofSeconds(40);

  private static final Duration LONG_DELAY = Duration.ofSeconds(4);
  private static final int MIN_MILLIS = 1_000;
  private static final int MAX_MILLIS = 4_000;
  private static final int MAX_SUSPENSION_MILLIS = 3_000;
  private static final int MAX_OUTAGE_MILLIS = 6_000;
  private static final int LOW_FAULT_PERCENT = 6;
  private static final int HIGH_FAULT_PERCENT = 60;

  private static final List<Behaviour> UPSTREAM_FAULTS =
      List.of(
          new Behaviour.Reset(),
          new Behaviour.FixedResponse(500),
          new Behaviour.FixedResponse(429),
          new Behaviour.FixedResponse(503),
          new Behaviour.HtmlPage(),
          new Behaviour.CutAt(50, false),
          new Behaviour.CutAt(90, true),
          new Behaviour.TruncatedGzip(),
          new Behaviour.StallAt(50, LONG_DELAY),
          new Behaviour.SlowHeaders(LONG_DELAY),
          new Behaviour.ErrorCode("FailedRequestViaAPI", "no"));

  private static final List<TableFault> TABLE_FAULTS =
      List.of(
          TableFault.THROTTLED,
          TableFault.THROTTLED_TRANSACTION,
          TableFault.SERVER_ERROR,
          TableFault.SLOW,
          TableFault.RESET_BEFORE_EXECUTION,
          TableFault.RESET_AFTER_EXECUTION,
          TableFault.UNPROCESSED,
          TableFault.TRANSACTION_CONFLICT);

  private final SplittableRandom random;
  private final FakeMajestic majestic;
  private final FaultProxy upstreamProxy;
  private final TableProxy tableProxy;
  private final List<FunctionPool> pools;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicLong lastTableFault = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong lastKill = new AtomicLong(Long.MIN_VALUE);
  final AtomicInteger kills = new AtomicInteger();
  final AtomicInteger suspensions = new AtomicInteger();
  final AtomicInteger outages = new AtomicInteger();
  final AtomicInteger tableFaults = new AtomicInteger();
  final AtomicInteger upstreamFaults = new AtomicInteger();

  FaultInjector(
      long seed,
      FakeMajestic majestic,
      FaultProxy upstreamProxy,
      TableProxy tableProxy,
      List<FunctionPool> pools) {
    this.random = new SplittableRandom(seed);
    this.majestic = majestic;
    this.upstreamProxy = upstreamProxy;
    this.tableProxy = tableProxy;
    this.pools = pools;
  }

  @Override
  public void run() {
    try {
      while (!pause(random.nextInt(MIN_MILLIS, MAX_MILLIS))) {
        injectFault();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Injects one random fault and waits until it is over. */
  private void injectFault() throws InterruptedException, IOException {
    int durationMillis = random.nextInt(MIN_MILLIS, MAX_MILLIS);
    switch (random.nextInt(9)) {
      case 0, 1 -> {
        int faults = random.nextInt(1, 8);
        for (int i = 0; i < faults; i++) {
          majestic.scriptNext(UPSTREAM_FAULTS.get(random.nextInt(UPSTREAM_FAULTS.size())));
          upstreamFaults.incrementAndGet();
        }
        pause(durationMillis);
      }
      case 2 -> {
        upstreamProxy.refuseConnections();
        upstreamFaults.incrementAndGet();
        pause(durationMillis / 2);
        upstreamProxy.acceptConnections();
      }
      case 3 -> failTableRequests(LOW_FAULT_PERCENT, durationMillis);
      case 4 -> failTableRequests(HIGH_FAULT_PERCENT, durationMillis / 2);
      case 5 -> failAllTableRequests(random.nextInt(MIN_MILLIS, MAX_OUTAGE_MILLIS));
      case 6, 7 -> suspendRandomProcess(random.nextInt(MIN_MILLIS, MAX_SUSPENSION_MILLIS));
      default -> killRandomProcess();
    }
  }

  private void killRandomProcess() {
    List<FunctionProcess> runningProcesses =
        pools.stream().flatMap(pool -> pool.processes().stream()).toList();
    if (!runningProcesses.isEmpty()) {
      lastKill.set(System.nanoTime());
      kills.incrementAndGet();
      runningProcesses.get(random.nextInt(runningProcesses.size())).kill();
    }
  }

  /** Suspends a busy process for some time. */
  private void suspendRandomProcess(int millis) throws InterruptedException {
    List<FunctionProcess> busyProcesses =
        pools.stream().flatMap(pool -> pool.busyProcesses().stream()).toList();
    if (!busyProcesses.isEmpty()) {
      FunctionProcess process = busyProcesses.get(random.nextInt(busyProcesses.size()));
      suspensions.incrementAndGet();
      process.suspend();
      try {
        pause(millis);
      } finally {
        process.resume();
      }
    }
  }

  /** Lets every request to the table fail for some time. */
  private void failAllTableRequests(int millis) throws InterruptedException {
    outages.incrementAndGet();
    tableProxy.setRule(request -> {
      lastTableFault.set(System.nanoTime());
      tableFaults.incrementAndGet();
      return Optional.of(TableFault.SERVER_ERROR);
    });
    pause(millis);
    tableProxy.setRule(request -> Optional.empty());
  }

  private void failTableRequests(int percent, int millis) throws InterruptedException {
    SplittableRandom faultRandom = random.split();
    tableProxy.setRule(request -> pickTableFault(faultRandom, percent, request));
    pause(millis);
    tableProxy.setRule(request -> Optional.empty());
  }

  private synchronized Optional<TableFault> pickTableFault(
      SplittableRandom faultRandom, int percent, TableProxy.Request request) {
    TableFault fault = TABLE_FAULTS.get(faultRandom.nextInt(TABLE_FAULTS.size()));
    if (faultRandom.nextInt(100) >= percent || !fault.canAffect(request.operation())) {
      return Optional.empty();
    }
    lastTableFault.set(System.nanoTime());
    tableFaults.incrementAndGet();
    return Optional.of(fault);
  }

  /** Returns whether the table failed so recently that it can cause an {@code internal} problem. */
  boolean hasRecentTableFault() {
    return isRecent(lastTableFault);
  }

  /** Returns whether a process was killed so recently that a call can have failed because of it. */
  boolean hasRecentKill() {
    return isRecent(lastKill);
  }

  private static boolean isRecent(AtomicLong time) {
    long last = time.get();
    return last != Long.MIN_VALUE && System.nanoTime() - last < FAULT_AFTERMATH.toNanos();
  }

  /** Waits for the time. Returns true when the injection was stopped. */
  private boolean pause(int millis) throws InterruptedException {
    return stopped.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Stops the injection of faults. Faults of Majestic that were already set remain. */
  void stopInjecting() {
    stopped.countDown();
  }

  void clearUpstreamFaults() {
    majestic.clearBehaviours();
  }
}
