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

class PerDomainTest {
  private static final int ROWS = 25_000;
  private static final int DOMAINS = 5_000;
  private static final int EACH = 2;

  private final List<byte[]> pieces = new ArrayList<>();
  private final SnapshotBuilder kept = new SnapshotBuilder((number, piece) -> pieces.add(piece));
  private final PerDomain perDomain = new PerDomain(new Call.Limit(EACH, 3), kept);

  @Test
  void letsTheFirstRowsOfEachDomainThrough() throws IOException {
    TableBuilder links = perDomain.all().table("BackLinks");
    for (int row = 0; row < ROWS; row++) {
      row(links, "SourceURL", "http://www.site-%d.example/%d".formatted(row % DOMAINS, row));
    }
    links.attribute("TotalLines", "25000");
    links.finish();
    perDomain.end();

    Table table = kept.tables().getFirst();
    assertThat(table.attributes()).isEqualTo(Map.of("TotalLines", "25000"));
    assertThat(cells(table, "SourceURL"))
        .hasSize(DOMAINS * EACH)
        .startsWith("http://www.site-0.example/0", "http://www.site-1.example/1")
        .endsWith("http://www.site-4999.example/9999");
    assertThat(perDomain.all().warnings().lines())
        .singleElement()
        .asString()
        .contains(ROWS - DOMAINS * EACH + " links were paid for and left out");
  }

  @Test
  void goesByUpstreamsNumberOfADomainWhereThereIsOne() throws IOException {
    TableBuilder links = perDomain.all().table("BackLinks");
    for (String id : List.of("0", "0", "0", "-1", "-1", "-1", "7")) {
      row(links, "SourceURL", "http://a.example/", "DomainID", id);
    }
    links.finish();
    perDomain.end();
    assertThat(cells(kept.tables().getFirst(), "DomainID"))
        .containsExactly("0", "0", "-1", "-1", "7");
  }

  @Test
  void keepsTheOrderOfTablesAndWhatIsNoLink() throws IOException {
    perDomain.all().table("Empty").finish();
    TableBuilder domains = perDomain.all().table("DomainsInfo");
    for (int i = 0; i < 3; i++) {
      row(domains, "Domain", "a.example");
    }
    domains.finish();
    perDomain.all().table("Between").finish();
    TableBuilder links = perDomain.all().table("BackLinks");
    row(links, "SourceURL", "http://a.example/");
    links.finish();
    perDomain.all().table("Last").finish();
    perDomain.end();

    assertThat(kept.tables())
        .extracting(Table::name)
        .containsExactly("Empty", "DomainsInfo", "Between", "BackLinks", "Last");
    assertThat(kept.tables()).extracting(Table::rows).containsExactly(0, 3, 0, 1, 0);
    assertThat(perDomain.all().warnings().lines()).isEmpty();
  }

  @Test
  void keepsNothingOfWhatIsStillArriving() throws IOException {
    TableBuilder links = perDomain.all().table("BackLinks");
    for (int row = 0; row < ROWS; row++) {
      row(links, "SourceURL", "http://site-%d.example/".formatted(row));
      if (row == ROWS / 2) {
        assertThat(pieces).hasSizeGreaterThanOrEqualTo(ROWS / 2 / 1_000 - 1);
      }
    }
  }

  private static void row(TableBuilder into, String... cells) throws IOException {
    for (int i = 0; i < cells.length; i += 2) {
      char[] text = cells[i + 1].toCharArray();
      into.cell(into.column(cells[i]), text, 0, text.length);
    }
    into.endRow();
  }

  private List<String> cells(Table table, String name) throws IOException {
    Manifest manifest = new Manifest("", Globals.NONE, List.of(table), List.of());
    Snapshot snapshot =
        new Snapshot(manifest, numbers -> numbers.stream().map(pieces::get).toList());
    List<String> cells = new ArrayList<>();
    for (ChunkRef ref : table.chunks()) {
      Chunk chunk = snapshot.chunk(ref);
      Chunk.Column column = chunk.column(name);
      for (int row = 0; row < chunk.rows() && column != null; row++) {
        cells.add(String.valueOf(column.cell(row)));
      }
    }
    return cells;
  }
}
