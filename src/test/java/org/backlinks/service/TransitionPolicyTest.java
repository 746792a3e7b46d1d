package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.majestic.Job;
import org.backlinks.report.Billing;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;

class TransitionPolicyTest {
  private static final Units BOUND = new Units(10_000, 200);
  private static final Globals CHARGED = SampleAnswers.charge(10_000L, 7L);
  private static final Globals NO_CHARGES = Globals.NONE;
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration DEADLINE = Duration.ofHours(24);
  private static final Answer REFUSED =
      new Answer.Refused(NO_CHARGES, RefusalReason.OTHER, "No", "no");

  private final TransitionPolicy policy = ServiceParts.transitionPolicy(Settings.from(Map.of()));
  private final Report held = HeldReports.withOneCall();
  private final Report queued = next(held, SampleAnswers.queued(NO_CHARGES));

  @Test
  void rowsMakeReportReadyUnderVersionThatStoredThem() {
    Report ready = policy.nextReport(held, SampleAnswers.rows(CHARGED), 7, NOW);
    assertThat(ready.state()).isEqualTo(new State.Ready(NOW, 7));
    assertThat(ready.lifetime().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(30)));
  }

  @Test
  void reportNeverOutlivesRowsThatWereStoredEarly() {
    Instant late = NOW.plus(Duration.ofDays(10));
    Report ready = policy.nextReport(held, SampleAnswers.rows(CHARGED), 7, late);
    assertThat(ready.lifetime().expiresAt())
        .isEqualTo(held.lifetime().createdAt().plus(Duration.ofDays(30 + 1 + 1)));
    Report fresh = policy.nextReport(held, SampleAnswers.rows(CHARGED), late);
    assertThat(fresh.lifetime().expiresAt()).isEqualTo(late.plus(Duration.ofDays(30)));
  }

  @Test
  void callFailsWhenAnswerHasNoList() {
    Report failed = next(held, SampleAnswers.withoutLists(CHARGED));
    assertThat(failed.problem().kind()).isEqualTo(Kind.UPSTREAM_UNREADABLE);
  }

  @Test
  void emptyAnswerIsResultAfterMaximumOfEmptyAnswers() {
    Report polled = queued;
    for (int i = 1; i < PollSchedule.MAX_EMPTY_ANSWERS; i++) {
      polled = next(polled, SampleAnswers.withoutLists(NO_CHARGES));
      assertThat(((State.Queued) polled.state()).emptyAnswers()).isEqualTo(i);
    }
    assertThat(next(polled, SampleAnswers.withoutLists(NO_CHARGES)).state())
        .isInstanceOf(State.Ready.class);
  }

  @Test
  void onlyConsecutiveEmptyAnswersAreCounted() {
    Report polled = next(queued, SampleAnswers.withoutLists(NO_CHARGES));
    Report again = next(polled, SampleAnswers.queued(NO_CHARGES));
    assertThat(((State.Queued) again.state()).emptyAnswers()).isZero();
    assertThat(((State.Queued) again.state()).pollCount()).isEqualTo(2);
  }

  @Test
  void emptyAnswerIsResultWhenCharged() {
    assertThat(next(queued, SampleAnswers.withoutLists(CHARGED)).state())
        .isInstanceOf(State.Ready.class);
  }

  @Test
  void queuedReportIsReleasedWithAllTokensOfItsJob() {
    Report first = next(held, new Answer.Queued(NO_CHARGES, job("JobToken", "a"), null));
    Report second = next(first, new Answer.Queued(NO_CHARGES, job("JobID", "17"), null));
    assertThat(second.state().tokens()).isEqualTo(Map.of("JobToken", "a", "JobID", "17"));
    assertThat(second.isHeld()).isFalse();
  }

  @Test
  void pollFollowsRetryAfterOfUpstream() {
    Answer hinted = new Answer.Queued(NO_CHARGES, job("JobID", "17"), Duration.ofSeconds(77));
    assertThat(next(held, hinted).dueAt()).hasValue(NOW.plusSeconds(77));
    Answer busy = new Answer.Unavailable("HTTP 503", true, Duration.ofSeconds(88));
    assertThat(next(queued, busy).dueAt()).hasValue(NOW.plusSeconds(88));
  }

  @Test
  void holderLooksForFileWhenJobIsDone() {
    Report downloading = next(held, SampleAnswers.downloadReady(NO_CHARGES));
    assertThat(downloading.state()).isEqualTo(new State.Downloading(Map.of("JobID", "17"), NOW, 0));
    assertThat(downloading.isHeld()).isTrue();
    assertThat(downloading.billing().usage().polls()).isEqualTo(1);
  }

  @Test
  void commandIsPolledWhenFileHasNoId() {
    Answer ready = new Answer.DownloadReady(NO_CHARGES, job("JobToken", "a"));
    assertThat(next(held, ready).state()).isInstanceOf(State.Queued.class);
  }

  @Test
  void refusedFileFailsReport() {
    Report downloading = next(held, SampleAnswers.downloadReady(NO_CHARGES));
    assertThat(next(downloading, REFUSED).problem().kind()).isEqualTo(Kind.UPSTREAM_REFUSED);
  }

  @Test
  void refusedPollIsRepeatedAndRefusedCallFails() {
    assertThat(next(queued, REFUSED).state()).isInstanceOf(State.Queued.class);
    assertThat(next(held, REFUSED).problem().kind()).isEqualTo(Kind.UPSTREAM_REFUSED);
  }

  @Test
  void jobFailsAtDeadline() {
    Instant deadline = held.lifetime().createdAt().plus(DEADLINE);
    Report failed = policy.nextReport(queued, SampleAnswers.queued(NO_CHARGES), deadline);
    assertThat(failed.problem().kind()).isEqualTo(Kind.UPSTREAM_TIMEOUT);
  }

  @Test
  void holderContinuesWithNextListAfterFirstOne() {
    Report first =
        next(HeldReports.withCallPerList(BOUND), SampleAnswers.oneList(NO_CHARGES, "url", 9));
    assertThat(first.progress().completed()).containsOnlyKeys("url");
    assertThat(first.isBeforeCall()).isTrue();
    assertThat(first.isHeld()).isTrue();
    Report last =
        next(first.withCallCounted(NOW, LEASE), SampleAnswers.oneList(NO_CHARGES, "rootDomain", 9));
    assertThat(last.state()).isInstanceOf(State.Ready.class);
    assertThat(last.progress().completed()).containsOnlyKeys("url", "rootDomain");
  }

  @Test
  void reportContinuesWithoutListWhenUpstreamRefusesIt() {
    Report first =
        next(HeldReports.withCallPerList(BOUND), SampleAnswers.oneList(NO_CHARGES, "url", 9));
    Report ready = next(first.withCallCounted(NOW, LEASE), REFUSED);
    assertThat(ready.state()).isInstanceOf(State.Ready.class);
    assertThat(ready.progress().missing()).containsExactly("rootDomain");
    assertThat(ready.progress().warnings())
        .containsExactly("there is no list for the scope rootDomain: Upstream refused with No: no");
  }

  @Test
  void laterListIsRetriedOnlyWhenUncharged() {
    Report first =
        next(HeldReports.withCallPerList(BOUND), SampleAnswers.oneList(NO_CHARGES, "url", 9));
    Report second = first.withCallCounted(NOW, LEASE);
    Report retried = next(second, new Answer.Unavailable("no connection", true, null));
    assertThat(retried.isBeforeCall()).isTrue();
    assertThat(retried.isHeld()).isFalse();
    assertThat(next(second, new Answer.Unavailable("broke", false, null)).state())
        .isInstanceOf(State.Ready.class);
  }

  @Test
  void jobIsNotPolledForeverWhenChargedAnswersAreLost() {
    Report queued = policy.nextReport(held, SampleAnswers.queued(NO_CHARGES), NOW);
    for (Globals charge :
        List.of(SampleAnswers.charge(10_000L, 7L), SampleAnswers.charge(0L, 180L))) {
      Report polled = queued;
      for (int i = 1; i < Report.MAX_PAID_CALLS; i++) {
        polled = policy.nextReport(polled, new Answer.Unreadable(charge, "cut"), NOW);
        assertThat(polled.state()).as("after %d answers", i).isInstanceOf(State.Queued.class);
        polled = policy.nextReport(polled, new Answer.TimedOut(NO_CHARGES, "late"), NOW);
        assertThat(polled.state())
            .as("after an answer without charge")
            .isInstanceOf(State.Queued.class);
      }
      assertEnded(polled, SampleAnswers.rows(charge), chargedTimes(charge, 3));
      assertEnded(polled, new Answer.Unreadable(charge, "cut"), chargedTimes(charge, 3));
    }
  }

  @Test
  void missingFileIsLookedUpUntilDeadlineAndCostsJobCharge() {
    Map<String, String> tokens = Map.of("JobID", "17");
    Report downloading =
        policy.nextReport(held, new Answer.DownloadReady(CHARGED, new Job(tokens)), NOW);
    Report again = policy.nextReport(downloading, new Answer.DownloadGone(), NOW.plusSeconds(1));
    assertThat(again.state()).isInstanceOf(State.Downloading.class);
    assertThat(again.dueAt()).hasValueSatisfying(due -> assertThat(due).isAfter(NOW));
    Instant deadline =
        held.lifetime().createdAt().plus(Settings.from(Map.of()).polling().deadline());
    Report late = policy.nextReport(downloading, new Answer.DownloadGone(), deadline);
    assertThat(late.state()).isInstanceOf(State.Failed.class);
    assertThat(settledCost(late)).isEqualTo(new Units(10_000, 7));
    Report silent =
        policy.nextReport(held, new Answer.DownloadReady(NO_CHARGES, new Job(tokens)), NOW);
    assertThat(settledCost(policy.nextReport(silent, new Answer.DownloadGone(), deadline)))
        .isEqualTo(BOUND);
  }

  @Test
  void unstorableAnswerEndsReportAtItsCostWithoutRetry() {
    Report ended = policy.failAsUnstorable(held, SampleAnswers.rows(CHARGED), NOW);
    assertThat(settledCost(ended)).isEqualTo(new Units(10_000, 7));
    assertThat(ended.problem().kind()).isEqualTo(Problem.Kind.INTERNAL);
    assertThat(ended.problem().retryable()).isFalse();
    assertThat(settledCost(policy.failAsUnstorable(held, SampleAnswers.rows(NO_CHARGES), NOW)))
        .isEqualTo(BOUND);
  }

  private static Units chargedTimes(Globals charge, int times) {
    return Reservation.reportedCharge(charge).orElse(Units.ZERO).times(times);
  }

  @Test
  void reportFailsWhenItsPartsAreUnreadable() {
    Report ready = next(held, SampleAnswers.rows(CHARGED));
    Report failed = policy.failAsUnreadableParts(ready, NOW);
    assertThat(failed.problem().kind()).isEqualTo(Kind.INTERNAL);
    assertThat(failed.billing()).isEqualTo(ready.billing());
  }

  @Test
  void reportIsGivenUpAtDeadlineOrAfterLastPaidCall() {
    Report uncalled = held.withBilling(Billing::withoutCall);
    Instant deadline = held.lifetime().createdAt().plus(DEADLINE);
    assertThat(policy.isGiveUpDue(uncalled, deadline.minusMillis(1))).isFalse();
    assertThat(policy.isGiveUpDue(uncalled, deadline)).isTrue();
    Report twice = held.withCallCounted(NOW, LEASE);
    assertThat(policy.isGiveUpDue(twice, NOW)).isFalse();
    assertThat(policy.isGiveUpDue(twice.withCallCounted(NOW, LEASE), NOW)).isTrue();
  }

  @Test
  void interruptedJobIsGivenUpWhenItsLastLookWasAnHourAfterDeadline() {
    Instant deadline = held.lifetime().createdAt().plus(DEADLINE);
    Report polled = queued;
    for (int i = 0; i < 3; i++) {
      polled = polled.withBilling(Billing::withPollCounted);
    }
    Report early = polled.takeOver(deadline, LEASE);
    assertThat(policy.isGiveUpDue(early, deadline.plusSeconds(7_200))).isFalse();
    Report late = early.takeOver(deadline.plusSeconds(3_600), LEASE);
    assertThat(policy.isGiveUpDue(late, deadline.plusSeconds(7_200))).isTrue();
    assertThat(policy.isGiveUpDue(queued, deadline.plusSeconds(3_600))).isFalse();
    assertThat(policy.isGiveUpDue(queued, queued.lifetime().expiresAt())).isTrue();
  }

  @Test
  void reportThatIsGivenUpBeforeItsCallCostsNothing() {
    Report failed = policy.giveUp(held.withBilling(Billing::withoutCall), NOW);
    assertThat(settledCost(failed)).isEqualTo(Units.ZERO);
    assertThat(failed.problem().retryable()).isTrue();
  }

  @Test
  void reportWithPartsIsReadyWithoutListThatIsGivenUp() {
    Report first =
        next(HeldReports.withCallPerList(BOUND), SampleAnswers.oneList(NO_CHARGES, "url", 9));
    Report ready = policy.giveUp(first.withCallCounted(NOW, LEASE), NOW);
    assertThat(ready.state()).isInstanceOf(State.Ready.class);
    assertThat(ready.progress().missing()).containsExactly("rootDomain");
  }

  private Report next(Report before, Answer answer) {
    return policy.nextReport(before, answer, NOW);
  }

  private void assertEnded(Report before, Answer answer, Units cost) {
    Report ended = policy.nextReport(before, answer, NOW.plusSeconds(1));
    assertThat(ended.state().isPending()).as("pending after %s", answer).isFalse();
    assertThat(settledCost(ended)).as("the cost of %s", answer).isEqualTo(cost);
    assertThat(ended.billing().usage().estimated()).isFalse();
    assertThat(ended.billing().usage().charged().analysis()).isEqualTo(cost.analysis());
    assertThat(ended.billing().usage().charged().retrieval()).isEqualTo(cost.retrieval());
  }

  private static Units settledCost(Report report) {
    Reservation reservation = report.billing().reservation();
    assertThat(reservation).isNotNull();
    return reservation.cost();
  }

  private static Job job(String name, String token) {
    return new Job(Map.of(name, token));
  }
}
