package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backlinks.config.Settings;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.service.LeaseRenewer.HeldLease;
import org.backlinks.snapshot.Manifest;
import org.backlinks.store.ChunkStore;
import org.backlinks.store.ChunkWriter;
import org.backlinks.store.ItemRejectedException;
import org.backlinks.store.WriteRetry;
import org.backlinks.summary.ReportSummary;
import org.jboss.logging.Logger;

/**
 * Stores the rows and the manifests of held reports. It repeats failed writes until the lease ends,
 * so that rows that were paid for survive an outage of the table.
 */
@Singleton
final class AnswerRecorder {
  private static final Logger LOG = Logger.getLogger(AnswerRecorder.class);

  private final ChunkStore chunkStore;
  private final SummaryService summaryService;
  private final WriteRetry writeRetry;
  private final TransitionPolicy transitionPolicy;
  private final RowLifetime rowLifetime;
  private final Clock clock;

  AnswerRecorder(
      ChunkStore chunkStore,
      SummaryService summaryService,
      WriteRetry writeRetry,
      TransitionPolicy transitionPolicy,
      Settings settings,
      Clock clock) {
    this.chunkStore = chunkStore;
    this.summaryService = summaryService;
    this.writeRetry = writeRetry;
    this.transitionPolicy = transitionPolicy;
    this.rowLifetime = new RowLifetime(settings);
    this.clock = clock;
  }

  /** Returns a writer for the rows of a report's next answer. */
  ChunkWriter openChunks(Report held, HeldLease lease) {
    return chunkStore.newWriter(
        held.id(),
        held.lease().version(),
        rowLifetime.rowsExpiry(held, clock.instant()),
        lease::isHeld);
  }

  /**
   * Stores the rows of an answer, and the manifest of a report that the answer makes ready.
   *
   * @param summary the counts of the rows, if they were counted
   * @param chunks the writer that received the rows
   * @return the transition to write. Its report has failed when the table rejects the rows, or when
   *     the stored parts can't be put together
   * @throws IOException when the table failed until the lease ended
   */
  Transition store(
      Transition transition, Optional<ReportSummary> summary, ChunkWriter chunks, HeldLease lease)
      throws IOException {
    Report held = transition.held();
    Optional<Manifest> rows =
        transition
            .rowsToStore()
            .map(manifest ->
                summary.map(counts -> counts.addOverviewsTo(manifest)).orElse(manifest));
    try {
      if (rows.isPresent()) {
        chunks.finish();
        storePart(held, rows.get(), lease);
      }
      return transition.withNext(storeManifestIfReady(held, transition.next(), rows, lease));
    } catch (ItemRejectedException e) {
      LOG.errorf(e, "report %s: the table rejects its rows", held.id().text());
      return transition.withNext(
          transitionPolicy.failAsUnstorable(held, transition.answer(), clock.instant()));
    }
  }

  /**
   * Stores the summary of a report whose rows all come from one answer. The report is already
   * ready, so a failure loses nothing.
   */
  void storeSummary(Report next, ReportSummary summary) {
    if (next.state() instanceof State.Ready && CallPlan.of(next).isSingleCall()) {
      summaryService.save(next, summary, expiry());
    }
  }

  private void storePart(Report held, Manifest rows, HeldLease lease) throws IOException {
    CallPlan plan = CallPlan.of(held);
    if (!plan.isSingleCall()) {
      String part = plan.nextPart(held);
      writeRetry.retryWhileHeld(
          lease::isHeld,
          () ->
              chunkStore.putPart(
                  held.id(),
                  held.lease().version(),
                  part,
                  rows,
                  rowLifetime.rowsExpiry(held, clock.instant())));
    }
  }

  /**
   * Writes the manifest of a report that is ready.
   *
   * @param last the rows of the last answer, if they are not stored as a part
   * @return the report to write. It has failed when its stored parts can't be put together
   */
  Report storeManifestIfReady(Report held, Report next, Optional<Manifest> last, HeldLease lease) {
    if (!(next.state() instanceof State.Ready)) {
      return next;
    }
    try {
      // the read of the stored parts is repeated, too
      writeRetry.retryWhileHeld(
          lease::isHeld,
          () ->
              chunkStore.putManifest(
                  held.id(), held.lease().version(), manifest(held, next, last), expiry()));
      return next;
    } catch (IOException e) {
      LOG.errorf(e, "report %s: its parts can't be put together", held.id().text());
      return transitionPolicy.failAsUnreadableParts(next, clock.instant());
    }
  }

  /**
   * Returns the manifest of all parts of a report.
   *
   * @throws IOException when a stored part can't be read
   */
  private Manifest manifest(Report held, Report ready, Optional<Manifest> last) throws IOException {
    List<String> warnings = ready.progress().warnings();
    List<Manifest.Part> parts = parts(held, ready, last);
    return parts.size() == 1 && last.isPresent() && warnings.isEmpty()
        ? last.get()
        : Manifest.merge(parts, warnings);
  }

  private List<Manifest.Part> parts(Report held, Report ready, Optional<Manifest> last)
      throws IOException {
    List<Manifest.Part> parts = new ArrayList<>();
    for (String part : CallPlan.of(held).completedParts(ready.progress())) {
      int version = ready.progress().completed().getOrDefault(part, 0);
      boolean isStored = last.isEmpty() || held.progress().completed().containsKey(part);
      Manifest rows = isStored ? chunkStore.readPart(held.id(), version, part) : last.get();
      parts.add(new Manifest.Part(version, rows));
    }
    if (parts.isEmpty() && last.isPresent()) {
      parts.add(new Manifest.Part(held.lease().version(), last.get()));
    }
    return parts;
  }

  private Instant expiry() {
    return rowLifetime.lastRowsExpiry(clock.instant());
  }
}
