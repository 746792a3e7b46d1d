package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.backlinks.summary.FlowCell;
import org.backlinks.summary.FlowCounts;
import org.junit.jupiter.api.Test;

class FlowChartTest {
  private static FlowChart chart(FlowCell... cells) {
    List<Integer> deciles = Collections.nCopies(FlowCounts.DECILES, 1);
    return FlowChart.of("id", new FlowCounts(10, List.of(cells), deciles, deciles), 20);
  }

  @Test
  void eachCellHasOneShade() {
    FlowChart chart =
        chart(
            new FlowCell(0, 0, 1),
            new FlowCell(4, 4, 2),
            new FlowCell(100, 100, 1_000),
            new FlowCell(50, 10, 17));
    List<FlowChart.Shade> shades = chart.shades();
    assertThat(shades).hasSize(5);
    assertThat(shades.stream().mapToInt(shade -> shade.path().split("M", -1).length - 1).sum())
        .isEqualTo(3);
    assertThat(shades.getFirst().minLinks()).isEqualTo(1);
    assertThat(shades.getLast().maxLinks()).isEqualTo(1_000);
    for (int i = 1; i < shades.size(); i++) {
      assertThat(shades.get(i).minLinks()).isEqualTo(shades.get(i - 1).maxLinks() + 1);
    }
  }

  @Test
  void cellsLieByCitationFlowAndTrustFlow() {
    assertThat(chart(new FlowCell(100, 0, 1)).shades().getFirst().path())
        .isEqualTo("M281 291h12v12h-12z");
  }

  @Test
  void decilesAreLabelledWithTheirValues() {
    assertThat(chart(new FlowCell(1, 1, 1)).deciles())
        .hasSize(10)
        .startsWith(new FlowChart.Decile("0–9", 1, 1))
        .endsWith(new FlowChart.Decile("90–100", 1, 1));
  }

  @Test
  void unknownFlowIsSaidSo() {
    FlowChart unknown = FlowChart.of("id", null, 20);
    assertThat(unknown.isKnown()).isFalse();
    assertThat(unknown.note()).isEqualTo("Unknown for all 20 links.");
    assertThat(chart().note()).isEqualTo("Known for 10 of 20 links.");
  }
}
