package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.backlinks.callback.ChangesSummarizer;
import org.backlinks.changes.ComparisonSummary;
import org.backlinks.local.TableFault;
import org.backlinks.question.EarlierReport;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.service.AskResult;
import org.backlinks.service.ServiceEnvironment;
import org.backlinks.service.ServiceFixture;
import org.backlinks.telemetry.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonSummarizerTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private static final Clock CLOCK = Clock.systemUTC();

  private ServiceFixture service;
  private ComparisonSummarizer summarizer;

  @BeforeEach
  void start() {
    service = ENVIRONMENT.newService();
    summarizer =
        new ComparisonSummarizer(
            service.comparisonService, new Metrics(), service.scheduler, CLOCK);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Report ask(String maxBacklinks, String maxAge) {
    ReportRequest request =
        (ReportRequest)
            new RequestReader(true, Set.of())
                .fromJson(
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("target", "rows-9.example.com")
                        .put("maxBacklinks", Integer.parseInt(maxBacklinks))
                        .put("maxAge", maxAge));
    Instant end = service.clock.instant().plusSeconds(300);
    return ((AskResult.Answered) service.reportService.ask(request, end, end, _ -> {})).report();
  }

  private static Instant soon() {
    return CLOCK.instant().plusSeconds(30);
  }

  private static EarlierReport named(Report report) {
    return new EarlierReport.Named(report.id().text());
  }

  @Test
  void summaryHasCountsSinceEarlierReport() {
    Report before = ask("4", "PT24H");
    Report after = ask("9", "PT24H");
    ChangesSummarizer.Result result = summarizer.summarize(after, named(before), soon());
    assertThat(result.warnings()).isEmpty();
    assertThat(result.summary().since()).isEqualTo(before.id());
    assertThat(result.summary().list().counts().unchanged()).isEqualTo(4);
    assertThat(result.summary().list().counts().appeared()).isEqualTo(5);
  }

  @Test
  void warningSaysWhyNothingIsComparable() {
    Report report = ask("4", "PT24H");
    Report later = ask("4", "PT0S");
    assertNone(report, new EarlierReport.Previous(), "no report before");
    assertNone(report, named(later), "since must be the earlier one");
    assertNone(report, new EarlierReport.Named(SampleReports.id().text()), "deleted");
  }

  private void assertNone(Report report, EarlierReport since, String reason) {
    ChangesSummarizer.Result result = summarizer.summarize(report, since, soon());
    assertThat(result.summary()).isEqualTo(ComparisonSummary.NONE);
    assertThat(result.warnings()).singleElement().asString().contains(reason);
  }

  @Test
  void changesAreUnknownWhenTheDeadlineIsOver() {
    Report before = ask("4", "PT24H");
    Report after = ask("9", "PT24H");
    ENVIRONMENT.proxy().setRule(_ -> Optional.of(TableFault.STALLED));
    ChangesSummarizer.Result result =
        summarizer.summarize(after, named(before), CLOCK.instant().plusMillis(200));
    assertThat(result.summary()).isNull();
    assertThat(result.warnings()).singleElement().asString().contains("not enough time");
  }

  static Stream<TableFault> faults() {
    return Stream.of(TableFault.REJECTED, TableFault.SERVER_ERROR, TableFault.THROTTLED);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void changesAreUnknownWhenRowsCannotBeRead(TableFault fault) {
    Report before = ask("4", "PT24H");
    Report after = ask("9", "PT24H");
    ENVIRONMENT
        .proxy()
        .setRule(request ->
            List.of("chunk", "manifest").contains(request.itemKind())
                ? Optional.of(fault)
                : Optional.empty());
    ChangesSummarizer.Result result = summarizer.summarize(after, named(before), soon());
    assertThat(result.summary()).isNull();
    assertThat(result.warnings()).singleElement().asString().contains("could not be read");
  }
}
