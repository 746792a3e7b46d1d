package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableBuilder;
import org.junit.jupiter.api.Test;

class PerDomainLimiterTest {
  private static final int ROWS = 25_000;
  private static final int DOMAINS = 5_000;
  private static final int ROWS_PER_DOMAIN = 2;

  private final List<byte[]> pieces = new ArrayList<>();
  private final SnapshotBuilder output = new SnapshotBuilder((number, piece) -> pieces.add(piece));
  private final PerDomainLimiter limiter =
      new PerDomainLimiter(new MajesticCall.RowLimit(ROWS_PER_DOMAIN, 3), output);

  @Test
  void limiterPassesTheFirstRowsOfEachDomain() throws IOException {
    TableBuilder links = limiter.input().startTable("BackLinks");
    for (int row = 0; row < ROWS; row++) {
      row(links, "SourceURL", "http://www.site-%d.example/%d".formatted(row % DOMAINS, row));
    }
    links.putAttribute("TotalLines", "25000");
    links.finish();
    limiter.finish();

    Table table = output.tables().getFirst();
    assertThat(table.attributes()).isEqualTo(Map.of("TotalLines", "25000"));
    assertThat(cells(table, "SourceURL"))
        .hasSize(DOMAINS * ROWS_PER_DOMAIN)
        .startsWith("http://www.site-0.example/0", "http://www.site-1.example/1")
        .endsWith("http://www.site-4999.example/9999");
    assertThat(limiter.input().warnings().lines())
        .singleElement()
        .asString()
        .contains(ROWS - DOMAINS * ROWS_PER_DOMAIN + " links were paid for and left out");
  }

  @Test
  void limiterUsesDomainIdWhenPresent() throws IOException {
    TableBuilder links = limiter.input().startTable("BackLinks");
    for (String id : List.of("0", "0", "0", "-1", "-1", "-1", "7")) {
      row(links, "SourceURL", "http://a.example/", "DomainID", id);
    }
    links.finish();
    limiter.finish();
    assertThat(cells(output.tables().getFirst(), "DomainID"))
        .containsExactly("0", "0", "-1", "-1", "7");
  }

  @Test
  void limiterKeepsTableOrderAndOtherRows() throws IOException {
    limiter.input().startTable("Empty").finish();
    TableBuilder domains = limiter.input().startTable("DomainsInfo");
    for (int i = 0; i < 3; i++) {
      row(domains, "Domain", "a.example");
    }
    domains.finish();
    limiter.input().startTable("Between").finish();
    TableBuilder links = limiter.input().startTable("BackLinks");
    row(links, "SourceURL", "http://a.example/");
    links.finish();
    limiter.input().startTable("Last").finish();
    limiter.finish();

    assertThat(output.tables())
        .extracting(Table::name)
        .containsExactly("Empty", "DomainsInfo", "Between", "BackLinks", "Last");
    assertThat(output.tables()).extracting(Table::rowCount).containsExactly(0, 3, 0, 1, 0);
    assertThat(limiter.input().warnings().lines()).isEmpty();
  }

  @Test
  void limiterPassesRowsWhileTheAnswerArrives() throws IOException {
    TableBuilder links = limiter.input().startTable("BackLinks");
    for (int row = 0; row < ROWS; row++) {
      row(links, "SourceURL", "http://site-%d.example/".formatted(row));
      if (row == ROWS / 2) {
        assertThat(pieces).hasSizeGreaterThanOrEqualTo(ROWS / 2 / 1_000 - 1);
      }
    }
  }

  private static void row(TableBuilder table, String... cells) throws IOException {
    for (int i = 0; i < cells.length; i += 2) {
      char[] text = cells[i + 1].toCharArray();
      table.setCell(table.columnIndex(cells[i]), text, 0, text.length);
    }
    table.endRow();
  }

  private List<String> cells(Table table, String name) throws IOException {
    Manifest manifest = new Manifest("", Globals.NONE, List.of(table), List.of());
    Snapshot snapshot =
        new Snapshot(manifest, numbers -> numbers.stream().map(pieces::get).toList());
    List<String> cells = new ArrayList<>();
    for (ChunkRef ref : table.chunks()) {
      Chunk chunk = snapshot.readChunk(ref);
      Chunk.Column column = chunk.findColumn(name);
      for (int row = 0; row < chunk.rowCount() && column != null; row++) {
        cells.add(String.valueOf(column.cellText(row)));
      }
    }
    return cells;
  }
}
