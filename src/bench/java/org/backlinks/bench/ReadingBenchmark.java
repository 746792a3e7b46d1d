package org.backlinks.bench;

import java.util.List;
import java.util.Map;
import org.backlinks.majestic.read.AnswerReadingBenchmark;

/** Measures how long it takes to read answers of Majestic into chunks. */
final class ReadingBenchmark implements BenchmarkMain.Benchmark {
  @Override
  public List<BenchmarkResult> run() throws Exception {
    UpstreamAnswers.json(AnswerReadingBenchmark.ROWS);
    UpstreamAnswers.xml(AnswerReadingBenchmark.ROWS);
    Map<String, Double> millis = JmhRunner.medianCpuMillis(AnswerReadingBenchmark.class);
    return List.of(
        BenchmarkResult.withBaseline(
            "reading 50,000 rows of JSON into chunks (CPU)",
            millis.get("jsonIntoChunks"),
            "ms",
            millis.get("jsonTokens"),
            2.3,
            1.6),
        BenchmarkResult.withBaseline(
            "reading them with our token reader, beside Jackson's (CPU)",
            millis.get("jsonIntoChunks"),
            "ms",
            millis.get("jsonOverJacksonIntoChunks"),
            0.75,
            0.75),
        BenchmarkResult.withBaseline(
            "reading 50,000 rows of XML into chunks (CPU)",
            millis.get("xmlIntoChunks"),
            "ms",
            millis.get("jsonIntoChunks"),
            1.5,
            1.1));
  }
}
