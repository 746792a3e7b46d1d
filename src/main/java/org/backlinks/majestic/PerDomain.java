package org.backlinks.majestic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Lets through the first rows of each referring domain, where upstream knows no such limit. A whole
 * answer is packed in memory before (some 7 MB for 50,000 rows).
 */
final class PerDomain {
  private final Call.Limit limit;
  private final List<byte[]> pieces = new ArrayList<>();
  private final SnapshotBuilder all = new SnapshotBuilder((_, piece) -> pieces.add(piece));
  private int leftOut;

  PerDomain(Call.Limit limit) {
    this.limit = limit;
  }

  /** What the answer is to be read into; once. */
  SnapshotBuilder all() {
    return all;
  }

  /**
   * Passes on what was read.
   *
   * @throws IOException when it can't be stored
   */
  void into(SnapshotBuilder kept) throws IOException {
    Snapshot read =
        new Snapshot(
            new Manifest("", Globals.NONE, all.tables(), List.of()),
            numbers -> numbers.stream().map(pieces::get).toList());
    for (Table table : all.tables()) {
      pass(read, table, kept);
    }
    pieces.clear();
    if (leftOut > 0) {
      all.warnings()
          .add(
              "maxPerDomain %d is no limit of GetBackLinkData: it was asked for %s, and %d links were paid for and left out"
                  .formatted(
                      limit.wanted(),
                      limit.asked() > 0 ? limit.asked() + " a domain" : "any number",
                      leftOut));
    }
  }

  private void pass(Snapshot read, Table table, SnapshotBuilder kept) throws IOException {
    TableBuilder out = kept.table(table.name());
    table.attributes().forEach(out::attribute);
    Map<String, Integer> taken = new HashMap<>();
    for (ChunkRef ref : table.chunks()) {
      Chunk chunk = read.chunk(ref);
      for (int row = 0; row < chunk.rows(); row++) {
        String domain = domain(chunk, row);
        if (domain == null || taken.merge(domain, 1, Integer::sum) <= limit.wanted()) {
          copy(chunk, row, out);
        } else {
          leftOut++;
        }
      }
    }
    out.finish();
  }

  /**
   * By upstream's own number where domains were asked for, else by the registrable domain; null
   * where the row is no link.
   */
  private static @Nullable String domain(Chunk chunk, int row) {
    Chunk.Column source = chunk.column("SourceURL");
    if (source == null) {
      return null;
    }
    Chunk.Column id = chunk.column("DomainID");
    if (id != null
        && id.has(row)
        && CellType.isNumber(id.text(), id.from(row), id.to(row))
        && CellType.number(id.text(), id.from(row), id.to(row)) >= 0) {
      return id.cell(row);
    }
    String url = source.cell(row);
    return url == null ? null : Site.rootDomain(Site.host(url));
  }

  private static void copy(Chunk chunk, int row, TableBuilder out) throws IOException {
    for (Chunk.Column column : chunk.columns()) {
      String cell = column.cell(row);
      if (cell != null) {
        char[] text = cell.toCharArray();
        out.cell(out.column(column.name()), text, 0, text.length);
      }
    }
    out.endRow();
  }
}
