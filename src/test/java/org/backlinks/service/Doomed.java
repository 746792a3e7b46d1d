package org.backlinks.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backlinks.local.Function;
import org.backlinks.local.FunctionError;
import org.backlinks.local.FunctionPool;

/**
 * A process that takes several reports to their boundaries, one each, and is killed when all have
 * got there.
 */
final class Doomed {
  /** The call answers three seconds before its limit; its work goes on. */
  private static final Duration CALL = Duration.ofSeconds(8);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Longer than any pause between two polls. */
  static final Duration UNTIL_DUE = Duration.ofMillis(700);

  private final FunctionPool pool;
  private final List<Cell> cells;
  private volatile boolean struck;

  Doomed(FunctionPool pool, List<Cell> cells) {
    this.pool = pool;
    this.cells = cells;
  }

  /** Returns the cells that got where they should die. */
  List<Cell> run() throws InterruptedException {
    Caller caller = new Caller(pool);
    caller.get("0".repeat(32));
    Thread driver = Thread.ofVirtual().start(() -> drive(caller));
    List<Cell> reached = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Cell cell : cells) {
      if (cell.awaitReached(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
        reached.add(cell);
      }
    }
    struck = true;
    pool.functions().forEach(Function::kill);
    pool.close();
    cells.forEach(Cell::processIsDead);
    driver.interrupt();
    driver.join();
    return reached;
  }

  private void drive(Caller caller) {
    try {
      List<String> ids = new ArrayList<>();
      for (Cell cell : cells) {
        JsonNode question = cell.way.question(cell.number);
        JsonNode answer =
            cell.way == Way.IN_THE_CALL ? caller.invoke(question, CALL) : caller.invoke(question);
        ids.add(answer.path("id").asText());
      }
      while (!pause(UNTIL_DUE)) {
        caller.wake(ids);
      }
    } catch (FunctionError | IllegalStateException | InterruptedException end) {
      if (!struck) {
        System.err.println(cells + " ended too early: " + end);
      }
    }
  }

  /** Never true: nobody counts down. */
  static boolean pause(Duration time) throws InterruptedException {
    return new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
