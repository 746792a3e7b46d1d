package org.backlinks.majestic;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableBuilder;
import org.jspecify.annotations.Nullable;

/** Lets through the first rows of each referring domain, where upstream knows no such limit. */
final class PerDomain {
  private final Call.Limit limit;
  private final SnapshotBuilder kept;
  private final SnapshotBuilder all = SnapshotBuilder.passing(this::pass);
  private final Map<String, Integer> taken = new HashMap<>();
  private @Nullable TableBuilder open;
  private int ended;
  private int leftOut;

  /**
   * For one answer.
   *
   * @param kept takes what is let through
   */
  PerDomain(Call.Limit limit, SnapshotBuilder kept) {
    this.limit = limit;
    this.kept = kept;
  }

  /** What the answer is to be read into; once. */
  SnapshotBuilder all() {
    return all;
  }

  private void pass(String table, Chunk rows) throws IOException {
    endWhole();
    TableBuilder to = open == null ? kept.table(table) : open;
    open = to;
    for (int row = 0; row < rows.rows(); row++) {
      String domain = domain(rows, row);
      if (domain == null || taken.merge(domain, 1, Integer::sum) <= limit.wanted()) {
        copy(rows, row, to);
      } else {
        leftOut++;
      }
    }
  }

  /** Ends the tables that have come whole: one of which rows came, and those without any. */
  private void endWhole() throws IOException {
    List<Table> whole = all.tables();
    for (; ended < whole.size(); ended++) {
      Table table = whole.get(ended);
      TableBuilder to = open == null ? kept.table(table.name()) : open;
      table.attributes().forEach(to::attribute);
      to.finish();
      open = null;
      taken.clear();
    }
  }

  /**
   * Ends the answer.
   *
   * @throws IOException when it can't be stored
   */
  void end() throws IOException {
    endWhole();
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
