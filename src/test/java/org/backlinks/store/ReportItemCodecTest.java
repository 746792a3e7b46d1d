package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.backlinks.report.SampleReports.NOW;

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
import org.backlinks.report.Lease;
import org.backlinks.report.Lifetime;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.RemainingUnits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ReportItemCodecTest {
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
        new State.Deleted(true),
        new State.Deleted(false));
  }

  @ParameterizedTest
  @MethodSource("states")
  void stateIsDecodedAsEncoded(State state) {
    assertDecodedAsEncoded(SampleReports.withState(state, SampleReports.claimed()));
  }

  @ParameterizedTest
  @MethodSource("states")
  void reportIsIndexedAsDueOnlyWhenPendingOrUnsettled(State state) {
    Item item = ReportItemCodec.encode(SampleReports.withState(state, SampleReports.claimed()));
    boolean isDue = state.isPending() || state.equals(new State.Deleted(false));
    assertThat(item.values().containsKey(TableAttributes.DUE_AT)).isEqualTo(isDue);
    assertThat(item.values().containsKey(TableAttributes.DUE_SHARD)).isEqualTo(isDue);
  }

  @Test
  void questionIsDecodedAsEncoded() {
    Question question =
        new Question(
            Target.of("https://example.com/ä?q=\"|'"),
            EnumSet.allOf(Scope.class),
            Index.FRESH,
            50_000,
            3,
            true,
            Command.GET_BACK_LINK_DATA,
            true);
    assertDecodedAsEncoded(SampleReports.claimed(question));
  }

  @Test
  void previousReportIsDecodedAsEncodedAndOmittedWhenAbsent() {
    Report report = SampleReports.claimed();
    assertThat(ReportItemCodec.encode(report).values()).doesNotContainKey("previousId");
    assertDecodedAsEncoded(SampleReports.withPreviousId(SampleReports.id(), report));
  }

  @Test
  void usageIsDecodedAsEncodedWhenPartlyUnknown() {
    assertDecodedAsEncoded(reportWithUsage(Usage.NONE));
    assertDecodedAsEncoded(
        reportWithUsage(
            new Usage(
                new PartialUnits(0L, null),
                new RemainingUnits(Long.MAX_VALUE, null, 0L),
                3,
                40,
                true)));
    assertDecodedAsEncoded(
        reportWithUsage(
            new Usage(
                new PartialUnits(5_000L, 1L),
                new RemainingUnits(97_072_651L, 19_462_825L, 1_010L),
                1,
                0,
                false)));
  }

  @Test
  void progressIsDecodedAsEncodedAndOmittedWhenEmpty() {
    Report report = SampleReports.claimed();
    assertDecodedAsEncoded(
        report.withProgress(progress ->
            progress
                .withPart("url", 3)
                .withoutPart("subdomain", "Refused.")
                .withWarning("Odd: ä.")));
    assertDecodedAsEncoded(
        report
            .withProgress(progress -> progress.withPart("url", 3))
            .advanceToCall(
                Map.of("cmd", "GetBackLinkData"), NOW, Duration.ofSeconds(60), Globals.NONE));
    assertThat(ReportItemCodec.encode(report).values())
        .doesNotContainKeys("done", "lacking", "settled", "warnings");
  }

  @Test
  void instantsKeepMillisecondsAndExpiryKeepsSeconds() {
    Report report = SampleReports.claimed();
    Lifetime lifetime = new Lifetime(NOW.plusNanos(987_654_321), NOW.plusMillis(1_999));
    Lease lease = new Lease(7, NOW.plusNanos(123_456_789));
    Report precise = SampleReports.withLease(lease, SampleReports.withLifetime(lifetime, report));
    Report decoded = ReportItemCodec.decode(Item.from(ReportItemCodec.encode(precise).values()));
    assertThat(decoded.lease().end()).isEqualTo(NOW.plusMillis(123));
    assertThat(decoded.lifetime().createdAt()).isEqualTo(NOW.plusMillis(987));
    assertThat(decoded.lifetime().expiresAt()).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void shardsAreFourAndDependOnId() {
    assertThat(Stream.generate(SampleReports::id).limit(200).map(DueIndex::shard).distinct())
        .containsExactlyInAnyOrder("0", "1", "2", "3");
  }

  @Test
  void decodeFailsWhenStateIsUnknown() {
    Item item = ReportItemCodec.encode(SampleReports.claimed());
    item.values().put("state", AttributeValue.fromS("archived"));
    assertThatIllegalStateException()
        .isThrownBy(() -> ReportItemCodec.decode(item))
        .withMessageContaining("archived");
  }

  private static Report reportWithUsage(Usage usage) {
    Report report = SampleReports.claimed();
    return SampleReports.withUsage(usage, report);
  }

  private static void assertDecodedAsEncoded(Report report) {
    assertThat(ReportItemCodec.decode(Item.from(ReportItemCodec.encode(report).values())))
        .isEqualTo(report);
  }
}
