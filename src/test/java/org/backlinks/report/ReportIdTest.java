package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportIdTest {
  @Test
  void newIdHas128RandomBits() {
    Random seeded = new Random(1);
    assertThat(
            Stream.generate(() -> ReportId.random(seeded)).limit(1_000).collect(Collectors.toSet()))
        .hasSize(1_000)
        .allSatisfy(id -> assertThat(id.text()).matches("[0-9a-f]{32}"));
  }

  @Test
  void sameRandomSourceGivesSameId() {
    assertThat(ReportId.random(new Random(5))).isEqualTo(ReportId.random(new Random(5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0",
        "0123456789ABCDEF0123456789ABCDEF",
        "0123456789abcdef0123456789abcdeg",
        "0123456789abcdef0123456789abcdef\n",
        "../../../../../../../../../../.."
      })
  void parserRejectsOtherTexts(String text) {
    assertThat(ReportId.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new ReportId(text));
  }

  @Test
  void idRoundTrips() {
    ReportId id = SampleReports.id();
    assertThat(ReportId.parse(id.text())).hasValue(id);
  }
}
