package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.backlinks.summary.FollowCounts;
import org.junit.jupiter.api.Test;

class ChartWriterTest {
  private static String write(Chart chart) {
    HtmlWriter html = new HtmlWriter();
    new ChartWriter(html).write(chart);
    return html.toString();
  }

  @Test
  void chartHasNameAndTable() {
    String html = write(FollowChart.of("follow", new FollowCounts(9, 8, 1), 10));
    assertThat(html)
        .contains("role=\"img\" aria-label=\"Links by whether search engines follow them: ")
        .contains("Follow 80 %; Nofollow 10 %; Unknown 10 %.")
        .contains("<th scope=\"row\">Unknown</th><td>1</td><td>10 %</td>");
  }

  @Test
  void partsOfBarFillItsWidth() {
    FollowChart chart = FollowChart.of("follow", new FollowCounts(50_000, 49_999, 1), 50_000);
    FollowChart.Part last = chart.parts().getLast();
    assertThat(last.x() + last.width()).isLessThanOrEqualTo(FollowChart.WIDTH);
    assertThat(last.width()).isPositive();
  }

  @Test
  void unknownChartHasOnlyItsNote() {
    assertThat(write(FollowChart.of("follow", null, 3)))
        .contains("Unknown for all 3 links.")
        .doesNotContain("<svg", "<table");
  }
}
