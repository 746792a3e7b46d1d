package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.row;
import static org.backlinks.render.ReportFixture.text;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.LinkColumn;
import org.backlinks.snapshot.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowWriterTest {
  @ParameterizedTest
  @ValueSource(strings = {"=", "+", "-", "@", "\t", "\r", "\n=", "\u00A0 +", "\uFF1D", "\u200B@"})
  void formulaIsEscapedUnlessRaw(String start) throws IOException {
    ReportFixture stored =
        new ReportFixture()
            .withLinks(row("AnchorText", start + "x", "SourceOutLinksInternal", "-5"));
    for (PageFormat format : List.of(PageFormat.CSV, PageFormat.RAW_CSV)) {
      Map<String, String> row =
          Rfc4180Parser.parseRows(text(stored.renderPage(0, 1, format))).getFirst();
      assertThat(row.get("anchorText"))
          .isEqualTo((format == PageFormat.CSV ? "'" : "") + start + "x");
      assertThat(row.get("source.internalLinks")).as("a number is not escaped").isEqualTo("-5");
    }
  }

  @Test
  void textIsUnchangedWhenSignIsNotFirst() throws IOException {
    ReportFixture stored = new ReportFixture().withLinks(row("AnchorText", "a=b+c-d@e"));
    assertThat(Rfc4180Parser.parseRows(text(stored.renderPage(0, 1, PageFormat.CSV))).getFirst())
        .containsEntry("anchorText", "a=b+c-d@e");
  }

  @Test
  void topicsBeyondHeaderColumnsAreWrittenToExtra() throws IOException {
    Snapshot snapshot =
        new ReportFixture()
            .withLinks(
                row(
                    "SourceTopicalTrustFlow_Topic_0", "A",
                    "SourceTopicalTrustFlow_Value_0", "1",
                    "SourceTopicalTrustFlow_Topic_1", "B",
                    "SourceTopicalTrustFlow_Value_1", "2"))
            .snapshot();
    ChunkRef ref = snapshot.manifest().tables().getFirst().chunks().getFirst();
    TopicCounts counts = new TopicCounts(Map.of(LinkColumn.SOURCE_TOPICS, 1));
    ResponseBuffer page = new ResponseBuffer();
    byte[] header = CsvHeader.line(CsvHeader.linkColumns(counts));
    page.write(header, 0, header.length);
    CellWriter cells = new CellWriter(new CsvRowWriter(page, counts, false), Integer.MAX_VALUE);
    ChunkRows.ofLinks(snapshot.readChunk(ref), "url", 0).writeRow(cells, 0);
    assertThat(Rfc4180Parser.parseRows(text(new RenderedPage(page, null))).getFirst())
        .containsEntry("source.topics.0.name", "A")
        .containsEntry("source.topics.0.trustFlow", "1")
        .containsEntry(
            "extra",
            "{\"SourceTopicalTrustFlow_Topic_1\":\"B\","
                + "\"SourceTopicalTrustFlow_Value_1\":\"2\"}");
  }
}
