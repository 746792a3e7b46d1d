package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.junit.jupiter.api.Test;

class QuestionSlotsTest {
  private static final ReportId ID = SampleReports.id();
  private static final QuestionSlots READY =
      new QuestionSlots(ID, NOW, NOW.plusSeconds(100), null, null);

  @Test
  void readyReportIsUsableWhenYoungEnough() {
    assertThat(READY.readyIdSince(NOW.minusMillis(1), NOW)).isEqualTo(ID);
    assertThat(READY.readyIdSince(NOW, NOW)).isEqualTo(ID);
    assertThat(READY.readyIdSince(NOW.plusMillis(1), NOW)).isNull();
  }

  @Test
  void readyReportIsNotUsableWhenExpired() {
    assertThat(READY.readyIdSince(NOW, NOW.plusSeconds(99))).isEqualTo(ID);
    assertThat(READY.readyIdSince(NOW, NOW.plusSeconds(100))).isNull();
  }

  @Test
  void noReportIsUsableWhenReadySlotIsEmpty() {
    assertThat(QuestionSlots.EMPTY.readyIdSince(NOW.minusSeconds(1), NOW)).isNull();
  }
}
