package org.backlinks.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.backlinks.question.Question;
import org.backlinks.report.Lease;
import org.backlinks.report.Lifetime;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.jspecify.annotations.Nullable;

/** A model of the table in memory, with the conditions of the store's writes. */
final class ModelTable implements ReportTable {
  /** A condition of a write on the stored report, or on its question's slot. */
  enum Condition {
    /** Nobody took the report over since it was read. */
    SAME_VERSION,
    /** The lease did not change since the report was read. */
    SAME_LEASE,
    /** The report is not done. */
    PENDING,
    /** The lease to renew was not released. */
    HELD,
    /** The slots did not change since they were read. */
    SAME_SLOT
  }

  private record Row(Report report, @Nullable Instant dueAt) {}

  private final Map<ReportId, Row> rows = new LinkedHashMap<>();
  private final Map<Question, QuestionSlots> slots = new HashMap<>();
  private final Set<Condition> conditions;

  ModelTable(Set<Condition> conditions) {
    this.conditions = conditions;
  }

  /** Returns a model with every condition. */
  static ModelTable withAllConditions() {
    return new ModelTable(EnumSet.allOf(Condition.class));
  }

  Collection<Report> allReports() {
    return rows.values().stream().map(Row::report).toList();
  }

  @Override
  public Optional<Report> find(ReportId id) {
    return Optional.ofNullable(rows.get(id)).map(Row::report);
  }

  @Override
  public QuestionSlots findSlots(Question question) {
    return slots.getOrDefault(question, QuestionSlots.EMPTY);
  }

  @Override
  public boolean claim(Report report, QuestionSlots seen) {
    QuestionSlots current = findSlots(report.question());
    boolean areSlotsEqual =
        Objects.equals(current.underwayId(), seen.underwayId())
            && Objects.equals(current.readyId(), seen.readyId());
    if (isRequired(Condition.SAME_SLOT) && !areSlotsEqual) {
      return false;
    }
    put(report);
    slots.put(
        report.question(),
        new QuestionSlots(
            current.readyId(),
            current.readyAt(),
            current.readyUntil(),
            report.id(),
            current.readyReport()));
    return true;
  }

  @Override
  public boolean takeOver(Report stored, Report takenOver) {
    return replace(stored, takenOver);
  }

  @Override
  public boolean makeDueNow(Report stored, Report due) {
    return replace(stored, due);
  }

  private boolean replace(Report stored, Report next) {
    Row row = row(stored);
    boolean isLeaseEqual = row.report().lease().end().equals(stored.lease().end());
    return hasRequiredVersion(row, stored)
        && hasRequiredState(row)
        && (isLeaseEqual || !isRequired(Condition.SAME_LEASE))
        && put(next);
  }

  @Override
  public boolean save(Report report) {
    return hasRequiredVersion(row(report), report) && hasRequiredState(row(report)) && put(report);
  }

  @Override
  public boolean finish(Report report) {
    if (!save(report)) {
      return false;
    }
    QuestionSlots current = findSlots(report.question());
    if (report.id().equals(current.underwayId())) {
      slots.put(
          report.question(),
          report.state() instanceof State.Ready(Instant readyAt, _)
              ? new QuestionSlots(
                  report.id(), readyAt, report.lifetime().expiresAt(), null, asStored(report))
              : new QuestionSlots(
                  current.readyId(),
                  current.readyAt(),
                  current.readyUntil(),
                  null,
                  current.readyReport()));
    }
    return true;
  }

  @Override
  public boolean renewLease(Report report, Instant leaseEnd) {
    Row row = row(report);
    boolean isHeld = row.report().lease().end().isAfter(Instant.EPOCH);
    if (!hasRequiredVersion(row, report)
        || row.dueAt() == null
        || (isRequired(Condition.HELD) && !isHeld)) {
      return false;
    }
    if (!row.report().lease().end().isBefore(leaseEnd)) {
      return true;
    }
    Report renewed = withLeaseEnd(row.report(), leaseEnd);
    rows.put(report.id(), new Row(renewed, leaseEnd.plus(Lease.CLOCK_ALLOWANCE)));
    return true;
  }

  @Override
  public boolean delete(Report stored, Report tombstone) {
    boolean isPending = stored.dueAt().isPresent();
    boolean isLeaseEqual = row(stored).report().lease().end().equals(stored.lease().end());
    if (!hasRequiredVersion(row(stored), stored)
        || isPending != (row(stored).dueAt() != null)
        || (isPending && isRequired(Condition.SAME_LEASE) && !isLeaseEqual)) {
      return false;
    }
    put(tombstone);
    QuestionSlots current = findSlots(stored.question());
    slots.put(
        stored.question(),
        new QuestionSlots(
            stored.id().equals(current.readyId()) ? null : current.readyId(),
            current.readyAt(),
            current.readyUntil(),
            stored.id().equals(current.underwayId()) ? null : current.underwayId(),
            stored.id().equals(current.readyId()) ? null : current.readyReport()));
    return true;
  }

  @Override
  public List<ReportId> findDue(Instant now) {
    return rows.values().stream()
        .filter(row -> row.dueAt() != null && !row.dueAt().isAfter(now))
        .sorted(Comparator.comparing(row -> Objects.requireNonNull(row.dueAt())))
        .map(row -> row.report().id())
        .toList();
  }

  private boolean isRequired(Condition condition) {
    return conditions.contains(condition);
  }

  private boolean hasRequiredVersion(Row row, Report written) {
    return row.report().lease().version() == written.lease().version()
        || !isRequired(Condition.SAME_VERSION);
  }

  private boolean hasRequiredState(Row row) {
    return row.report().state().isPending() || !isRequired(Condition.PENDING);
  }

  private Row row(Report report) {
    return Objects.requireNonNull(rows.get(report.id()));
  }

  private boolean put(Report report) {
    rows.put(report.id(), new Row(asStored(report), report.dueAt().orElse(null)));
    return true;
  }

  /** Returns the report as an item stores it: its expiry has whole seconds. */
  private static Report asStored(Report report) {
    Lifetime lifetime = report.lifetime();
    return SampleReports.withLifetime(
        lifetime.withExpiry(lifetime.expiresAt().truncatedTo(ChronoUnit.SECONDS)), report);
  }

  private static Report withLeaseEnd(Report report, Instant leaseEnd) {
    return SampleReports.withLease(report.lease().withEnd(leaseEnd), report);
  }
}
