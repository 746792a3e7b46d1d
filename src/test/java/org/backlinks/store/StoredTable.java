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

/** The store itself, as one run sees it that shares the table with others. */
final class StoredTable implements ReportTable {
  private static final int MANY = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Reports reports;
  private final Set<ReportId> own = new HashSet<>();

  StoredTable(Reports reports) {
    this.reports = reports;
  }

  @Override
  public Optional<Report> find(ReportId id) {
    return reports.find(id);
  }

  @Override
  public Slots slots(Question question) {
    return reports.slots(question.fingerprint());
  }

  @Override
  public boolean claim(Report report, Slots seen) {
    own.add(report.id());
    return reports.claim(report, seen, null, PATIENCE) == Written.DONE;
  }

  @Override
  public boolean replace(Report stored, Report next) {
    return reports.replace(stored, next);
  }

  @Override
  public boolean save(Report report) {
    return reports.save(report);
  }

  @Override
  public boolean finish(Report report) {
    return reports.finish(report);
  }

  @Override
  public boolean renew(Report report, Instant leaseEnd) {
    return reports.renew(report, leaseEnd);
  }

  @Override
  public boolean delete(Report stored, Report tombstone) {
    return reports.delete(stored, tombstone);
  }

  @Override
  public List<ReportId> due(Instant now) {
    return DueIds.of(reports, now, MANY).stream().filter(own::contains).toList();
  }
}
