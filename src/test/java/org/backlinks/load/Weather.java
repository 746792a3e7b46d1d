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
import org.backlinks.local.Function;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.TableFault;
import org.backlinks.local.TableProxy;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FaultProxy;
import org.backlinks.local.majestic.Majestic;

/** Faults that come and go by a seed: upstream's, the table's, and the death of processes. */
final class Weather implements Runnable {
  /** How long after a fault its traces may still be met. */
  private static final Duration AFTERMATH = Duration.ofSeconds(40);

  private static final Duration LONG = Duration.ofSeconds(4);
  private static final int SHORTEST_MILLIS = 1_000;
  private static final int LONGEST_MILLIS = 4_000;
  private static final int DRIZZLE_PERCENT = 6;
  private static final int STORM_PERCENT = 60;

  private static final List<Behaviour> UPSTREAM =
      List.of(
          new Behaviour.Reset(),
          new Behaviour.Http(500),
          new Behaviour.Http(429),
          new Behaviour.Http(503),
          new Behaviour.HtmlPage(),
          new Behaviour.CutAt(50, false),
          new Behaviour.CutAt(90, true),
          new Behaviour.HalfGzip(),
          new Behaviour.StallAt(50, LONG),
          new Behaviour.SlowHeaders(LONG),
          new Behaviour.ErrorCode("FailedRequestViaAPI", "no"));

  private static final List<TableFault> TABLE =
      List.of(
          TableFault.THROTTLED,
          TableFault.THROTTLED_INSIDE,
          TableFault.BROKEN,
          TableFault.SLOW,
          TableFault.RESET_BEFORE,
          TableFault.RESET_AFTER,
          TableFault.UNPROCESSED,
          TableFault.CONFLICT);

  private final SplittableRandom chance;
  private final Majestic majestic;
  private final FaultProxy upstream;
  private final TableProxy table;
  private final FunctionPool pool;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicLong lastTableFault = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong lastKill = new AtomicLong(Long.MIN_VALUE);
  final AtomicInteger kills = new AtomicInteger();
  final AtomicInteger tableFaults = new AtomicInteger();
  final AtomicInteger upstreamFaults = new AtomicInteger();

  Weather(long seed, Majestic majestic, FaultProxy upstream, TableProxy table, FunctionPool pool) {
    this.chance = new SplittableRandom(seed);
    this.majestic = majestic;
    this.upstream = upstream;
    this.table = table;
    this.pool = pool;
  }

  @Override
  public void run() {
    try {
      while (!pause(chance.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS))) {
        spell();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One spell of bad weather, of one kind. */
  private void spell() throws InterruptedException, IOException {
    int length = chance.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
    switch (chance.nextInt(6)) {
      case 0, 1 -> {
        int faults = chance.nextInt(1, 8);
        for (int i = 0; i < faults; i++) {
          majestic.next(UPSTREAM.get(chance.nextInt(UPSTREAM.size())));
          upstreamFaults.incrementAndGet();
        }
        pause(length);
      }
      case 2 -> {
        upstream.refuse();
        upstreamFaults.incrementAndGet();
        pause(length / 2);
        upstream.accept();
      }
      case 3 -> tableFails(DRIZZLE_PERCENT, length);
      case 4 -> tableFails(STORM_PERCENT, length / 2);
      default -> {
        List<Function> living = pool.functions();
        if (!living.isEmpty()) {
          lastKill.set(System.nanoTime());
          kills.incrementAndGet();
          living.get(chance.nextInt(living.size())).kill();
        }
      }
    }
  }

  private void tableFails(int percent, int millis) throws InterruptedException {
    SplittableRandom dice = chance.split();
    table.rule(request -> fault(dice, percent, request));
    pause(millis);
    table.rule(request -> Optional.empty());
  }

  private synchronized Optional<TableFault> fault(
      SplittableRandom dice, int percent, TableProxy.Request request) {
    TableFault fault = TABLE.get(dice.nextInt(TABLE.size()));
    if (dice.nextInt(100) >= percent || !fault.concerns(request.operation())) {
      return Optional.empty();
    }
    lastTableFault.set(System.nanoTime());
    tableFaults.incrementAndGet();
    return Optional.of(fault);
  }

  /** Whether the table failed so lately that an {@code internal} problem may come of it. */
  boolean tableFailed() {
    return isLate(lastTableFault);
  }

  /** Whether a process died so lately that a call may have died with it. */
  boolean killed() {
    return isLate(lastKill);
  }

  private static boolean isLate(AtomicLong time) {
    long last = time.get();
    return last != Long.MIN_VALUE && System.nanoTime() - last < AFTERMATH.toNanos();
  }

  /** True when it is over. */
  private boolean pause(int millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Ends the faults; what they began goes on. */
  void end() {
    over.countDown();
  }

  void clear() {
    majestic.clearBehaviours();
  }
}
