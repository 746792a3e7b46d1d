package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.backlinks.question.Question;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;

/** Asks the store and the model the same, and holds them to the same answers and contents. */
record ComparedTable(ReportTable store, ModelTable model) implements ReportTable {
  @Override
  public Optional<Report> find(ReportId id) {
    Optional<Report> stored = store.find(id);
    assertThat(stored).as("the stored report").isEqualTo(model.find(id));
    return stored;
  }

  @Override
  public Slots slots(Question question) {
    Slots stored = store.slots(question);
    assertThat(stored).as("the stored slots").isEqualTo(model.slots(question));
    return stored;
  }

  @Override
  public boolean claim(Report report, Slots seen) {
    boolean claimed = write("claim", report, table -> table.claim(report, seen));
    slots(report.question());
    return claimed;
  }

  @Override
  public boolean replace(Report stored, Report next) {
    return write("replace", next, table -> table.replace(stored, next));
  }

  @Override
  public boolean save(Report report) {
    return write("save", report, table -> table.save(report));
  }

  @Override
  public boolean finish(Report report) {
    boolean finished = write("finish", report, table -> table.finish(report));
    slots(report.question());
    return finished;
  }

  @Override
  public boolean renew(Report report, Instant leaseEnd) {
    return write("renew", report, table -> table.renew(report, leaseEnd));
  }

  @Override
  public boolean delete(Report stored, Report tombstone) {
    boolean deleted = write("delete", tombstone, table -> table.delete(stored, tombstone));
    slots(tombstone.question());
    return deleted;
  }

  @Override
  public List<ReportId> due(Instant now) {
    List<ReportId> stored = store.due(now);
    assertThat(stored).as("due").containsExactlyInAnyOrderElementsOf(model.due(now));
    return stored;
  }

  private boolean write(String what, Report report, Predicate<ReportTable> change) {
    boolean expected = change.test(model);
    assertThat(change.test(store)).as("%s of %s took effect", what, report).isEqualTo(expected);
    find(report.id());
    return expected;
  }
}
