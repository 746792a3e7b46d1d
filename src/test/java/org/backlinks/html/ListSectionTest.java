package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;

class ListSectionTest {
  private static ListSection section(int rows, Map<String, String> attributes) throws IOException {
    PageFixture fixture =
        PageFixture.of("https://www.example.org/", Set.of(Scope.URL))
            .withList(Scope.URL, SampleRows.usual(rows), attributes);
    return ListSection.of(fixture.summary().lists().getFirst(), 200);
  }

  @Test
  void coverageSaysHowMuchOfTheIndexTheListHas() throws IOException {
    assertThat(section(3, Map.of("TotalBackLinks", "2812912800")).coverage())
        .isEqualTo("The top 3 of 2,812,912,800 links that the index has.");
    assertThat(section(1, Map.of()).coverage())
        .isEqualTo("1 link; it is unknown how many the index has.");
    assertThat(ListSection.withoutSummary(Scope.URL, 2, null).coverage())
        .isEqualTo("2 links; it is unknown how many the index has.");
  }

  @Test
  void chartsHaveDifferentIds() throws IOException {
    List<Chart> charts = section(30, Map.of()).charts();
    assertThat(charts.stream().map(Chart::id).distinct()).hasSize(charts.size());
    assertThat(charts.stream().map(Chart::title)).contains("Anchor texts", "Countries");
  }

  @Test
  void tilesShowUnknownNumbersAsUnknown() throws IOException {
    assertThat(section(3, Map.of()).tiles())
        .contains(new ListSection.Tile("All links", "unknown", "in the index"));
  }
}
