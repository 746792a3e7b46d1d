package org.backlinks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.local.FunctionPool;

/** Many callers at once with one question. */
final class EqualRequests implements Main.Part {
  private static final int REQUESTS = 200;
  private static final int PROCESSES = 8;
  private static final int ROWS = 100;

  @Override
  public List<Result> run() throws Exception {
    try (Local local = new Local();
        FunctionPool pool = new FunctionPool(PROCESSES, Local.PATIENCE, local::function)) {
      byte[] event =
          Local.get(
              "/v1/backlinks", "target=" + Local.target(ROWS, "equal") + "&maxBacklinks=" + ROWS);
      List<Future<byte[]>> answers = new ArrayList<>();
      long began = System.nanoTime();
      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < REQUESTS; i++) {
          answers.add(callers.submit(() -> pool.invoke(event)));
        }
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      Set<String> reports = new HashSet<>();
      for (Future<byte[]> answer : answers) {
        JsonNode payload = Local.payload(answer.get());
        reports.add(payload.path("id").asText() + payload.path("backlinks").size());
      }
      if (reports.size() != 1) {
        throw new IllegalStateException("several reports: " + reports);
      }
      return List.of(
          Result.beside(
              "upstream calls for 200 equal concurrent requests",
              // the look-ups of prices are free, one a process
              local.majestic().paidCalls().size(),
              "calls",
              1,
              1,
              1),
          Result.plain("answering them, by 8 processes from their start", seconds, "s"));
    }
  }
}
