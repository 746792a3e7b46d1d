package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.backlinks.question.Scope;
import org.backlinks.report.Report;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;

/**
 * The link rows of one page. Opens only the chunks that they lie in; ends early where an answer
 * would grow too large.
 */
final class Rows {
  /** The whole Lambda response may have 5.5 MB; the rest is for what stands around the rows. */
  static final int LARGEST = 5_200_000;

  private static final List<String> SCOPES =
      Arrays.stream(Scope.values()).map(Scope::word).toList();

  private final Snapshot snapshot;
  private final PageRequest page;
  private final List<Table> tables;
  private final Domains domains;

  Rows(Report report, Snapshot snapshot, PageRequest page) throws IOException {
    this.snapshot = snapshot;
    this.page = page;
    this.tables = snapshot.manifest().lists(SCOPES);
    this.domains = new Domains(snapshot);
  }

  /** Rows of all lists. */
  int total() {
    return tables.stream().mapToInt(Table::rows).sum();
  }

  /** The referring domains of the rows written so far. */
  Domains domains() {
    return domains;
  }

  /** Writes the rows as one list; returns how many. */
  int write(JsonGenerator json, Buffer out) throws IOException {
    json.writeStartArray();
    int written = 0;
    int skip = page.from();
    for (Table table : tables) {
      for (ChunkRef ref : table.chunks()) {
        if (skip >= ref.rows()) {
          skip -= ref.rows();
          continue;
        }
        LinkRows rows =
            new LinkRows(snapshot.chunk(ref), String.valueOf(table.scope()), table.domainBase());
        Fields fields = new Fields(json);
        for (int row = skip; row < ref.rows(); row++) {
          if (written == page.limit() || !fits(rows, fields, row, json, out, written == 0)) {
            json.writeEndArray();
            return written;
          }
          written++;
        }
        skip = 0;
      }
    }
    json.writeEndArray();
    return written;
  }

  /**
   * Writes a row, and takes it back when the answer grew too large; the first row of a page always
   * stays.
   */
  private boolean fits(
      LinkRows rows, Fields fields, int row, JsonGenerator json, Buffer out, boolean first)
      throws IOException {
    json.flush();
    int before = out.size();
    rows.write(fields, row);
    json.flush();
    int domainsBefore = domains.out().size();
    domains.add(rows.domain(row));
    if (size(out) + size(domains.out()) <= LARGEST || first) {
      return true;
    }
    out.truncate(before);
    domains.out().truncate(domainsBefore);
    return false;
  }

  private int size(Buffer buffer) {
    return page.escaped() ? buffer.escapedSize() : buffer.size();
  }
}
