package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.Samples.NOW;

import org.backlinks.report.ReportId;
import org.backlinks.report.Samples;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final ReportId ID = Samples.id();
  private static final Slots READY = new Slots(ID, NOW, NOW.plusSeconds(100), null, null);

  @Test
  void aReadyReportWillDoAsLongAsItIsYoungEnough() {
    assertThat(READY.readySince(NOW.minusMillis(1), NOW)).isEqualTo(ID);
    assertThat(READY.readySince(NOW, NOW)).isEqualTo(ID);
    assertThat(READY.readySince(NOW.plusMillis(1), NOW)).isNull();
  }

  @Test
  void aReadyReportThatExpiredWillNotDo() {
    assertThat(READY.readySince(NOW, NOW.plusSeconds(99))).isEqualTo(ID);
    assertThat(READY.readySince(NOW, NOW.plusSeconds(100))).isNull();
  }

  @Test
  void withoutAReadyReportNoneWillDo() {
    assertThat(Slots.EMPTY.readySince(NOW.minusSeconds(1), NOW)).isNull();
  }
}
