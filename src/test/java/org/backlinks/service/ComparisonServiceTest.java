package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.backlinks.changes.ComparedReports;
import org.backlinks.changes.Comparison;
import org.backlinks.changes.ComparisonResult;
import org.backlinks.local.TableFault;
import org.backlinks.question.ChangeSubject;
import org.backlinks.question.EarlierReport;
import org.backlinks.question.FieldError;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.store.ComparisonStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ComparisonServiceTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private static final String TARGET = "http://rows-30.example.com/";

  /** The kinds of the items that a read of rows has. */
  private static final Set<String> ROW_ITEMS = Set.of("manifest", "chunk");

  private static final EarlierReport PREVIOUS = new EarlierReport.Previous();

  private final AtomicInteger rowReads = new AtomicInteger();
  private ServiceFixture service;

  /** Knows only what the table has. */
  private ServiceFixture otherProcess;

  @BeforeEach
  void start() {
    service = ENVIRONMENT.newService();
    otherProcess = ENVIRONMENT.newService();
  }

  @AfterEach
  void stop() {
    service.close();
    otherProcess.close();
  }

  private Report ask(String target, String... parameters) {
    service.clock.advance(Duration.ofDays(2));
    return service.askForReport(target, parameters);
  }

  private ReportPair.Ready pair() {
    ask(TARGET, "maxBacklinks", "20");
    Report before = ask(TARGET, "maxBacklinks", "20");
    Report after = ask(TARGET, "maxBacklinks", "30");
    return (ReportPair.Ready)
        service.comparisonService.findPair(after.id(), new EarlierReport.Named(before.id().text()));
  }

  private static List<String> errors(ReportPair pair) {
    return ((ReportPair.NotComparable) pair).errors().stream().map(FieldError::field).toList();
  }

  @Test
  void previousReportIsFound() {
    Report before = ask(TARGET);
    Report after = ask(TARGET);
    assertThat(service.comparisonService.findPair(after.id(), PREVIOUS))
        .isEqualTo(new ReportPair.Ready(service.storedReport(before), service.storedReport(after)));
    assertThat(errors(service.comparisonService.findPair(before.id(), PREVIOUS)))
        .containsExactly("since");
  }

  @Test
  void reportsThatAreGoneOrNotReadyAreToldApart() {
    Report ready = ask(TARGET);
    Report pending = ask("http://rows-3.example.com/", "wait", "0");
    ComparisonService comparisons = service.comparisonService;
    assertThat(comparisons.findPair(SampleReports.id(), PREVIOUS))
        .isEqualTo(new ReportPair.Missing());
    assertThat(comparisons.findPair(ready, new EarlierReport.Named("no id")))
        .isEqualTo(new ReportPair.Missing());
    assertThat(comparisons.findPair(pending, new EarlierReport.Named(ready.id().text())))
        .isEqualTo(new ReportPair.NotReady(pending));
    assertThat(comparisons.findPair(ready, new EarlierReport.Named(pending.id().text())))
        .isEqualTo(new ReportPair.NotReady(service.storedReport(pending)));
    Report other = ask("http://rows-2.example.com/", "index", "fresh");
    assertThat(errors(comparisons.findPair(other, new EarlierReport.Named(ready.id().text()))))
        .containsExactly("target", "index");
  }

  @Test
  void storedComparisonServesOtherProcesses() throws IOException {
    ReportPair.Ready pair = pair();
    Comparison first = (Comparison) service.comparisonService.compare(pair, ChangeSubject.LINK);
    assertThat(first.links().size()).isEqualTo(10);
    countRowReads();
    Comparison second =
        (Comparison) otherProcess.comparisonService.compare(pair, ChangeSubject.LINK);
    assertThat(second.lists()).isEqualTo(first.lists());
    assertThat(second.links().size()).isEqualTo(10);
    assertThat(rowReads).hasValue(0);
    assertThat(second.domains()).isEmpty();
    Comparison ofDomains =
        (Comparison) otherProcess.comparisonService.compare(pair, ChangeSubject.DOMAIN);
    assertThat(ofDomains.domains()).isEqualTo(first.domains()).isNotEmpty();
    assertThat(ofDomains.links().size()).isZero();
    ComparedReports opened = service.comparisonService.open(pair, second);
    assertThat(opened.beforeSnapshot().manifest().command()).isEqualTo("GetTopBackLinks");
    assertThat(opened.after()).isEqualTo(pair.after());
  }

  @Test
  void pairIsFoundWithTheExpectedReport() throws IOException {
    ReportPair.Ready pair = pair();
    ComparisonService comparisons = service.comparisonService;
    EarlierReport since = new EarlierReport.Named(pair.before().id().text());
    assertThat(comparisons.findPair(pair.after().id(), since, pair.before().id())).isEqualTo(pair);
    assertThat(comparisons.findPair(pair.after().id(), since, SampleReports.id())).isEqualTo(pair);
    assertThat(comparisons.findPair(SampleReports.id(), since, pair.before().id()))
        .isEqualTo(new ReportPair.Missing());
  }

  @Test
  void laterPageInTheSameProcessReadsNoComparison() throws IOException {
    ReportPair.Ready pair = pair();
    Comparison first = (Comparison) service.comparisonService.compare(pair, ChangeSubject.LINK);
    ENVIRONMENT.proxy().setRule(_ -> Optional.of(TableFault.REJECTED));
    Comparison second = (Comparison) service.comparisonService.compare(pair, ChangeSubject.LINK);
    assertThat(second.links()).isSameAs(first.links());
    ReportId before = pair.before().id();
    ReportId after = pair.after().id();
    assertThat(service.comparisonService.findRecent(before, after)).contains(pair);
    assertThat(service.comparisonService.findRecent(after, before)).isEmpty();
    assertThat(otherProcess.comparisonService.findRecent(before, after)).isEmpty();
  }

  private void countRowReads() {
    ENVIRONMENT
        .proxy()
        .setRule(request -> {
          if (ROW_ITEMS.contains(request.itemKind())) {
            rowReads.incrementAndGet();
          }
          return Optional.empty();
        });
  }

  @Test
  void damagedStoredComparisonIsComputedAgain() throws IOException {
    ReportPair.Ready pair = pair();
    ComparisonResult first = service.comparisonService.compare(pair, ChangeSubject.LINK);
    String key = "changes#" + pair.after().id().text() + "#" + pair.before().id().text();
    ENVIRONMENT
        .dynamo()
        .client()
        .updateItem(update ->
            update
                .tableName(service.settings.table().name())
                .key(Map.of("pk", AttributeValue.fromS(key)))
                .updateExpression("SET bytes = :damaged")
                .expressionAttributeValues(
                    Map.of(":damaged", AttributeValue.fromB(SdkBytes.fromUtf8String("damaged")))));
    countRowReads();
    Comparison again =
        (Comparison) otherProcess.comparisonService.compare(pair, ChangeSubject.LINK);
    assertThat(again.lists()).isEqualTo(((Comparison) first).lists());
    assertThat(rowReads).hasPositiveValue();
  }

  @Test
  void comparisonIsReturnedWhenItCannotBeStored() throws IOException {
    ReportPair.Ready pair = pair();
    ENVIRONMENT
        .proxy()
        .setRule(request ->
            request.kind().equals("UpdateItem changes")
                ? Optional.of(TableFault.REJECTED)
                : Optional.empty());
    assertThat(service.comparisonService.compare(pair, ChangeSubject.LINK))
        .isInstanceOf(Comparison.class);
  }

  @Test
  void onlySomeComparisonsOfReportAreStored() throws IOException {
    List<Report> earlier =
        IntStream.rangeClosed(0, ComparisonStore.MAX_COMPARISONS)
            .mapToObj(number -> ask(TARGET, "maxBacklinks", Integer.toString(number + 1)))
            .toList();
    Report after = ask(TARGET, "maxBacklinks", "30");
    for (Report before : earlier) {
      service.comparisonService.compare(new ReportPair.Ready(before, after), ChangeSubject.LINK);
    }
    countRowReads();
    otherProcess.comparisonService.compare(
        new ReportPair.Ready(earlier.getFirst(), after), ChangeSubject.LINK);
    assertThat(rowReads).hasValue(0);
    otherProcess.comparisonService.compare(
        new ReportPair.Ready(earlier.getLast(), after), ChangeSubject.LINK);
    assertThat(rowReads).hasPositiveValue();
  }

  @Test
  void wrongOrderIsNotStored() throws IOException {
    Report before = ask(TARGET);
    Report after = ask(TARGET);
    ReportPair.Ready wrong = new ReportPair.Ready(after, before);
    for (int i = 0; i < 2; i++) {
      assertThat(service.comparisonService.compare(wrong, ChangeSubject.LINK))
          .isEqualTo(
              new ComparisonResult.NotComparable(
                  List.of(new FieldError("since", "must be the earlier one of the two reports"))));
    }
  }

  @Test
  void pendingReportsAreNotCompared() {
    Report pending = ask(TARGET, "wait", "0");
    assertThatThrownBy(() ->
            service.comparisonService.compare(
                new ReportPair.Ready(pending, pending), ChangeSubject.LINK))
        .isInstanceOf(IllegalStateException.class);
  }
}
