package org.backlinks.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backlinks.service.Boundary.Side;
import org.backlinks.service.Boundary.Step;
import org.jspecify.annotations.Nullable;

/** One report of the matrix, and where its process dies. */
final class Cell {
  final int number;
  final Way way;
  final @Nullable Boundary end;

  private final Map<String, Integer> counts = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch killed = new CountDownLatch(1);

  /**
   * @param end where its process dies; null when it is left alone
   */
  Cell(int number, Way way, @Nullable Boundary end) {
    this.number = number;
    this.way = way;
    this.end = end;
  }

  synchronized Step next(String kind) {
    Step step = new Step(kind, counts.merge(kind, 1, Integer::sum));
    steps.add(step);
    return step;
  }

  /** What it took, in order of departure. */
  synchronized List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Whether it ends here, or did already: what the process tries again gets no further. */
  boolean endsAt(Step step, Side side) {
    return killed.getCount() > 0
        && (reached.getCount() == 0 || new Boundary(step, side).equals(end));
  }

  /** Stays at the boundary until the process is dead. */
  void stay() {
    reached.countDown();
    try {
      killed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many steps of these kinds left a process. */
  long count(String... kinds) {
    return steps().stream().filter(step -> List.of(kinds).contains(step.kind())).count();
  }

  boolean awaitReached(Duration atMost) throws InterruptedException {
    return reached.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  void processIsDead() {
    killed.countDown();
  }

  @Override
  public String toString() {
    return way + " " + end;
  }
}
