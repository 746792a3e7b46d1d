package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.backlinks.report.Samples.NOW;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.Samples;
import org.backlinks.report.State;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ReportItemTest {
  static Stream<State> states() {
    return Stream.of(
        new State.Claimed(),
        new State.Queued(Map.of(), NOW, 0, 0),
        new State.Queued(Map.of("JobToken", "a", "AnalysisJobToken", "b"), NOW, 7, 2),
        new State.Downloading(Map.of("DownloadJobID", "18"), NOW.plusMillis(1), 3),
        new State.Ready(NOW.plusMillis(999), 4),
        new State.Failed(NOW, Problem.of(Problem.Kind.UPSTREAM_TIMEOUT, "Too slow: \"ä\".")),
        new State.Failed(
            NOW,
            new Problem(
                Problem.Kind.UPSTREAM_UNAVAILABLE, "Later.", List.of(), Duration.ofSeconds(120))),
        new State.Deleted());
  }

  @ParameterizedTest
  @MethodSource("states")
  void everyStateComesBackAsItWasWritten(State state) {
    assertComesBack(Samples.in(state, Samples.claimed()));
  }

  @ParameterizedTest
  @MethodSource("states")
  void standsInTheIndexOfDueReportsOnlyWhileItIsPending(State state) {
    Item item = ReportItem.write(Samples.in(state, Samples.claimed()));
    assertThat(item.values().containsKey(ReportItem.DUE_AT)).isEqualTo(state.pending());
    assertThat(item.values().containsKey(ReportItem.DUE_SHARD)).isEqualTo(state.pending());
  }

  @Test
  void everyFieldOfTheQuestionComesBack() {
    Question question =
        new Question(
            Target.of("https://example.com/ä?q=\"|'"),
            EnumSet.allOf(Scope.class),
            Index.FRESH,
            50_000,
            3,
            true,
            Command.GET_BACK_LINK_DATA);
    assertComesBack(Samples.claimed(question));
  }

  @Test
  void whatACallCostComesBackAndUnknownStaysUnknown() {
    assertComesBack(with(Usage.NONE));
    assertComesBack(with(new Usage(0L, null, Long.MAX_VALUE, null, 0L, 3, 40, true)));
    assertComesBack(with(new Usage(5_000L, 1L, 97_072_651L, 19_462_825L, 1_010L, 1, 0, false)));
  }

  @Test
  void howFarItIsComesBackAndTakesNoRoomWhereThereIsNothingToSay() {
    Report report = Samples.claimed();
    assertComesBack(report.having("url").lacking("subdomain", "Refused.").warning("Odd: ä."));
    assertComesBack(
        report
            .having("url")
            .before(Map.of("cmd", "GetBackLinkData"), NOW, Duration.ofSeconds(60), Globals.NONE));
    assertThat(ReportItem.write(report).values())
        .doesNotContainKeys("done", "lacking", "settled", "warnings");
  }

  @Test
  void instantsAreKeptToTheMillisecondAndTheExpiryToTheSecond() {
    Report report = Samples.claimed();
    Report odd =
        new Report(
            report.id(),
            7,
            NOW.plusNanos(123_456_789),
            report.question(),
            report.parameters(),
            report.cursorKey(),
            NOW.plusNanos(987_654_321),
            NOW.plusMillis(1_999),
            report.usage(),
            report.state());
    Report back = ReportItem.read(Item.read(ReportItem.write(odd).values()));
    assertThat(back.leaseEnd()).isEqualTo(NOW.plusMillis(123));
    assertThat(back.createdAt()).isEqualTo(NOW.plusMillis(987));
    assertThat(back.expiresAt()).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void theSameReportIsAlwaysInTheSameShard() {
    assertThat(Stream.generate(Samples::id).limit(200).map(ReportItem::shard).distinct())
        .containsExactlyInAnyOrder("0", "1", "2", "3");
  }

  @Test
  void aStateOfALaterVersionIsABug() {
    Item item = ReportItem.write(Samples.claimed());
    item.values().put("state", AttributeValue.fromS("archived"));
    assertThatIllegalStateException()
        .isThrownBy(() -> ReportItem.read(item))
        .withMessageContaining("archived");
  }

  private static Report with(Usage usage) {
    Report report = Samples.claimed();
    return Samples.costing(usage, report);
  }

  private static void assertComesBack(Report report) {
    assertThat(ReportItem.read(Item.read(ReportItem.write(report).values()))).isEqualTo(report);
  }
}
