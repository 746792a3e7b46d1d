package org.backlinks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.local.FunctionPool;

/** Measures many concurrent callers with the same question. */
final class EqualRequestsBenchmark implements BenchmarkMain.Benchmark {
  private static final int REQUESTS = 200;
  private static final int PROCESSES = 8;
  private static final int ROWS = 100;

  @Override
  public List<BenchmarkResult> run() throws Exception {
    try (BenchmarkStack local = new BenchmarkStack();
        FunctionPool pool =
            new FunctionPool(PROCESSES, BenchmarkStack.TIMEOUT, local::startFunction)) {
      byte[] event =
          BenchmarkStack.httpGetEvent(
              "/v1/backlinks",
              "target=" + BenchmarkStack.target(ROWS, "equal") + "&maxBacklinks=" + ROWS);
      List<Future<byte[]>> answers = new ArrayList<>();
      long startNanos = System.nanoTime();
      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < REQUESTS; i++) {
          answers.add(callers.submit(() -> pool.invoke(event)));
        }
      }
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      Set<String> reports = new HashSet<>();
      for (Future<byte[]> answer : answers) {
        JsonNode payload = BenchmarkStack.parsePayload(answer.get());
        reports.add(payload.path("id").asText() + payload.path("backlinks").size());
      }
      if (reports.size() != 1) {
        throw new IllegalStateException("several reports: " + reports);
      }
      return List.of(
          BenchmarkResult.withBaseline(
              "upstream calls for 200 equal concurrent requests",
              // the requests for the prices are free: one for each process
              local.majestic().paidCalls().size(),
              "calls",
              1,
              1,
              1),
          BenchmarkResult.withoutBound(
              "answering them, by 8 processes from their start", seconds, "s"));
    }
  }
}
