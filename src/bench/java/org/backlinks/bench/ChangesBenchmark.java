package org.backlinks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.local.FunctionProcess;
import org.backlinks.local.majestic.FakeIndex;

/** Measures pages of the changes between two large reports in running processes. */
final class ChangesBenchmark implements BenchmarkMain.Benchmark {
  private static final int WARM_UPS = 20;
  private static final int MEASURED_PAGES = 100;
  private static final int LIMIT = 1_000;

  /** After this many builds of the index, most rows have been replaced. */
  private static final int MANY_BUILDS = 10;

  @Override
  public List<BenchmarkResult> run() throws IOException, InterruptedException {
    try (BenchmarkStack local = new BenchmarkStack()) {
      List<String> reports = createReports(local);
      List<BenchmarkResult> results = new ArrayList<>();
      results.addAll(
          measurePages(local, reports.get(1), reports.get(0), "a tenth of the rows is new"));
      results.addAll(measurePages(local, reports.get(2), reports.get(0), "most rows are new"));
      return results;
    }
  }

  /** Creates reports of the first, the second and a much later build of the index. */
  private static List<String> createReports(BenchmarkStack local)
      throws IOException, InterruptedException {
    List<String> reports = new ArrayList<>();
    try (FunctionProcess function = local.startFunction()) {
      for (int build = 0; build <= MANY_BUILDS; build++) {
        if (build < 2 || build == MANY_BUILDS) {
          reports.add(
              BenchmarkStack.createReportOf(
                  function, ComparisonBenchmark.TARGET, ComparisonBenchmark.ROWS));
        }
        local.majestic().rebuild(FakeIndex.HISTORIC);
      }
    }
    return reports;
  }

  private static List<BenchmarkResult> measurePages(
      BenchmarkStack local, String id, String since, String difference)
      throws IOException, InterruptedException {
    String path = "/v1/reports/" + id;
    String query = "since=" + since + "&limit=" + LIMIT;
    // a process that has compared nothing yet
    try (FunctionProcess function = local.startFunction()) {
      DurationSamples firstPage = new DurationSamples();
      byte[] answer =
          PageBenchmark.timeInvocation(
              function, BenchmarkStack.httpGetEvent(path + "/changes", query), firstPage);
      double peakMb = MemoryBenchmark.peakMb(function);
      byte[] changes =
          BenchmarkStack.httpGetEvent(path + "/changes", query + "&cursor=" + nextCursor(answer));
      byte[] firstRows = BenchmarkStack.httpGetEvent(path, "limit=" + LIMIT);
      byte[] rows =
          BenchmarkStack.httpGetEvent(
              path,
              "limit="
                  + LIMIT
                  + "&cursor="
                  + nextCursor(function.invoke(firstRows, BenchmarkStack.TIMEOUT)));
      DurationSamples changesTimes = new DurationSamples();
      DurationSamples rowsTimes = new DurationSamples();
      for (int i = -WARM_UPS; i < MEASURED_PAGES; i++) {
        measure(function, changes, "changes", i < 0 ? new DurationSamples() : changesTimes);
        measure(function, rows, "backlinks", i < 0 ? new DurationSamples() : rowsTimes);
      }
      return List.of(
          BenchmarkResult.withoutBound(
              "changes of 50,000 rows (%s), first page of a new process".formatted(difference),
              firstPage.medianMillis(),
              "ms"),
          BenchmarkResult.withBound("peak resident memory of that process", peakMb, "MB", 96, 80),
          BenchmarkResult.withBaseline(
              "a later page of 1,000 of these changes beside a page of 1,000 rows",
              changesTimes.medianMillis(),
              "ms",
              rowsTimes.medianMillis(),
              1.5,
              1.2));
    }
  }

  private static String nextCursor(byte[] answer) throws IOException {
    return BenchmarkStack.parsePayload(answer).at("/page/next").asText();
  }

  private static void measure(
      FunctionProcess function, byte[] event, String member, DurationSamples times)
      throws IOException, InterruptedException {
    JsonNode page =
        BenchmarkStack.parsePayload(PageBenchmark.timeInvocation(function, event, times));
    if (page.path(member).size() != LIMIT || page.at("/page/from").asInt() != LIMIT) {
      throw new IllegalStateException("unexpected page: " + page.path("page"));
    }
  }
}
