package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.json;
import static org.backlinks.render.ReportFixture.row;
import static org.backlinks.render.ReportFixture.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.ChunkRef;
import org.junit.jupiter.api.Test;

class PayloadRendererTest {
  @Test
  void nextPageStartsAfterThisPage() throws IOException {
    ReportFixture stored =
        new ReportFixture()
            .withLinks(row("SourceURL", "a"), row("SourceURL", "b"), row("SourceURL", "c"));
    RenderedPage first = stored.renderPage(0, 2, false);
    JsonNode page = json(first);
    assertThat(page.at("/page/next").textValue()).isEqualTo(first.nextCursor());
    assertThat(stored.rowOfCursor(String.valueOf(first.nextCursor()))).isEqualTo(2);
    RenderedPage last = stored.renderPage(2, 2, false);
    assertThat(last.nextCursor()).isNull();
    assertThat(json(last).path("page")).isEqualTo(tree("{'from':2,'count':1,'total':3}"));
  }

  @Test
  void cursorNamesChunkOfItsFirstRow() throws IOException {
    List<Map<String, String>> links = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      links.add(row("SourceURL", "http://example.com/" + i));
    }
    ReportFixture stored =
        new ReportFixture()
            .withLinks("url", Map.of(), links)
            .withLinks("subdomain", Map.of(), links);
    List<ChunkRef> refs = stored.snapshot().manifest().tables().getFirst().chunks();
    int rows = refs.getFirst().rowCount();
    for (int from : List.of(1, rows - 1, rows, rows + 1, 3_999, 4_000, 4_000 + rows, 7_999)) {
      String next = String.valueOf(stored.renderPage(from - 1, 1, false).nextCursor());
      stored.reads().clear();
      stored.renderPage(from, 1, false);
      assertThat(stored.reads()).containsExactly(Cursor.parse(next).orElseThrow().pieceNumbers());
    }
  }
}
