package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.backlinks.summary.Facet;
import org.backlinks.summary.FacetValue;
import org.backlinks.summary.OtherValues;
import org.junit.jupiter.api.Test;

class BarChartTest {
  @Test
  void longestBarHasTheFullWidthAndOthersAreSummedUp() {
    List<FacetValue> values =
        IntStream.range(0, 12).mapToObj(i -> new FacetValue("v" + i, 100 - i, 2)).toList();
    BarChart chart =
        BarChart.of("id", "T", "V", new Facet(2_000, values, new OtherValues(5, 7)), 3_000, 200);
    assertThat(chart.bars()).hasSize(10);
    assertThat(chart.bars().getFirst().width()).isEqualTo(BarChart.WIDTH);
    assertThat(chart.bars().get(5).width()).isEqualTo(323);
    assertThat(chart.others()).isEqualTo(new BarChart.Others(7, 90 + 89 + 7));
    assertThat(chart.note()).isEqualTo("Known for 2,000 of 3,000 links.");
    assertThat(chart.barPath()).startsWith("M0 18h340v8H0zM0 52h336.6v8H0z");
  }

  @Test
  void rareValueStillHasVisibleBar() {
    List<FacetValue> values = List.of(new FacetValue("a", 50_000, 1), new FacetValue("b", 1, 1));
    BarChart chart =
        BarChart.of("id", "T", "V", new Facet(50_001, values, new OtherValues(0, 0)), 50_001, 200);
    assertThat(chart.bars().getLast().width()).isEqualTo(Chart.MIN_LENGTH);
    assertThat(chart.others()).isNull();
  }

  @Test
  void unknownFacetHasNoBars() {
    BarChart chart = BarChart.of("id", "T", "V", null, 1, 200);
    assertThat(chart.isKnown()).isFalse();
    assertThat(chart.note()).isEqualTo("Unknown for 1 link.");
    assertThat(BarChart.of("id", "T", "V", null, 0, 200).note()).isEqualTo("There are no links.");
  }
}
