package org.backlinks.summary;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.report.LinkList;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkObserver;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.DomainColumn;
import org.backlinks.snapshot.LinkColumn;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.PackedChunk;
import org.backlinks.snapshot.ReadBatches;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/**
 * Counts the lists of an answer while its rows stream in. Which tables are lists is known at the
 * end only, so it counts each table that does not look like the table of domains. A failure ends
 * the counting, never the answer.
 */
public final class SnapshotCounter implements ChunkObserver {
  private final DomainIds domainIds = new DomainIds();
  private final DomainFacts domainFacts = new DomainFacts();
  private final Map<Integer, ListCounter> counters = new HashMap<>();
  private @Nullable RuntimeException failure;

  @Override
  public void observe(int table, Chunk rows) {
    if (failure == null) {
      try {
        count(table, rows, 0);
      } catch (RuntimeException e) {
        failure = e;
        counters.clear();
      }
    }
  }

  private void count(int table, Chunk rows, long domainBase) {
    boolean isOfDomains =
        rows.findColumn(LinkColumn.SOURCE_URL.upstreamName()) == null
            && rows.findColumn(DomainColumn.NAME.upstreamName()) != null;
    if (isOfDomains) {
      domainFacts.add(rows, domainBase);
    } else {
      counters
          .computeIfAbsent(table, _ -> new ListCounter(domainIds, domainFacts))
          .add(rows, domainBase);
    }
  }

  /** Returns why the rows could not be counted, if so. */
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Returns the counts of the answer, or empty when its rows can't be counted as they came: when a
   * list has several tables, or when the counting failed.
   *
   * @param answered the tables of the answer, as they were read
   * @param manifest has the same tables, classified
   */
  public Optional<ReportSummary> finish(
      List<Table> answered, Question question, Manifest manifest) {
    List<ListSummary> lists = new ArrayList<>();
    for (Scope scope : Scope.values()) {
      LinkList list = LinkList.find(manifest, question, scope).orElse(null);
      if (list != null) {
        ListCounter counter = failure == null ? counterOf(list, answered) : null;
        if (counter == null || counter.rowCount() != list.returned()) {
          return Optional.empty();
        }
        lists.add(counter.toSummary(list, question, manifest));
      }
    }
    return Optional.of(new ReportSummary(lists));
  }

  private @Nullable ListCounter counterOf(LinkList list, List<Table> answered) {
    if (list.returned() == 0) {
      return new ListCounter(domainIds, domainFacts);
    }
    if (list.tables().size() > 1) {
      return null;
    }
    int firstPiece = list.tables().getFirst().chunks().getFirst().firstPiece();
    for (int i = 0; i < answered.size(); i++) {
      List<ChunkRef> chunks = answered.get(i).chunks();
      if (!chunks.isEmpty() && chunks.getFirst().firstPiece() == firstPiece) {
        return counters.get(i);
      }
    }
    return null;
  }

  /**
   * Counts the stored rows of a report, one chunk in memory at a time.
   *
   * @throws IOException when rows can't be read
   */
  public static ReportSummary count(Question question, Snapshot snapshot) throws IOException {
    SnapshotCounter counter = new SnapshotCounter();
    Manifest manifest = snapshot.manifest();
    for (Table table : manifest.tables(Table.Kind.DOMAINS)) {
      readChunks(table, snapshot, rows -> counter.domainFacts.add(rows, table.domainBase()));
    }
    List<ListSummary> lists = new ArrayList<>();
    for (Scope scope : Scope.values()) {
      LinkList list = LinkList.find(manifest, question, scope).orElse(null);
      if (list != null) {
        ListCounter counted = new ListCounter(counter.domainIds, counter.domainFacts);
        for (Table table : list.tables()) {
          readChunks(table, snapshot, rows -> counted.add(rows, table.domainBase()));
        }
        lists.add(counted.toSummary(list, question, manifest));
      }
    }
    return new ReportSummary(lists);
  }

  private interface RowConsumer {
    void accept(Chunk rows);
  }

  private static void readChunks(Table table, Snapshot snapshot, RowConsumer consumer)
      throws IOException {
    for (List<ChunkRef> batch : ReadBatches.of(table.chunks())) {
      for (PackedChunk packed : snapshot.readPacked(batch)) {
        consumer.accept(packed.unpack());
      }
    }
  }
}
