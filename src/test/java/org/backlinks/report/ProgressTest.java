package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Duration LEASE = Duration.ofSeconds(60);

  private final Report claimed = SampleReports.claimed();

  @Test
  void completedPartHasVersionThatWroteIt() {
    Report takenOver =
        claimed
            .takeOver(NOW, LEASE)
            .withProgress(progress -> progress.withPart("url", 2))
            .takeOver(NOW, LEASE)
            .withProgress(progress -> progress.withPart("sub", 3));
    assertThat(takenOver.progress().completed()).isEqualTo(Map.of("url", 2, "sub", 3));
    assertThat(takenOver.progress().isResolved("url")).isTrue();
    assertThat(takenOver.progress().isResolved("root")).isFalse();
  }

  @Test
  void missingPartIsResolvedWithWarning() {
    Report incomplete = claimed.withProgress(progress -> progress.withoutPart("sub", "refused"));
    assertThat(incomplete.progress().isResolved("sub")).isTrue();
    assertThat(incomplete.progress().completed()).isEmpty();
    assertThat(incomplete.progress().warnings()).containsExactly("refused");
  }
}
