package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.backlinks.config.Settings;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.report.Billing;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureProblemsTest {
  private static final Duration FIRST_DELAY = Duration.ofSeconds(15);

  private final FailureProblems problems =
      new FailureProblems(
          new PollSchedule(
              Settings.from(Map.of("BACKLINKS_POLL_FIRST", "PT15S")), new SplittableRandom(1)));
  private final Report called = HeldReports.withOneCall();

  @ParameterizedTest
  @EnumSource
  void refusalKeepsCodeAndMessageOfUpstream(RefusalReason reason) {
    Problem problem =
        FailureProblems.refused(new Answer.Refused(Globals.NONE, reason, "NoUnits", "Buy some."));
    assertThat(problem.detail()).isEqualTo("Upstream refused with NoUnits: Buy some.");
    assertThat(problem.kind())
        .isEqualTo(
            reason == RefusalReason.UNITS_EXHAUSTED
                ? Kind.UPSTREAM_UNITS_EXHAUSTED
                : Kind.UPSTREAM_REFUSED);
  }

  @Test
  void unavailableUpstreamIsRetriedAfterHintOrFirstDelay() {
    Duration hint = Duration.ofSeconds(77);
    Problem hinted = problems.unavailable(new Answer.Unavailable("HTTP 503", true, hint));
    assertThat(hinted.kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    assertThat(hinted.retryAfter()).isEqualTo(hint);
    Problem silent = problems.unavailable(new Answer.Unavailable("no connection", true, null));
    assertThat(silent.detail()).isEqualTo("No connection.");
    assertThat(silent.retryAfter()).isEqualTo(FIRST_DELAY);
  }

  @Test
  void brokenAnswersHaveDifferentKinds() {
    Problem late = FailureProblems.timedOut(new Answer.TimedOut(Globals.NONE, "no first byte"));
    assertThat(late.kind()).isEqualTo(Kind.UPSTREAM_TIMEOUT);
    assertThat(late.detail()).isEqualTo("No first byte.");
    Problem broken = FailureProblems.unreadable(new Answer.Unreadable(Globals.NONE, "no JSON"));
    assertThat(broken.kind()).isEqualTo(Kind.UPSTREAM_UNREADABLE);
    assertThat(broken.detail()).isEqualTo("Upstream's answer can't be read: no JSON.");
  }

  @Test
  void reportThatIsGivenUpDuringJobHasTimedOut() {
    Report queued = SampleReports.withState(SampleReports.queued(NOW), called);
    assertThat(problems.givenUp(queued, NOW)).isEqualTo(problems.timeout());
    assertThat(problems.timeout().kind()).isEqualTo(Kind.UPSTREAM_TIMEOUT);
  }

  @Test
  void reportThatIsGivenUpDuringCallHasUnknownOutcome() {
    Problem problem = problems.givenUp(called, NOW);
    assertThat(problem.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    assertThat(problem.detail()).contains("1 times");
    assertThat(problem.retryable()).isFalse();
  }

  @Test
  void reportThatIsGivenUpBeforeItsCallIsRetryable() {
    Problem problem = problems.givenUp(called.withBilling(Billing::withoutCall), NOW);
    assertThat(problem.kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    assertThat(problem.retryAfter()).isEqualTo(FIRST_DELAY);
    assertThat(problem.retryable()).isTrue();
  }

  @Test
  void postponedReportThatIsGivenUpIsRetriedOnNextDay() {
    Report uncalled = called.withBilling(Billing::withoutCall);
    Problem problem = problems.givenUp(uncalled.postpone(DailySpend.utcDayEnd(NOW)), NOW);
    assertThat(problem.kind()).isEqualTo(Kind.BUDGET_EXCEEDED);
    assertThat(problem.retryAfter()).isEqualTo(Duration.between(NOW, DailySpend.utcDayEnd(NOW)));
  }
}
