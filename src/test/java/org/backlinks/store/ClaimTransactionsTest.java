package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.backlinks.question.Question;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ClaimTransactionsTest {
  private static final Duration TTL = Duration.ofDays(30);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Problem PROBLEM = Problem.of(Problem.Kind.UPSTREAM_REFUSED, "No.");

  private static ReportTestTable table;

  @BeforeAll
  static void start() {
    table = new ReportTestTable();
  }

  @AfterAll
  static void stop() {
    table.close();
  }

  @BeforeEach
  void emptyTable() {
    table.clear();
  }

  @Test
  void claimWritesReportAndUnderwaySlot() {
    Report report = table.claimedReport();
    assertThat(table.reportStore().find(report.id())).hasValue(report);
    assertThat(table.findSlots(report))
        .isEqualTo(new QuestionSlots(null, Instant.EPOCH, Instant.EPOCH, report.id(), null));
  }

  @Test
  void onlyOneOfConcurrentClaimsWritesItsReport() throws Exception {
    Question question = SampleReports.question();
    List<Report> rivals = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      rivals.add(SampleReports.claimed(question));
    }
    List<Boolean> results =
        ReportTestTable.runTogether(
            rivals.stream().map(rival -> claimTask(rival, QuestionSlots.EMPTY)).toList());
    assertThat(results).containsOnlyOnce(true);
    Report winner = rivals.get(results.indexOf(true));
    assertThat(table.findSlots(winner).underwayId()).isEqualTo(winner.id());
    assertThat(rivals)
        .filteredOn(rival -> table.reportStore().find(rival.id()).isPresent())
        .containsOnly(winner);
    assertThat(table.items()).hasSize(2);
  }

  @Test
  void conflictingClaimWritesNothing() {
    Report first = table.claimedReport();
    List<Map<String, AttributeValue>> before = table.items();
    assertThat(
            table
                .claimTransactions()
                .claim(
                    SampleReports.claimed(first.question()),
                    QuestionSlots.EMPTY,
                    null,
                    List.of(),
                    TIMEOUT))
        .isEqualTo(ReservationResult.CONFLICT);
    assertThat(table.items()).isEqualTo(before);
  }

  @Test
  void claimConflictsWhenReportBecameReady() {
    Report ready = table.finishedReport();
    assertThat(
            table
                .claimTransactions()
                .claim(
                    SampleReports.claimed(ready.question()),
                    QuestionSlots.EMPTY,
                    null,
                    List.of(),
                    TIMEOUT))
        .isEqualTo(ReservationResult.CONFLICT);
  }

  @Test
  void claimReplacesAbandonedReportUnderway() {
    Report abandoned = table.claimedReport();
    Report next = SampleReports.claimed(abandoned.question());
    assertThat(
            table
                .claimTransactions()
                .claim(next, table.findSlots(abandoned), null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(table.findSlots(abandoned).underwayId()).isEqualTo(next.id());
  }

  @Test
  void onlyOneClaimReplacesAbandonedReportUnderway() {
    Report abandoned = table.claimedReport();
    QuestionSlots seen = table.findSlots(abandoned);
    Report next = SampleReports.claimed(abandoned.question());
    assertThat(table.claimTransactions().claim(next, seen, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(
            table
                .claimTransactions()
                .claim(SampleReports.claimed(abandoned.question()), seen, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.CONFLICT);
    assertThat(table.findSlots(abandoned).underwayId()).isEqualTo(next.id());
  }

  @Test
  void claimKeepsReadySlot() {
    Report ready = table.finishedReport();
    Report next = SampleReports.claimed(ready.question());
    assertThat(
            table.claimTransactions().claim(next, table.findSlots(ready), null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(table.findSlots(ready).readyId()).isEqualTo(ready.id());
    assertThat(table.findSlots(ready).underwayId()).isEqualTo(next.id());
  }

  private static Callable<Boolean> claimTask(Report report, QuestionSlots seen) {
    return () ->
        table.claimTransactions().claim(report, seen, null, List.of(), TIMEOUT)
            == ReservationResult.WRITTEN;
  }
}
