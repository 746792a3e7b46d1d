package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.backlinks.config.Settings;
import org.backlinks.report.Billing;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTest {
  private static final Settings SETTINGS =
      Settings.from(
          Map.of(
              "BACKLINKS_POLL_FIRST", "PT15S",
              "BACKLINKS_POLL_MAX", "PT5M",
              "BACKLINKS_POLL_DEADLINE", "PT24H"));

  private static final Duration LEASE = Duration.ofSeconds(60);

  private final PollSchedule schedule = new PollSchedule(SETTINGS, new SplittableRandom(1));
  private final Report report = SampleReports.claimed();

  @ParameterizedTest
  @CsvSource({"0, 15", "1, 30", "2, 60", "4, 240", "5, 300", "16, 300", "1000, 300"})
  void delayDoublesUpToMaximumAndIsPartlyRandom(int pollCount, int maxSeconds) {
    for (int i = 0; i < 100; i++) {
      Instant next = schedule.nextPollAt(report, pollCount, null, NOW);
      assertThat(Duration.between(NOW, next))
          .isBetween(
              Duration.ofSeconds(maxSeconds).multipliedBy(8).dividedBy(10),
              Duration.ofSeconds(maxSeconds));
    }
  }

  @Test
  void delaysDifferBetweenReports() {
    assertThat(schedule.nextPollAt(report, 0, null, NOW))
        .isNotEqualTo(schedule.nextPollAt(report, 0, null, NOW));
  }

  @Test
  void hintOfUpstreamReplacesDelay() {
    assertThat(schedule.nextPollAt(report, 0, Duration.ofHours(2), NOW))
        .isEqualTo(NOW.plusSeconds(7_200));
  }

  @Test
  void lastPollIsAtDeadline() {
    Instant deadline = report.lifetime().createdAt().plus(Duration.ofHours(24));
    assertThat(schedule.nextPollAt(report, 9, null, deadline.minusSeconds(1))).isEqualTo(deadline);
    assertThat(schedule.nextPollAt(report, 0, Duration.ofDays(2), NOW)).isEqualTo(deadline);
  }

  /** Returns whether the lookup is over when the last of some polls was interrupted. */
  private boolean isLookupOver(Instant lastPoll, int interruptedPolls) {
    State.Queued queued = SampleReports.queued(NOW);
    Report waiting = report.releaseUntil(queued, Globals.NONE);
    for (int i = 0; i < queued.pollCount() + interruptedPolls; i++) {
      waiting = waiting.withBilling(Billing::withPollCounted);
    }
    Report interrupted = waiting.takeOver(lastPoll, LEASE);
    return schedule.isFileLookupOver(interrupted, (State.Waiting) interrupted.state());
  }

  @Test
  void waitIsOverAtDeadlineAndFileLookupAnHourLater() {
    Instant deadline = report.lifetime().createdAt().plus(schedule.maxWait());
    assertThat(schedule.isOver(report, deadline.minusMillis(1))).isFalse();
    assertThat(schedule.isOver(report, deadline)).isTrue();
    Instant lastPoll = deadline.plusSeconds(3_600).minus(LEASE.multipliedBy(2));
    assertThat(isLookupOver(lastPoll.minusMillis(1), 3)).isFalse();
    assertThat(isLookupOver(lastPoll, 2)).isFalse();
    assertThat(isLookupOver(lastPoll, 3)).isTrue();
  }
}
