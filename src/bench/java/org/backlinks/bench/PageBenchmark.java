package org.backlinks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.backlinks.local.FunctionProcess;

/** Measures pages of a large report in running processes. */
final class PageBenchmark implements BenchmarkMain.Benchmark {
  private static final int WARM_UPS = 20;
  private static final int MEASURED_PAGES = 100;
  private static final int ROWS = 5_000;
  private static final int LIMIT = 1_000;

  @Override
  public List<BenchmarkResult> run() throws IOException, InterruptedException {
    try (BenchmarkStack local = new BenchmarkStack();
        FunctionProcess function = local.startFunction();
        FunctionProcess floorFunction = local.startFloor()) {
      String path = "/v1/reports/" + BenchmarkStack.createReport(function, ROWS, "page");
      byte[] first = BenchmarkStack.httpGetEvent(path, "limit=" + LIMIT);
      String next =
          BenchmarkStack.parsePayload(function.invoke(first, BenchmarkStack.TIMEOUT))
              .at("/page/next")
              .asText();
      byte[] event = BenchmarkStack.httpGetEvent(path, "limit=" + LIMIT + "&cursor=" + next);
      byte[] reads = local.recordReads(event);
      DurationSamples functionTimes = new DurationSamples();
      DurationSamples floorTimes = new DurationSamples();
      for (int i = -WARM_UPS; i < MEASURED_PAGES; i++) {
        timeInvocation(floorFunction, reads, i < 0 ? new DurationSamples() : floorTimes);
        JsonNode page =
            BenchmarkStack.parsePayload(
                timeInvocation(function, event, i < 0 ? new DurationSamples() : functionTimes));
        if (page.path("backlinks").size() != LIMIT || page.at("/page/from").asInt() != LIMIT) {
          throw new IllegalStateException("unexpected page: " + page.path("page"));
        }
      }
      return List.of(
          BenchmarkResult.withBaseline(
              "answering a page of 1,000 rows over DynamoDB",
              functionTimes.medianMillis(),
              "ms",
              floorTimes.medianMillis(),
              1.4,
              1.2));
    }
  }

  /** Invokes a function, adds the time to the times, and returns the answer. */
  static byte[] timeInvocation(FunctionProcess function, byte[] event, DurationSamples times)
      throws InterruptedException {
    long startNanos = System.nanoTime();
    byte[] answer = function.invoke(event, BenchmarkStack.TIMEOUT);
    times.addSince(startNanos);
    return answer;
  }
}
