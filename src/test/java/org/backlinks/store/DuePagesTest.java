package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DuePagesTest {
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
  void dueReportsAreReturnedOnceAcrossPages() {
    List<Report> due = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      due.add(
          SampleReports.claimed()
              .releaseUntil(SampleReports.queued(NOW.minusSeconds(i)), Globals.NONE));
    }
    StoredReportWriter.write(table.client(), ReportTestTable.NAME, due);
    List<ReportId> ids = new ArrayList<>();
    DuePages<ReportId> pages = table.dueIndex().findDue(NOW);
    int count = 0;
    while (pages.hasNext()) {
      pages.next().forEach(report -> ids.add(report.id()));
      count++;
    }
    assertThat(ids).containsExactlyInAnyOrderElementsOf(due.stream().map(Report::id).toList());
    assertThat(count).isBetween(2, 4);
  }

  @Test
  void dueReportsAreReturnedOldestFirstFromAllShards() {
    List<ReportId> expected = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      Report report = table.claimedReport();
      Instant next = NOW.minusSeconds(1_000 - i);
      table.reportStore().save(report.releaseUntil(SampleReports.queued(next), Globals.NONE));
      expected.add(report.id());
    }
    assertThat(expected).extracting(DueIndex::shard).contains("0", "1", "2", "3");
    assertThat(DueReportReader.readIds(table.dueIndex(), NOW, 100)).isEqualTo(expected);
    assertThat(DueReportReader.readIds(table.dueIndex(), NOW, 3)).isEqualTo(expected.subList(0, 3));
    assertThat(table.dueIndex().findDue(NOW).next())
        .startsWith(new DuePages.Due<>(NOW.minusSeconds(1_000), expected.getFirst()));
    assertThat(DueReportReader.readIds(table.dueIndex(), NOW.minusSeconds(999), 100))
        .isEqualTo(expected.subList(0, 2));
  }

  @Test
  void heldReportIsDueOnlyWhenLeaseHasEnded() {
    Report held = table.claimedReport();
    Instant due = held.dueAt().orElseThrow();
    assertThat(DueReportReader.readIds(table.dueIndex(), due.minusMillis(1), 9)).isEmpty();
    assertThat(DueReportReader.readIds(table.dueIndex(), due, 9)).containsExactly(held.id());
    table.reportStore().renewLease(held, held.lease().end().plusSeconds(15));
    assertThat(DueReportReader.readIds(table.dueIndex(), due, 9)).isEmpty();
    assertThat(DueReportReader.readIds(table.dueIndex(), due.plusSeconds(15), 9))
        .containsExactly(held.id());
  }

  @Test
  void dueIndexContainsOnlyPendingReports() {
    Report pending = table.claimedReport();
    table.finishedReport();
    Report failed = table.claimedReport();
    table.reportStore().finish(failed.fail(NOW, TTL, PROBLEM, Globals.NONE));
    Report deleted = table.claimedReport();
    table.reportStore().delete(deleted, deleted.delete(NOW), "mark");
    var index =
        table.client().scan(scan -> scan.tableName(ReportTestTable.NAME).indexName("due")).items();
    assertThat(index)
        .extracting(item -> String.valueOf(item.get("pk")))
        .singleElement()
        .asString()
        .contains(pending.id().text());
    assertThat(DueReportReader.readIds(table.dueIndex(), NOW.plus(TTL), 9))
        .containsExactly(pending.id());
  }
}
