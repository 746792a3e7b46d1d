package org.backlinks.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backlinks.question.Question;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;

/** What workers do to stored reports: each call is one request to the table. */
interface ReportTable {
  Optional<Report> find(ReportId id);

  Slots slots(Question question);

  boolean claim(Report report, Slots seen);

  boolean replace(Report stored, Report next);

  boolean save(Report report);

  boolean finish(Report report);

  boolean renew(Report report, Instant leaseEnd);

  boolean delete(Report stored, Report tombstone);

  List<ReportId> due(Instant now);
}
