package org.backlinks.bench;

import java.util.List;
import java.util.Map;
import org.backlinks.majestic.AnswerReading;

/** Upstream's answers into chunks. */
final class Reading implements Main.Part {
  @Override
  public List<Result> run() throws Exception {
    Upstream.json(AnswerReading.ROWS);
    Upstream.xml(AnswerReading.ROWS);
    Map<String, Double> millis = Jmh.cpuMillis(AnswerReading.class);
    return List.of(
        Result.beside(
            "reading 50,000 rows of JSON into chunks (CPU)",
            millis.get("jsonIntoChunks"),
            "ms",
            millis.get("jsonTokens"),
            2.5,
            1.6),
        Result.beside(
            "reading 50,000 rows of XML into chunks (CPU)",
            millis.get("xmlIntoChunks"),
            "ms",
            millis.get("xmlEvents")));
  }
}
