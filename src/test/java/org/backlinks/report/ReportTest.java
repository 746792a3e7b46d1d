package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.Samples.NOW;

import java.time.Duration;
import java.util.Map;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Duration ALLOWANCE = Duration.ofSeconds(5);
  private static final Duration TTL = Duration.ofDays(30);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Globals CHARGED = new Globals(Map.of("ChargedAnalysisResUnits", "5000"));
  private static final Problem PROBLEM = Problem.of(Problem.Kind.UPSTREAM_REFUSED, "No.");

  private final Report claimed = Samples.claimed();

  @Test
  void aClaimedReportIsDueWhenItsLeaseRanOutAndTheAllowanceForClocksToo() {
    assertThat(claimed.due()).hasValue(claimed.leaseEnd().plus(ALLOWANCE));
    assertThat(claimed.free(claimed.leaseEnd().plus(ALLOWANCE).minusMillis(1))).isFalse();
    assertThat(claimed.free(claimed.leaseEnd().plus(ALLOWANCE))).isTrue();
  }

  @Test
  void aWaitingReportIsDueWhenItsNextQuestionIs() {
    Report queued = claimed.waiting(NOW, Samples.queued(NOW.plusSeconds(15)), CHARGED);
    assertThat(queued.due()).hasValue(NOW.plusSeconds(15));
    Report downloading = claimed.waiting(NOW, Samples.downloading(NOW.plusSeconds(9)), CHARGED);
    assertThat(downloading.due()).hasValue(NOW.plusSeconds(9));
  }

  @Test
  void aWaitingReportThatMayBeAskedAtOnceIsDueAtOnce() {
    assertThat(claimed.waiting(NOW, Samples.queued(NOW), CHARGED).due()).hasValue(NOW);
  }

  @Test
  void aWaitingReportInSomeonesHandsIsNotDueBeforeTheirLeaseRanOut() {
    Report taken =
        claimed.waiting(NOW, Samples.queued(NOW), CHARGED).takenOver(NOW.plusSeconds(1), LEASE);
    assertThat(taken.due()).hasValue(NOW.plusSeconds(66));
    assertThat(taken.free(NOW.plusSeconds(65))).isFalse();
  }

  @Test
  void aDoneReportIsNeverDue() {
    assertThat(claimed.ready(NOW, TTL, CHARGED).due()).isEmpty();
    assertThat(claimed.failed(NOW, TTL, PROBLEM, CHARGED).due()).isEmpty();
    assertThat(claimed.deleted(NOW).due()).isEmpty();
    assertThat(claimed.ready(NOW, TTL, CHARGED).free(NOW.plus(TTL))).isFalse();
  }

  @Test
  void onlyAReportThatMayStillBecomeReadyIsPending() {
    assertThat(claimed.state().pending()).isTrue();
    assertThat(Samples.queued(NOW).pending()).isTrue();
    assertThat(Samples.downloading(NOW).pending()).isTrue();
    assertThat(claimed.ready(NOW, TTL, CHARGED).state().pending()).isFalse();
    assertThat(claimed.failed(NOW, TTL, PROBLEM, CHARGED).state().pending()).isFalse();
    assertThat(claimed.deleted(NOW).state().pending()).isFalse();
  }

  @Test
  void isGoneFromItsExpiryOn() {
    assertThat(claimed.gone(claimed.expiresAt().minusMillis(1))).isFalse();
    assertThat(claimed.gone(claimed.expiresAt())).isTrue();
  }

  @Test
  void isGoneOnceItIsDeleted() {
    assertThat(claimed.deleted(NOW).gone(NOW)).isTrue();
  }

  @Test
  void newHandsGetANewVersionAndALeaseOfTheirOwn() {
    Report taken = claimed.takenOver(NOW, LEASE);
    assertThat(taken.version()).isEqualTo(claimed.version() + 1);
    assertThat(taken.leaseEnd()).isEqualTo(NOW.plus(LEASE));
    assertThat(taken)
        .usingRecursiveComparison()
        .ignoringFields("version", "leaseEnd")
        .isEqualTo(claimed);
  }

  @Test
  void aDeletedReportHasANewVersionSoThatNobodyWritesItAgain() {
    Report deleted = claimed.deleted(NOW);
    assertThat(deleted.version()).isEqualTo(claimed.version() + 1);
    assertThat(deleted.usage()).isEqualTo(claimed.usage());
    assertThat(deleted.state()).isEqualTo(new State.Deleted());
  }

  @Test
  void callsAndPollsChangeNothingElse() {
    assertThat(claimed.calling().usage().calls()).isEqualTo(2);
    assertThat(claimed.polling().usage().polls()).isEqualTo(1);
    assertThat(claimed.calling().polling())
        .usingRecursiveComparison()
        .ignoringFields("usage")
        .isEqualTo(claimed);
  }

  @Test
  void becomesReadyUnderItsVersionAndLivesFromThen() {
    Report ready = claimed.takenOver(NOW, LEASE).ready(NOW.plusSeconds(7), TTL, CHARGED);
    assertThat(ready.state()).isEqualTo(new State.Ready(NOW.plusSeconds(7), 2));
    assertThat(ready.expiresAt()).isEqualTo(NOW.plusSeconds(7).plus(TTL));
    assertThat(ready.version()).isEqualTo(2);
    assertThat(ready.usage().analysis()).isEqualTo(5000L);
  }

  @Test
  void failsWithWhatWasChargedAllTheSame() {
    Report failed = claimed.failed(NOW, TTL, PROBLEM, CHARGED);
    assertThat(failed.state()).isEqualTo(new State.Failed(NOW, PROBLEM));
    assertThat(failed.usage().analysis()).isEqualTo(5000L);
    assertThat(failed.usage().calls()).isEqualTo(1);
    assertThat(failed.expiresAt()).isEqualTo(NOW.plus(TTL));
  }

  @Test
  void waitingBooksWhatWasChargedAndKeepsItsExpiry() {
    Report waiting = claimed.waiting(NOW, Samples.queued(NOW), CHARGED);
    assertThat(waiting.usage().analysis()).isEqualTo(5000L);
    assertThat(waiting.expiresAt()).isEqualTo(claimed.expiresAt());
    assertThat(waiting.version()).isEqualTo(claimed.version());
  }

  @Test
  void movesLeaveTheReportBeforeThemAlone() {
    Report before = Samples.in(claimed.state(), claimed);
    claimed.ready(NOW, TTL, CHARGED);
    claimed.waiting(NOW, Samples.queued(NOW), CHARGED);
    claimed.deleted(NOW);
    assertThat(claimed).isEqualTo(before);
  }

  @Test
  void knowsItsJobOnlyWhileThereIsOne() {
    assertThat(claimed.tokens()).isEmpty();
    assertThat(Samples.in(Samples.queued(NOW), claimed).tokens()).containsEntry("JobID", "17");
    assertThat(Samples.in(Samples.downloading(NOW), claimed).tokens())
        .containsEntry("DownloadJobID", "18");
    assertThat(claimed.ready(NOW, TTL, CHARGED).tokens()).isEmpty();
  }

  @Test
  void threePaidCallsAreTheMost() {
    assertThat(Report.MOST_CALLS).isEqualTo(3);
  }
}
