package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import org.backlinks.summary.MonthCount;
import org.junit.jupiter.api.Test;

class MonthChartTest {
  private static MonthCount count(String month, int links) {
    return new MonthCount(YearMonth.parse(month), links);
  }

  private static MonthChart chart(List<MonthCount> first, List<MonthCount> lost) {
    return MonthChart.of("id", "note", first, lost);
  }

  @Test
  void monthsWithoutLinksAreShownBetweenOthers() {
    MonthChart chart =
        chart(List.of(count("2024-11", 3)), List.of(count("2025-02", 1), count("2024-11", 2)));
    assertThat(chart.periods())
        .containsExactly(
            new MonthChart.Period("2024-11", 3, 2),
            new MonthChart.Period("2024-12", 0, 0),
            new MonthChart.Period("2025-01", 0, 0),
            new MonthChart.Period("2025-02", 0, 1));
    assertThat(chart.title()).isEqualTo("First indexed and lost by month");
    assertThat(chart.maxFirstIndexed()).isEqualTo(3);
    assertThat(chart.maxLost()).isEqualTo(2);
  }

  @Test
  void longTimeIsDividedIntoLongerPeriods() {
    assertThat(chart(List.of(count("2014-12", 1), count("2024-11", 1)), List.of()).periods())
        .hasSize(120);
    MonthChart years = chart(List.of(count("2014-11", 1), count("2024-11", 4)), List.of());
    assertThat(years.unitName()).isEqualTo("Year");
    assertThat(years.periods())
        .hasSize(11)
        .last()
        .hasToString("Period[label=2024, firstIndexed=4, lost=0]");
    MonthChart centuries = chart(List.of(count("0001-01", 1)), List.of(count("9999-12", 1)));
    assertThat(centuries.periods()).hasSize(100);
    assertThat(centuries.periods().getLast().label()).isEqualTo("9900–9999");
  }

  @Test
  void columnsOfBothSidesHaveOneScale() {
    MonthChart chart = chart(List.of(count("2024-11", 30)), List.of(count("2024-11", 10)));
    assertThat(chart.firstIndexedPath()).contains("v-105h");
    assertThat(chart.lostPath()).contains("v35h");
    assertThat(chart.bottomY() - chart.lineY()).isEqualTo(35);
  }

  @Test
  void nothingKnownIsNothingShown() {
    assertThat(chart(List.of(), List.of()).isKnown()).isFalse();
  }
}
