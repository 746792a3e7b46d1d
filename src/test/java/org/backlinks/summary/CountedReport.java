package org.backlinks.summary;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableFixture;

/** A report in memory whose rows are counted while they are written, and again from the chunks. */
final class CountedReport {
  private final FakeChunkStore pieces = new FakeChunkStore();
  private final SnapshotBuilder snapshot = new SnapshotBuilder(pieces);
  private final SnapshotCounter counter = new SnapshotCounter();
  private final List<Table> tables = new ArrayList<>();
  private final Set<Scope> scopes = new TreeSet<>();

  CountedReport() {
    snapshot.setObserver(counter);
  }

  CountedReport withList(
      Scope scope, Map<String, String> attributes, List<Map<String, String>> rows)
      throws IOException {
    scopes.add(scope);
    tables.add(
        TableFixture.writeTable(snapshot, scope.wireName(), attributes, rows)
            .asLinks(scope.wireName()));
    return this;
  }

  CountedReport withLinks(List<Map<String, String>> rows) throws IOException {
    return withList(Scope.URL, Map.of(), rows);
  }

  CountedReport withDomains(List<Map<String, String>> rows) throws IOException {
    tables.add(TableFixture.writeTable(snapshot, "DomainsInfo", Map.of(), rows).asDomains());
    return this;
  }

  Question question() {
    return new Question(
        Target.of("http://target.example/"),
        scopes.isEmpty() ? Set.of(Scope.URL) : scopes,
        Index.HISTORIC,
        1_000,
        null,
        true,
        Command.AUTO,
        false);
  }

  private Manifest manifest() {
    return new Manifest("GetTopBackLinks", Globals.NONE, tables, snapshot.warnings().lines());
  }

  Snapshot stored() {
    return new Snapshot(manifest(), pieces);
  }

  /** Returns the counts that were made while the rows were written. */
  ReportSummary streamed() {
    return counter.finish(snapshot.tables(), question(), manifest()).orElseThrow();
  }

  /** Returns the counts of the stored rows. */
  ReportSummary counted() throws IOException {
    return SnapshotCounter.count(question(), stored());
  }
}
