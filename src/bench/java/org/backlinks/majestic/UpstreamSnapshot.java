package org.backlinks.majestic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.backlinks.bench.Upstream;
import org.backlinks.report.Report;
import org.backlinks.report.Samples;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Pieces;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;

/**
 * A ready report made of an answer with one list, as it is stored.
 *
 * @param pieces what the chunks consist of, in order
 */
public record UpstreamSnapshot(Report report, Snapshot snapshot, List<byte[]> pieces) {

  /** Reads an answer with so many rows. */
  public static UpstreamSnapshot of(int rows) throws IOException {
    Pieces pieces = new Pieces();
    SnapshotBuilder builder = new SnapshotBuilder(pieces);
    var globals = new LinkedHashMap<String, String>();
    Format.JSON.read(new ByteArrayInputStream(Upstream.json(rows)), builder, globals);
    List<Table> tables = builder.tables().stream().map(table -> table.asLinks("url")).toList();
    Globals known = new Globals(globals);
    return new UpstreamSnapshot(
        Samples.claimed().ready(Samples.NOW, Duration.ofDays(30), known),
        new Snapshot(new Manifest("GetTopBackLinks", known, tables, List.of()), pieces),
        pieces.all());
  }
}
