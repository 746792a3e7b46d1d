package org.backlinks.majestic;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.KnownColumn;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableBuilder;
import org.backlinks.url.Host;
import org.backlinks.url.RegistrableDomain;
import org.jspecify.annotations.Nullable;

/** Keeps the first rows of each referring domain, for a limit that upstream does not support. */
final class PerDomainLimiter {
  private final MajesticCall.RowLimit rowLimit;
  private final SnapshotBuilder output;
  private final SnapshotBuilder input = SnapshotBuilder.forConsumer(this::acceptChunk);
  private final Map<String, Integer> rowsPerDomain = new HashMap<>();
  private @Nullable TableBuilder openTable;
  private int finishedTables;
  private int droppedRows;

  /**
   * Makes a limiter for one answer.
   *
   * @param output receives the rows that are kept
   */
  PerDomainLimiter(MajesticCall.RowLimit rowLimit, SnapshotBuilder output) {
    this.rowLimit = rowLimit;
    this.output = output;
    input.maskSecrets(output.secretMask());
  }

  /** Returns the builder into which the answer is read. */
  SnapshotBuilder input() {
    return input;
  }

  private void acceptChunk(String table, Chunk rows) throws IOException {
    finishCompleteTables();
    TableBuilder builder = openTable == null ? output.startTable(table) : openTable;
    openTable = builder;
    for (int row = 0; row < rows.rowCount(); row++) {
      String domain = domainOf(rows, row);
      if (domain == null || rowsPerDomain.merge(domain, 1, Integer::sum) <= rowLimit.maxRows()) {
        copyRow(rows, row, builder);
      } else {
        droppedRows++;
      }
    }
  }

  /** Finishes the tables that are complete in the input, including those without rows. */
  private void finishCompleteTables() throws IOException {
    List<Table> complete = input.tables();
    for (; finishedTables < complete.size(); finishedTables++) {
      Table table = complete.get(finishedTables);
      TableBuilder builder = openTable == null ? output.startTable(table.name()) : openTable;
      for (Map.Entry<String, String> attribute : table.attributes().entrySet()) {
        builder.putAttribute(attribute.getKey(), attribute.getValue());
      }
      builder.finish();
      openTable = null;
      rowsPerDomain.clear();
    }
  }

  /**
   * Finishes the answer, and adds a warning when rows were dropped.
   *
   * @throws IOException when the rows can't be stored
   */
  void finish() throws IOException {
    finishCompleteTables();
    if (droppedRows > 0) {
      input
          .warnings()
          .add(
              "%s does not support maxPerDomain %d: it was asked for %s, and %d links were paid for and left out"
                  .formatted(
                      LinkCommand.GET_BACK_LINK_DATA.wireName(),
                      rowLimit.maxRows(),
                      rowLimit.upstreamLimit() > 0
                          ? rowLimit.upstreamLimit() + " links a domain"
                          : "any number of links",
                      droppedRows));
    }
  }

  /**
   * Returns the domain of a row: upstream's number if the answer has it, else the registrable
   * domain. Returns null when the row is not a link.
   */
  private static @Nullable String domainOf(Chunk chunk, int row) {
    Chunk.Column source = chunk.findColumn("SourceURL");
    if (source == null) {
      return null;
    }
    Chunk.Column id = chunk.findColumn(KnownColumn.DOMAIN_ID);
    if (id != null && id.nonNegativeNumber(row) >= 0) {
      return id.cellText(row);
    }
    String url = source.cellText(row);
    return url == null ? null : RegistrableDomain.of(Host.ofAddress(url));
  }

  private static void copyRow(Chunk chunk, int row, TableBuilder out) throws IOException {
    for (Chunk.Column column : chunk.columns()) {
      String cell = column.cellText(row);
      if (cell != null) {
        char[] text = cell.toCharArray();
        out.setCell(out.columnIndex(column.name()), text, 0, text.length);
      }
    }
    out.endRow();
  }
}
