package org.backlinks.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.backlinks.local.Function;

/** From the start of a process to its answer about a ready report. */
final class Starts implements Main.Part {
  private static final int NOT_COUNTED = 5;
  private static final int STARTS = 40;
  private static final int ROWS = 100;

  @Override
  public List<Result> run() throws IOException, InterruptedException {
    try (Local local = new Local()) {
      try (Function function = local.function()) {
        Local.report(function, ROWS, "start");
      }
      byte[] event =
          Local.get(
              "/v1/backlinks", "target=" + Local.target(ROWS, "start") + "&maxBacklinks=" + ROWS);
      byte[] reads = local.reads(event);
      Times ours = new Times();
      Times floor = new Times();
      for (int i = -NOT_COUNTED; i < STARTS; i++) {
        // by turns, so that a change of the machine's pace meets both
        byte[] answer = answer(local::function, event, i < 0 ? new Times() : ours);
        if (Local.payload(answer).path("backlinks").size() != ROWS) {
          throw new IllegalStateException("not the whole report");
        }
        answer(local::floor, reads, i < 0 ? new Times() : floor);
      }
      return List.of(
          Result.beside(
              "process start to first answer of a ready report",
              ours.median(),
              "ms",
              floor.median(),
              1.5,
              1.15));
    }
  }

  private static byte[] answer(Supplier<Function> starter, byte[] event, Times times)
      throws InterruptedException {
    try (Function function = starter.get()) {
      // the process runs now: this JVM's own work before does not count
      long began = System.nanoTime();
      byte[] answer = function.invoke(event, Local.PATIENCE);
      times.since(began);
      return answer;
    }
  }
}
