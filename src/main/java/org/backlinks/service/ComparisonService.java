package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.backlinks.changes.ComparedReport;
import org.backlinks.changes.ComparedReports;
import org.backlinks.changes.Comparison;
import org.backlinks.changes.ComparisonCodec;
import org.backlinks.changes.ComparisonResult;
import org.backlinks.changes.ReportComparison;
import org.backlinks.question.ChangeSubject;
import org.backlinks.question.EarlierReport;
import org.backlinks.question.FieldError;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.store.ComparisonStore;
import org.backlinks.task.Task;
import org.backlinks.task.TaskScheduler;
import org.jboss.logging.Logger;

/** Compares ready reports, and stores the comparisons. It costs no units. */
@Singleton
public final class ComparisonService {
  private static final Logger LOG = Logger.getLogger(ComparisonService.class);

  private final ReportReader reportReader;
  private final ComparisonStore comparisonStore;
  private final TaskScheduler scheduler;
  private final RecentComparison recentComparison = new RecentComparison();

  ComparisonService(
      ReportReader reportReader, ComparisonStore comparisonStore, TaskScheduler scheduler) {
    this.reportReader = reportReader;
    this.comparisonStore = comparisonStore;
    this.scheduler = scheduler;
  }

  /** Finds a report and the earlier one with which it is to be compared. Reads no rows. */
  public ReportPair findPair(ReportId id, EarlierReport since) {
    return reportReader
        .find(id)
        .map(report -> findPair(report, since))
        .orElseGet(ReportPair.Missing::new);
  }

  /**
   * Returns two reports whose changes of links this process has just compared or shown. They may be
   * deleted or expired since.
   */
  public Optional<ReportPair.Ready> findRecent(ReportId before, ReportId after) {
    return recentComparison.findPair(before, after);
  }

  /**
   * Finds a report and the earlier one with which it is to be compared. Reads no rows.
   *
   * @param expected the earlier report that the cursor of the caller names. It is read at the same
   *     time as the other one
   */
  public ReportPair findPair(ReportId id, EarlierReport since, ReportId expected) {
    Task<Optional<Report>> finding = scheduler.start(() -> reportReader.find(expected));
    Optional<Report> after = reportReader.find(id);
    Optional<Report> before = finding.result();
    return after
        .map(report ->
            findPair(
                report, since, other -> other.equals(expected) ? before : reportReader.find(other)))
        .orElseGet(ReportPair.Missing::new);
  }

  /** Finds the earlier report with which a report is to be compared. Reads no rows. */
  public ReportPair findPair(Report after, EarlierReport since) {
    return findPair(after, since, reportReader::find);
  }

  private static ReportPair findPair(
      Report after, EarlierReport since, Function<ReportId, Optional<Report>> finder) {
    if (!isReady(after)) {
      return new ReportPair.NotReady(after);
    }
    Optional<ReportId> sinceId =
        switch (since) {
          case EarlierReport.Previous _ -> Optional.ofNullable(after.previousId());
          case EarlierReport.Named(String id) -> ReportId.parse(id);
        };
    if (sinceId.isEmpty() && since instanceof EarlierReport.Previous) {
      FieldError error =
          new FieldError("since", "is required: there was no report before this one");
      return new ReportPair.NotComparable(List.of(error));
    }
    Optional<Report> before = sinceId.flatMap(finder);
    if (before.isEmpty()) {
      return new ReportPair.Missing();
    }
    if (!isReady(before.get())) {
      return new ReportPair.NotReady(before.get());
    }
    List<FieldError> differences =
        ReportComparison.differences(before.get().question(), after.question());
    return differences.isEmpty()
        ? new ReportPair.Ready(before.get(), after)
        : new ReportPair.NotComparable(differences);
  }

  private static boolean isReady(Report report) {
    return report.state() instanceof State.Ready;
  }

  /**
   * Returns why a report for this request could never be compared with the report that the request
   * names; empty when it may be comparable. Reads no rows.
   */
  Optional<Problem> checkCompareWith(ReportRequest request) {
    return request
        .options()
        .optionalCompareWith()
        .flatMap(earlier ->
            switch (earlier) {
              case EarlierReport.Previous _ -> Optional.empty();
              case EarlierReport.Named(String id) -> check(id, request);
            });
  }

