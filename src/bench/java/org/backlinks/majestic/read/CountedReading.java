package org.backlinks.majestic.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.summary.ReportSummary;
import org.backlinks.summary.SnapshotCounter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.State;

/**
 * Measures how long it takes to read answers of Majestic into discarded chunks, with and without
 * counting the rows while they stream in.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class CountedReading {
  private static final String SCOPE = Scope.URL.wireName();

  private static final Question QUESTION =
      new Question(
          new Target("http://example.com/"),
          EnumSet.of(Scope.URL),
          Index.HISTORIC,
          Question.MAX_BACKLINKS,
          null,
          false,
          Command.AUTO,
          false);

  @Benchmark
  public int json(AnswerReadingBenchmark.JsonAnswer answer) throws IOException {
    return read(ResponseFormat.JSON, answer.bytes).size();
  }

  @Benchmark
  public int xml(AnswerReadingBenchmark.XmlAnswer answer) throws IOException {
    return read(ResponseFormat.XML, answer.bytes).size();
  }

  @Benchmark
  public ReportSummary jsonCounted(AnswerReadingBenchmark.JsonAnswer answer) throws IOException {
    return readAndCount(ResponseFormat.JSON, answer.bytes);
  }

  @Benchmark
  public ReportSummary xmlCounted(AnswerReadingBenchmark.XmlAnswer answer) throws IOException {
    return readAndCount(ResponseFormat.XML, answer.bytes);
  }

  private static List<Table> read(ResponseFormat format, byte[] answer) throws IOException {
    SnapshotBuilder snapshot = new SnapshotBuilder((number, bytes) -> {});
    format.read(new ByteArrayInputStream(answer), snapshot, new LinkedHashMap<>());
    return snapshot.tables();
  }

  private static ReportSummary readAndCount(ResponseFormat format, byte[] answer)
      throws IOException {
    SnapshotBuilder snapshot = new SnapshotBuilder((number, bytes) -> {});
    SnapshotCounter counter = new SnapshotCounter();
    snapshot.setObserver(counter);
    format.read(new ByteArrayInputStream(answer), snapshot, new LinkedHashMap<>());
    List<Table> lists = snapshot.tables().stream().map(table -> table.asLinks(SCOPE)).toList();
    Manifest manifest = new Manifest("GetTopBackLinks", Globals.NONE, lists, List.of());
    ReportSummary summary = counter.finish(snapshot.tables(), QUESTION, manifest).orElseThrow();
    int rows = summary.lists().getFirst().rows();
    if (rows != AnswerReadingBenchmark.ROWS) {
      throw new IllegalStateException(rows + " rows were counted");
    }
    return summary;
  }
}
