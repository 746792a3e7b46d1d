package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.TableFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlCellsTest {
  private static final String TARGET = "http://target.example/";

  private final UrlCells urls = new UrlCells(new DomainIds());

  private static Map<String, String> link(String source) {
    return Map.of("SourceURL", source, "TargetURL", TARGET);
  }

  @SafeVarargs
  private void startChunk(Map<String, String>... rows) throws IOException {
    urls.startChunk(TableFixture.chunkOf(List.of(rows)));
  }

  private void countSources(int... rows) {
    RowSelection selection = new RowSelection(rows.length);
    for (int row : rows) {
      selection.add(row, urls.domain(row));
    }
    urls.countSources(selection);
  }

  private UrlCertainty certaintyWith(Map<String, String> row) throws IOException {
    UrlCells cells = new UrlCells(new DomainIds());
    cells.startChunk(TableFixture.chunkOf(List.of(link("http://a.example/"), row)));
    return cells.certainty();
  }

  @Test
  void equalSourcesAreCountedOnceOverAllChunks() throws IOException {
    startChunk(link("http://a.example/1"), link("http://a.example/1"), link("http://a.example/2"));
    countSources(0, 1);
    assertThat(urls.sourceCount()).isEqualTo(1);
    startChunk(link("http://a.example/3"), link("http://a.example/1"));
    countSources(0, 1);
    assertThat(urls.sourceCount()).isEqualTo(2);
  }

  @Test
  void domainsOfRowsKeepTheirNumbersInTheNextChunk() throws IOException {
    startChunk(link("http://a.example/"), link("http://b.example/"), link(""));
    assertThat(urls.domain(0)).isZero();
    assertThat(urls.domain(1)).isEqualTo(1);
    assertThat(urls.domain(2)).isEqualTo(DomainIds.UNKNOWN);
    startChunk(link("http://c.example/"), link("http://www.b.example/"));
    assertThat(urls.domain(0)).isEqualTo(2);
    assertThat(urls.domain(1)).isEqualTo(1);
  }

  @Test
  void chunkWithoutSourcesHasNoDomains() throws IOException {
    startChunk(link("http://a.example/"));
    startChunk(Map.of("TargetURL", TARGET));
    countSources(0);
    assertThat(urls.sources()).isNull();
    assertThat(urls.domain(0)).isEqualTo(DomainIds.UNKNOWN);
    assertThat(urls.sourceCount()).isZero();
    assertThat(urls.certainty()).isEqualTo(UrlCertainty.UNCERTAIN);
  }

  @Test
  void wholeUrlsAreCertain() throws IOException {
    assertThat(certaintyWith(link("http://ü.example/\"?"))).isEqualTo(UrlCertainty.CERTAIN);
    assertThat(certaintyWith(link("http://b.example/" + "x".repeat(65_000))))
        .isEqualTo(UrlCertainty.CERTAIN);
  }

  @Test
  void urlWithBackslashIsCertainIfNotRepaired() throws IOException {
    assertThat(certaintyWith(link("http://b.example/\\x")))
        .isEqualTo(UrlCertainty.CERTAIN_IF_NOT_REPAIRED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SourceURL", "TargetURL"})
  void urlThatIsAbsentCutOrReplacedIsUncertain(String column) throws IOException {
    String other = column.equals("SourceURL") ? "TargetURL" : "SourceURL";
    for (String url : List.of("", "http://b.example/\uFFFD", "x".repeat(70_000))) {
      assertThat(certaintyWith(Map.of(column, url, other, TARGET)))
          .isEqualTo(UrlCertainty.UNCERTAIN);
    }
  }

  @Test
  void damagedRowMakesUrlsUncertainForAllChunks() throws IOException {
    startChunk(Map.of("SourceURL", TARGET, "TargetURL", TARGET, "DamagedRow", "x|y"));
    startChunk(link("http://a.example/"));
    assertThat(urls.certainty()).isEqualTo(UrlCertainty.UNCERTAIN);
  }
}
