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
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.jspecify.annotations.Nullable;

/** The conditions of the store's writes, told once more without a database. */
final class ModelTable implements ReportTable {
  /** What a write may demand of the stored report, or of its question's slot. */
  enum Condition {
    /** Nobody took the report over since. */
    SAME_VERSION,
    /** Who takes over finds the lease that it read. */
    SAME_LEASE,
    /** A report that is done changes no more, but for being deleted. */
    PENDING,
    /** A lease that was given back is not renewed. */
    HELD,
    /** Who claims finds the slot as it was read. */
    SAME_SLOT
  }

  private record Row(Report report, @Nullable Instant dueAt) {}

  private final Map<ReportId, Row> rows = new LinkedHashMap<>();
  private final Map<Question, Slots> slots = new HashMap<>();
  private final Set<Condition> conditions;

  ModelTable(Set<Condition> conditions) {
    this.conditions = conditions;
  }

  /** With every condition. */
  static ModelTable complete() {
    return new ModelTable(EnumSet.allOf(Condition.class));
  }

  Collection<Report> all() {
    return rows.values().stream().map(Row::report).toList();
  }

  @Override
  public Optional<Report> find(ReportId id) {
    return Optional.ofNullable(rows.get(id)).map(Row::report);
  }

  @Override
  public Slots slots(Question question) {
    return slots.getOrDefault(question, Slots.EMPTY);
  }

  @Override
  public boolean claim(Report report, Slots seen) {
    Slots now = slots(report.question());
    boolean sameSlots =
        Objects.equals(now.underway(), seen.underway())
            && Objects.equals(now.ready(), seen.ready());
    if (demanded(Condition.SAME_SLOT) && !sameSlots) {
      return false;
    }
    put(report);
    slots.put(
        report.question(),
        new Slots(now.ready(), now.readyAt(), now.readyUntil(), report.id(), now.copy()));
    return true;
  }

  @Override
  public boolean replace(Report stored, Report next) {
    Row row = row(stored);
    boolean sameLease = row.report().leaseEnd().equals(stored.leaseEnd());
    return same(row, stored)
        && pending(row)
        && (sameLease || !demanded(Condition.SAME_LEASE))
        && put(next);
  }

  @Override
  public boolean save(Report report) {
    return same(row(report), report) && pending(row(report)) && put(report);
  }

  @Override
  public boolean finish(Report report) {
    if (!save(report)) {
      return false;
    }
    Slots now = slots(report.question());
    if (report.id().equals(now.underway())) {
      slots.put(
          report.question(),
          report.state() instanceof State.Ready(Instant at, var snapshot)
              ? new Slots(report.id(), at, report.expiresAt(), null, asStored(report))
              : new Slots(now.ready(), now.readyAt(), now.readyUntil(), null, now.copy()));
    }
    return true;
  }

  @Override
  public boolean renew(Report report, Instant leaseEnd) {
    Row row = row(report);
    boolean held = row.report().leaseEnd().isAfter(Instant.EPOCH);
    if (!same(row, report) || row.dueAt() == null || (demanded(Condition.HELD) && !held)) {
      return false;
    }
    Report renewed = leasedUntil(row.report(), leaseEnd);
    rows.put(report.id(), new Row(renewed, leaseEnd.plus(Report.CLOCK_ALLOWANCE)));
    return true;
  }

  @Override
  public boolean delete(Report stored, Report tombstone) {
    boolean pending = stored.due().isPresent();
    boolean sameLease = row(stored).report().leaseEnd().equals(stored.leaseEnd());
    if (!same(row(stored), stored)
        || pending != (row(stored).dueAt() != null)
        || (pending && demanded(Condition.SAME_LEASE) && !sameLease)) {
      return false;
    }
    put(tombstone);
    Slots now = slots(stored.question());
    slots.put(
        stored.question(),
        new Slots(
            stored.id().equals(now.ready()) ? null : now.ready(),
            now.readyAt(),
            now.readyUntil(),
            stored.id().equals(now.underway()) ? null : now.underway(),
            stored.id().equals(now.ready()) ? null : now.copy()));
    return true;
  }

  @Override
  public List<ReportId> due(Instant now) {
    return rows.values().stream()
        .filter(row -> row.dueAt() != null && !row.dueAt().isAfter(now))
        .sorted(Comparator.comparing(row -> Objects.requireNonNull(row.dueAt())))
        .map(row -> row.report().id())
        .toList();
  }

  private boolean demanded(Condition condition) {
    return conditions.contains(condition);
  }

  private boolean same(Row row, Report written) {
    return row.report().version() == written.version() || !demanded(Condition.SAME_VERSION);
  }

  private boolean pending(Row row) {
    return row.report().state().pending() || !demanded(Condition.PENDING);
  }

  private Row row(Report report) {
    return Objects.requireNonNull(rows.get(report.id()));
  }

  private boolean put(Report report) {
    rows.put(report.id(), new Row(asStored(report), report.due().orElse(null)));
    return true;
  }

  /** An item keeps its expiry in whole seconds. */
  private static Report asStored(Report report) {
    return copy(report, report.leaseEnd(), report.expiresAt().truncatedTo(ChronoUnit.SECONDS));
  }

  private static Report leasedUntil(Report report, Instant leaseEnd) {
    return copy(report, leaseEnd, report.expiresAt());
  }

  private static Report copy(Report report, Instant leaseEnd, Instant expiresAt) {
    return new Report(
        report.id(),
        report.version(),
        leaseEnd,
        report.question(),
        report.parameters(),
        report.cursorKey(),
        report.createdAt(),
        expiresAt,
        report.usage(),
        report.state());
  }
}
