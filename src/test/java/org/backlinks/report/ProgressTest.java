package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.Samples.NOW;

import java.time.Duration;
import java.util.Map;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Map<String, String> NEXT = Map.of("cmd", "GetBackLinkData", "item", "b");
  private static final Globals CHARGED = new Globals(Map.of("ChargedAnalysisResUnits", "5000"));

  private final Report first = Samples.claimed();

  @Test
  void aPartIsKeptUnderTheVersionThatWroteIt() {
    Report later = first.takenOver(NOW, LEASE).having("url").takenOver(NOW, LEASE).having("sub");
    assertThat(later.progress().done()).isEqualTo(Map.of("url", 2, "sub", 3));
    assertThat(later.progress().isOver("url")).isTrue();
    assertThat(later.progress().isOver("root")).isFalse();
  }

  @Test
  void aPartThatWillNeverComeIsOverTooAndSaysWhy() {
    Report without = first.lacking("sub", "refused");
    assertThat(without.progress().isOver("sub")).isTrue();
    assertThat(without.progress().done()).isEmpty();
    assertThat(without.progress().warnings()).containsExactly("refused");
  }

  @Test
  void theCallsBeforeTheNextOneAreSettledAndBooked() {
    assertThat(first.unsettledCalls()).isEqualTo(1);
    assertThat(first.standsBeforeCall()).isFalse();
    Report next = first.before(NEXT, NOW.plusSeconds(30), LEASE, CHARGED);
    assertThat(next.unsettledCalls()).isZero();
    assertThat(next.standsBeforeCall()).isTrue();
    assertThat(next.inHands()).isTrue();
    assertThat(next.leaseEnd()).isEqualTo(NOW.plusSeconds(90));
    assertThat(next.usage().analysis()).isEqualTo(5_000);
    assertThat(next.parameters()).isEqualTo(NEXT);
    assertThat(next.calling().unsettledCalls()).isEqualTo(1);
    assertThat(next.calling().standsBeforeCall()).isFalse();
  }

  @Test
  void aReportPutOffIsDueAtOnceAndInNobodysHands() {
    Report putOff = first.before(NEXT, NOW, LEASE, Globals.NONE).putOff();
    assertThat(putOff.inHands()).isFalse();
    assertThat(putOff.free(NOW)).isTrue();
    assertThat(putOff.state().pending()).isTrue();
  }

  @Test
  void aReadyReportIsInNobodysHands() {
    assertThat(first.inHands()).isTrue();
    assertThat(first.ready(NOW, Duration.ofDays(1), CHARGED).inHands()).isFalse();
  }
}
