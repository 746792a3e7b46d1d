package org.backlinks.bench;

import java.util.List;
import java.util.Map;
import org.backlinks.majestic.read.AnswerReadingBenchmark;
import org.backlinks.majestic.read.CountedReading;

/** Measures how much longer it takes to read an answer when its rows are counted, too. */
final class SummaryBenchmark implements BenchmarkMain.Benchmark {
  @Override
  public List<BenchmarkResult> run() throws Exception {
    UpstreamAnswers.json(AnswerReadingBenchmark.ROWS);
    UpstreamAnswers.xml(AnswerReadingBenchmark.ROWS);
    Map<String, Double> millis = JmhRunner.medianCpuMillis(CountedReading.class);
    return List.of(
        BenchmarkResult.withBaseline(
            "reading 50,000 rows of JSON and counting the summary, beside reading them (CPU)",
            millis.get("jsonCounted"),
            "ms",
            millis.get("json"),
            1.15,
            1.05),
        BenchmarkResult.withBaseline(
            "the same with XML (CPU)",
            millis.get("xmlCounted"),
            "ms",
            millis.get("xml"),
            1.15,
            1.05));
  }
}
