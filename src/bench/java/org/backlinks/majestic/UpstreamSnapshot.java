package org.backlinks.majestic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.backlinks.bench.UpstreamAnswers;
import org.backlinks.majestic.read.ResponseFormat;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;

/**
 * A stored ready report with one list.
 *
 * @param pieces the bytes of the chunks in order
 */
public record UpstreamSnapshot(Report report, Snapshot snapshot, List<byte[]> pieces) {

  /** Reads an answer with this number of rows. */
  public static UpstreamSnapshot of(int rows) throws IOException {
    return of(ResponseFormat.JSON, UpstreamAnswers.json(rows));
  }

  /** Reads an answer in XML. */
  public static UpstreamSnapshot ofXml(byte[] answer) throws IOException {
    return of(ResponseFormat.XML, answer);
  }

  /** Reads an answer in JSON. */
  public static UpstreamSnapshot ofJson(byte[] answer) throws IOException {
    return of(ResponseFormat.JSON, answer);
  }

  private static UpstreamSnapshot of(ResponseFormat format, byte[] answer) throws IOException {
    FakeChunkStore chunks = new FakeChunkStore();
    SnapshotBuilder builder = new SnapshotBuilder(chunks);
    var globals = new LinkedHashMap<String, String>();
    format.read(new ByteArrayInputStream(answer), builder, globals);
    List<Table> tables = builder.tables().stream().map(table -> table.asLinks("url")).toList();
    Globals knownGlobals = new Globals(globals);
    return new UpstreamSnapshot(
        SampleReports.claimed().markReady(SampleReports.NOW, Duration.ofDays(30), knownGlobals),
        new Snapshot(new Manifest("GetTopBackLinks", knownGlobals, tables, List.of()), chunks),
        chunks.pieces());
  }
}
