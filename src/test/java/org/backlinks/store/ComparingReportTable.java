package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.backlinks.question.Question;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;

/**
 * Sends each request to the store and to the model, and checks that both return the same result.
 */
record ComparingReportTable(ReportTable store, ModelTable model) implements ReportTable {
  @Override
  public Optional<Report> find(ReportId id) {
    Optional<Report> stored = store.find(id);
    assertThat(stored).as("the stored report").isEqualTo(model.find(id));
    return stored;
  }

  @Override
  public QuestionSlots findSlots(Question question) {
    QuestionSlots stored = store.findSlots(question);
    assertThat(stored).as("the stored slots").isEqualTo(model.findSlots(question));
    return stored;
  }

  @Override
  public boolean claim(Report report, QuestionSlots seen) {
    boolean claimed = applyToBoth("claim", report, table -> table.claim(report, seen));
    findSlots(report.question());
    return claimed;
  }

  @Override
  public boolean takeOver(Report stored, Report takenOver) {
    return applyToBoth("take-over", takenOver, table -> table.takeOver(stored, takenOver));
  }

  @Override
  public boolean makeDueNow(Report stored, Report due) {
    return applyToBoth("move of the due time", due, table -> table.makeDueNow(stored, due));
  }

  @Override
  public boolean save(Report report) {
    return applyToBoth("save", report, table -> table.save(report));
  }

  @Override
  public boolean finish(Report report) {
    boolean finished = applyToBoth("finish", report, table -> table.finish(report));
    findSlots(report.question());
    return finished;
  }

  @Override
  public boolean renewLease(Report report, Instant leaseEnd) {
    return applyToBoth("renew", report, table -> table.renewLease(report, leaseEnd));
  }

  @Override
  public boolean delete(Report stored, Report tombstone) {
    boolean deleted = applyToBoth("delete", tombstone, table -> table.delete(stored, tombstone));
    findSlots(tombstone.question());
    return deleted;
  }

  @Override
  public List<ReportId> findDue(Instant now) {
    List<ReportId> stored = store.findDue(now);
    assertThat(stored).as("due").containsExactlyInAnyOrderElementsOf(model.findDue(now));
    return stored;
  }

  private boolean applyToBoth(String name, Report report, Predicate<ReportTable> change) {
    boolean expected = change.test(model);
    assertThat(change.test(store)).as("%s of %s took effect", name, report).isEqualTo(expected);
    find(report.id());
    return expected;
  }
}
