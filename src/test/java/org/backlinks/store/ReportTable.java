package org.backlinks.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backlinks.question.Question;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;

/** The requests of workers to the table. Each method makes one request. */
interface ReportTable {
  Optional<Report> find(ReportId id);

  QuestionSlots findSlots(Question question);

  boolean claim(Report report, QuestionSlots seen);

  boolean takeOver(Report stored, Report takenOver);

  boolean makeDueNow(Report stored, Report due);

  boolean save(Report report);

  boolean finish(Report report);

  boolean renewLease(Report report, Instant leaseEnd);

  boolean delete(Report stored, Report tombstone);

  List<ReportId> findDue(Instant now);
}
