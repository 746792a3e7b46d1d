package org.backlinks.simulation;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.IndexState;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.backlinks.store.ChunkStore;
import org.backlinks.store.StoreFixture;

/** Reads the rows of ready reports without the network. */
final class RowReader {
  private final ChunkStore chunkStore;

  RowReader(SimulatedWorld world) {
    this.chunkStore =
        StoreFixture.of(
                new SimulatedDynamoDbClient(world.table(), world.index(), TableNetwork.direct()),
                world.settings(),
                world.loop().current().sandbox().scheduler(),
                new SplittableRandom(1))
            .chunkStore();
  }

  /**
   * Returns the ids of the indexes that the answers of a ready report named.
   *
   * @throws IOException when a manifest is missing
   */
  Set<String> indexIds(Report ready) throws IOException {
    if (!(ready.state() instanceof State.Ready(var at, int version))) {
      throw new IllegalStateException("not ready: " + ready);
    }
    Set<String> ids = new TreeSet<>();
    ids.add(indexId(chunkStore.open(ready.id(), version, List.of()).manifest()));
    for (Map.Entry<String, Integer> part : ready.progress().completed().entrySet()) {
      ids.add(indexId(chunkStore.readPart(ready.id(), part.getValue(), part.getKey())));
    }
    return ids;
  }

  private static String indexId(Manifest manifest) {
    return String.valueOf(manifest.globals().text(IndexState.ID));
  }

  /**
   * Returns the upstream calls whose rows a ready report has.
   *
   * @return for each list, how many rows of each call it has
   * @throws IOException when rows are missing or damaged
   */
  Map<String, Map<String, Integer>> callsByList(Report ready) throws IOException {
    if (!(ready.state() instanceof State.Ready(var at, int version))) {
      throw new IllegalStateException("not ready: " + ready);
    }
    Snapshot snapshot = chunkStore.open(ready.id(), version, List.of());
    Map<String, Map<String, Integer>> calls = new TreeMap<>();
    for (Table table : snapshot.manifest().tables(Table.Kind.LINKS)) {
      Map<String, Integer> counts = new TreeMap<>();
      for (ChunkRef ref : table.chunks()) {
        Chunk chunk = snapshot.readChunk(ref);
        Chunk.Column anchors = Objects.requireNonNull(chunk.findColumn("AnchorText"));
        for (int row = 0; row < chunk.rowCount(); row++) {
          counts.merge(String.valueOf(anchors.cellText(row)), 1, Integer::sum);
        }
      }
      int rows = counts.values().stream().mapToInt(Integer::intValue).sum();
      if (rows != table.rowCount()) {
        throw new IOException(rows + " of " + table.rowCount() + " rows can be read");
      }
      calls.put(String.valueOf(table.scope()), counts);
    }
    return calls;
  }
}
