package org.backlinks.html;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.backlinks.bench.UpstreamAnswers;
import org.backlinks.changes.ComparedReport;
import org.backlinks.changes.ComparedReports;
import org.backlinks.changes.Comparison;
import org.backlinks.changes.ReportComparison;
import org.backlinks.majestic.UpstreamSnapshot;
import org.backlinks.render.RenderedPage;
import org.backlinks.report.Report;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.summary.ReportSummary;
import org.backlinks.summary.SnapshotCounter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures how long it takes to render the first page for people of a report of 50,000 links, when
 * its summary and its changes are known. The earlier report is of the index build before.
 */
@State(Scope.Benchmark)
public class ReportPageRendering {
  /** The number of links on a page when the address has no limit. */
  public static final int DEFAULT_LIMIT = 100;

  private UpstreamSnapshot upstreamSnapshot;
  private ReportSummary summary;
  private ChangesSection changes;

  @Setup
  public void setUp() throws IOException {
    upstreamSnapshot = UpstreamSnapshot.ofJson(UpstreamAnswers.jsonOfBuild(1));
    Report report = upstreamSnapshot.report();
    Snapshot snapshot = upstreamSnapshot.snapshot();
    Snapshot before = UpstreamSnapshot.ofJson(UpstreamAnswers.jsonOfBuild(0)).snapshot();
    summary = SnapshotCounter.count(report.question(), snapshot);
    Comparison comparison =
        (Comparison)
            ReportComparison.compare(
                new ComparedReport(report.question(), Instant.EPOCH, before),
                new ComparedReport(report.question(), Instant.EPOCH, snapshot));
    changes = ChangesSection.of(new ComparedReports(report, before, report, snapshot, comparison));
  }

  /** Renders the page with its usual number of links. */
  @Benchmark
  public RenderedPage page() throws IOException {
    return render(DEFAULT_LIMIT);
  }

  /** Renders the page with at most a number of links. */
  public RenderedPage render(int limit) throws IOException {
    return PageRenderer.renderReport(
        new ReportPageRequest(
            upstreamSnapshot.report(),
            upstreamSnapshot.snapshot(),
            summary,
            changes,
            0,
            limit,
            new Audience.Caller("", null, false),
            List.of()));
  }
}
