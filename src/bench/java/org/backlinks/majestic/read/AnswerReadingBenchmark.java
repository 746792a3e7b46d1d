package org.backlinks.majestic.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.backlinks.bench.UpstreamAnswers;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures how long it takes to read answers of Majestic into discarded chunks, and to parse the
 * same JSON.
 */
@State(Scope.Benchmark)
public class AnswerReadingBenchmark {
  /** Number of rows in the answers. */
  public static final int ROWS = 50_000;

  private static final JsonFactory JSON = new JsonFactory();

  /** The answer as JSON. JMH loads it only for the benchmarks that need it. */
  @State(Scope.Benchmark)
  public static class JsonAnswer {
    byte[] bytes = {};

    @Setup
    public void load() throws IOException {
      bytes = UpstreamAnswers.json(ROWS);
    }
  }

  /** The answer as XML. */
  @State(Scope.Benchmark)
  public static class XmlAnswer {
    byte[] bytes = {};

    @Setup
    public void load() throws IOException {
      bytes = UpstreamAnswers.xml(ROWS);
    }
  }

  @Benchmark
  public int jsonIntoChunks(JsonAnswer answer) throws IOException {
    return readRows(ResponseFormat.JSON, answer.bytes);
  }

  @Benchmark
  public int xmlIntoChunks(XmlAnswer answer) throws IOException {
    return readRows(ResponseFormat.XML, answer.bytes);
  }

  @Benchmark
  public int jsonOverJacksonIntoChunks(JsonAnswer answer) throws IOException {
    SnapshotBuilder snapshot = new SnapshotBuilder((number, bytes) -> {});
    JacksonAnswerReader.read(new ByteArrayInputStream(answer.bytes), snapshot);
    return countRows(snapshot);
  }

  private static int readRows(ResponseFormat format, byte[] answer) throws IOException {
    SnapshotBuilder snapshot = new SnapshotBuilder((number, bytes) -> {});
    format.read(new ByteArrayInputStream(answer), snapshot, new LinkedHashMap<>());
    return countRows(snapshot);
  }

  private static int countRows(SnapshotBuilder snapshot) {
    int rows = snapshot.tables().stream().mapToInt(Table::rowCount).sum();
    if (rows != ROWS) {
      throw new IllegalStateException(rows + " rows were read");
    }
    return rows;
  }

  @Benchmark
  public long jsonTokens(JsonAnswer answer) throws IOException {
    long tokens = 0;
    try (JsonParser parser = JSON.createParser(new ByteArrayInputStream(answer.bytes))) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }
}
