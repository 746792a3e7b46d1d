package org.backlinks.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backlinks.question.Question;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;

/**
 * Sends the requests of one run to the stores. Other runs use the same table, so that only reports
 * of this run are returned as due.
 */
final class StoreReportTable implements ReportTable {
  private static final int MAX_DUE = 5_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final StoreFixture stores;
  private final Set<ReportId> ownReports = new HashSet<>();

  StoreReportTable(StoreFixture stores) {
    this.stores = stores;
  }

  @Override
  public Optional<Report> find(ReportId id) {
    return stores.reportStore().find(id);
  }

  @Override
  public QuestionSlots findSlots(Question question) {
    return stores.claimTransactions().findSlots(question.fingerprint());
  }

  @Override
  public boolean claim(Report report, QuestionSlots seen) {
    ownReports.add(report.id());
    return stores.claimTransactions().claim(report, seen, null, List.of(), TIMEOUT)
        == ReservationResult.WRITTEN;
  }

  @Override
  public boolean takeOver(Report stored, Report takenOver) {
    return stores.reportStore().takeOver(stored, takenOver);
  }

  @Override
  public boolean makeDueNow(Report stored, Report due) {
    return stores.reportStore().makeDueNow(stored, due);
  }

  @Override
  public boolean save(Report report) {
    return stores.reportStore().save(report);
  }

  @Override
  public boolean finish(Report report) {
    return stores.reportStore().finish(report);
  }

  @Override
  public boolean renewLease(Report report, Instant leaseEnd) {
    return stores.reportStore().renewLease(report, leaseEnd);
  }

  @Override
  public boolean delete(Report stored, Report tombstone) {
    return stores.reportStore().delete(stored, tombstone, "mark");
  }

  @Override
  public List<ReportId> findDue(Instant now) {
    return DueReportReader.readIds(stores.dueIndex(), now, MAX_DUE).stream()
        .filter(ownReports::contains)
        .toList();
  }
}
