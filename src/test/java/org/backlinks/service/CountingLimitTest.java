package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.junit.jupiter.api.Test;

class CountingLimitTest {
  private final CountingLimit limit = new CountingLimit();

  /** Returns a claimed report that asks for a number of rows for each scope. */
  static Report report(int maxBacklinks, Set<Scope> scopes) {
    return SampleReports.claimed(
        new Question(
            new Target("http://example.com/"),
            EnumSet.copyOf(scopes),
            Index.HISTORIC,
            maxBacklinks,
            null,
            false,
            Command.AUTO,
            false));
  }

  @Test
  void severalSmallAnswersAreCountedAtOnce() {
    Report small = report(2_500, Set.of(Scope.URL, Scope.ROOT_DOMAIN));
    assertThat(limit.acquire(small)).isEqualTo(5_000);
    assertThat(limit.acquire(small)).isEqualTo(5_000);
    assertThat(limit.acquire(small)).as("the third one").isZero();
    limit.release(5_000);
    assertThat(limit.acquire(small)).isEqualTo(5_000);
  }

  @Test
  void largeAnswerIsCountedAlone() {
    Report large = report(50_000, Set.of(Scope.URL));
    int rows = limit.acquire(large);
    assertThat(rows).isEqualTo(50_000);
    assertThat(limit.acquire(report(1, Set.of(Scope.URL)))).isZero();
    limit.release(rows);
    assertThat(limit.acquire(large)).isEqualTo(50_000);
  }
}
