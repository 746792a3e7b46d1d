package org.backlinks.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.backlinks.local.FunctionProcess;

/** Measures the time from the start of a process to its answer with a ready report. */
final class StartBenchmark implements BenchmarkMain.Benchmark {
  private static final int WARM_UPS = 5;
  private static final int MEASURED_STARTS = 40;
  private static final int ROWS = 100;

  @Override
  public List<BenchmarkResult> run() throws IOException, InterruptedException {
    try (BenchmarkStack local = new BenchmarkStack()) {
      try (FunctionProcess function = local.startFunction()) {
        BenchmarkStack.createReport(function, ROWS, "start");
      }
      byte[] event =
          BenchmarkStack.httpGetEvent(
              "/v1/backlinks",
              "target=" + BenchmarkStack.target(ROWS, "start") + "&maxBacklinks=" + ROWS);
      byte[] reads = local.recordReads(event);
      DurationSamples functionTimes = new DurationSamples();
      DurationSamples floorTimes = new DurationSamples();
      for (int i = -WARM_UPS; i < MEASURED_STARTS; i++) {
        // in turns: a change in the speed of the machine affects both
        byte[] answer =
            timeFirstInvocation(
                local::startFunction, event, i < 0 ? new DurationSamples() : functionTimes);
        if (BenchmarkStack.parsePayload(answer).path("backlinks").size() != ROWS) {
          throw new IllegalStateException("the report is incomplete");
        }
        timeFirstInvocation(local::startFloor, reads, i < 0 ? new DurationSamples() : floorTimes);
      }
      return List.of(
          BenchmarkResult.withBaseline(
              "process start to first answer of a ready report",
              functionTimes.medianMillis(),
              "ms",
              floorTimes.medianMillis(),
              1.2,
              1.1));
    }
  }

  private static byte[] timeFirstInvocation(
      Supplier<FunctionProcess> starter, byte[] event, DurationSamples times)
      throws InterruptedException {
    try (FunctionProcess function = starter.get()) {
      // the process is running now: the earlier work of this JVM does not count
      long startNanos = System.nanoTime();
      byte[] answer = function.invoke(event, BenchmarkStack.TIMEOUT);
      times.addSince(startNanos);
      return answer;
    }
  }
}