  private Optional<Problem> check(String id, ReportRequest request) {
    Optional<Report> before = ReportId.parse(id).flatMap(reportReader::find);
    List<FieldError> errors =
        before.isEmpty()
            ? compareWithError("names no report. It is unknown, expired or deleted")
            : isReady(before.get())
                ? ReportComparison.differences(before.get().question(), request.question())
                : compareWithError("must name a ready report");
    return errors.isEmpty() ? Optional.empty() : Optional.of(Problem.notComparable(errors));
  }

  private static List<FieldError> compareWithError(String message) {
    return List.of(new FieldError("compareWith", message));
  }

  /**
   * Returns the stored comparison of two reports, or compares them and stores the result.
   *
   * @param by the changes that the comparison must have
   * @throws IOException when rows can't be read
   */
  public ComparisonResult compare(ReportPair.Ready pair, ChangeSubject by) throws IOException {
    Optional<Comparison> recent =
        by == ChangeSubject.LINK ? recentComparison.findComparison(pair) : Optional.empty();
    if (recent.isPresent()) {
      return recent.get();
    }
    Optional<Comparison> stored = findStored(pair.after().id(), pair.before().id(), by);
    ComparisonResult result = stored.isPresent() ? stored.get() : compareRows(pair);
    if (by == ChangeSubject.LINK && result instanceof Comparison comparison) {
      recentComparison.keep(pair, comparison);
    }
    return result;
  }

  private ComparisonResult compareRows(ReportPair.Ready pair) throws IOException {
    ComparisonResult result =
        ReportComparison.compare(toCompared(pair.before()), toCompared(pair.after()));
    if (result instanceof Comparison comparison) {
      save(pair, comparison);
    }
    return result;
  }

  private ComparedReport toCompared(Report report) throws IOException {
    if (!(report.state() instanceof State.Ready ready)) {
      throw new IllegalStateException("report " + report.id().text() + " is not ready");
    }
    return new ComparedReport(
        report.question(), ready.readyAt(), reportReader.openSnapshot(report, 0));
  }

  /** Returns the stored comparison of two reports by link, if there is one. */
  public Optional<Comparison> findStored(ReportPair.Ready pair) {
    return findStored(pair.after().id(), pair.before().id(), ChangeSubject.LINK);
  }

  /** Returns the stored comparison. A damaged one counts as none. */
  private Optional<Comparison> findStored(ReportId id, ReportId since, ChangeSubject by) {
    try {
      Optional<byte[]> stored = comparisonStore.find(id, since);
      return stored.isPresent()
          ? Optional.of(ComparisonCodec.decode(stored.get(), by))
          : Optional.empty();
    } catch (IOException e) {
      LOG.warnf(e, "report %s: a stored comparison can't be read", id.text());
      return Optional.empty();
    }
  }

  /** Stores a comparison until the first of the reports expires. A failure loses nothing. */
  private void save(ReportPair.Ready pair, Comparison comparison) throws IOException {
    Instant expiry = pair.after().lifetime().expiresAt();
    Instant beforeExpiry = pair.before().lifetime().expiresAt();
    byte[] encoded = ComparisonCodec.encode(comparison);
    try {
      comparisonStore.save(
          pair.after().id(),
          pair.before().id(),
          encoded,
          beforeExpiry.isBefore(expiry) ? beforeExpiry : expiry,
          expiry);
    } catch (RuntimeException e) {
      LOG.warnf(e, "report %s: a comparison can't be stored", pair.after().id().text());
    }
  }

  /**
   * Opens the rows of two reports that were compared.
   *
   * @throws IOException when rows can't be read
   */
  public ComparedReports open(ReportPair.Ready pair, Comparison comparison) throws IOException {
    return new ComparedReports(
        pair.before(),
        openForSingleRows(pair.before()),
        pair.after(),
        openForSingleRows(pair.after()),
        comparison);
  }

  /** Opens rows of which the first one is not needed more than any other. */
  private Snapshot openForSingleRows(Report report) throws IOException {
    return reportReader.openSnapshot(report, 1);
  }
}
