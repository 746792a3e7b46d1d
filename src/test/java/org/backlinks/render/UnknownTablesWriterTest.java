package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.row;
import static org.backlinks.render.ReportFixture.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownTablesWriterTest {
  /** The maximum bytes of a complete Lambda response. */
  private static final int MAX_RESPONSE_BYTES = 5_500_000;

  @Test
  void unknownTablesAreOnFirstPageOnly() throws IOException {
    ReportFixture stored =
        new ReportFixture()
            .withLinks(row("SourceURL", "a"), row("SourceURL", "b"))
            .withTable("New", List.of(row("Date", "31/02/2017", "Empty", ""), row("N", "1")))
            .withTable("Bare", List.of());
    assertThat(stored.page(0, 1).path("tables"))
        .isEqualTo(tree("{'New':[{'Date':'31/02/2017'},{'N':'1'}]}"));
    assertThat(stored.page(1, 1).has("tables")).isFalse();
  }

  @Test
  void unknownTablesOfSameNameShareOneMember() throws IOException {
    ReportFixture stored =
        new ReportFixture()
            .withLinks()
            .withTable("New", List.of(row("A", "1")))
            .withTable("New", List.of(row("A", "2")));
    assertThat(stored.page().path("tables").toString()).contains("\"1\"");
  }

  @Test
  void unknownTablesDoNotExceedResponseLimit() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(row("Text", "x".repeat(60_000)));
    }
    RenderedPage rendered =
        new ReportFixture()
            .withLinks(row("SourceURL", "a"))
            .withTable("New", rows)
            .renderPage(0, 10, false);
    assertThat(rendered.body().size()).isLessThan(MAX_RESPONSE_BYTES);
  }
}
