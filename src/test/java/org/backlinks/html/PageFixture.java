package org.backlinks.html;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.backlinks.changes.ComparedReport;
import org.backlinks.changes.ComparedReports;
import org.backlinks.changes.Comparison;
import org.backlinks.changes.ReportComparison;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.render.RenderedPage;
import org.backlinks.report.Billing;
import org.backlinks.report.Lease;
import org.backlinks.report.Lifetime;
import org.backlinks.report.Progress;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableFixture;
import org.backlinks.summary.ReportSummary;
import org.backlinks.summary.SnapshotCounter;

/** A ready report with its links, in memory, and pages of it. */
final class PageFixture {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  static final Audience.Caller CALLER = new Audience.Caller("", null, false);
  static final ReportId ID = new ReportId("2a4f0e9b5c1d47e0a3b86f7d9c015e42");

  private static final Globals GLOBALS =
      new Globals(
          Map.of(
              "IndexBuildDate",
              "2026-09-04 13:42:54",
              "ChargedAnalysisResUnits",
              "5000",
              "ChargedRetrievalResUnits",
              "1000",
              "RemainingAnalysisResUnits",
              "97072651",
              "RemainingRetrievalResUnits",
              "19462825"));

  private final Question question;
  private final FakeChunkStore pieces = new FakeChunkStore();
  private final SnapshotBuilder builder = new SnapshotBuilder(pieces);
  private final List<Table> tables = new ArrayList<>();
  private Globals globals = GLOBALS;

  private PageFixture(String target, Set<Scope> scopes) {
    this.question =
        new Question(
            new Target(target),
            new TreeSet<>(scopes),
            Index.HISTORIC,
            1_000,
            null,
            false,
            Command.AUTO,
            false);
  }

  /** Returns a report about a URL. */
  static PageFixture of(List<Map<String, String>> rows) throws IOException {
    return new PageFixture("https://www.example.org/", Set.of(Scope.URL))
        .withList(Scope.URL, rows, Map.of("TotalBackLinks", "2812912800"));
  }

  /** Returns a report with several lists, and with no lists yet. */
  static PageFixture of(String target, Set<Scope> scopes) {
    return new PageFixture(target, scopes);
  }

  PageFixture withList(Scope scope, List<Map<String, String>> rows, Map<String, String> attributes)
      throws IOException {
    tables.add(TableFixture.writeTable(builder, "URL", attributes, rows).asLinks(scope.wireName()));
    return this;
  }

  /** Removes all of upstream's global variables. */
  PageFixture withoutGlobals() {
    globals = Globals.NONE;
    return this;
  }

  Report pending() {
    return new Report(
        ID,
        question,
        null,
        new Lease(1, NOW.plusSeconds(60)),
        Map.of(),
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        new Lifetime(NOW, NOW.plusSeconds(172_800)),
        new Billing(Usage.NONE.withCallCounted(), null),
        new State.Claimed(),
        Progress.NONE);
  }

  Report report() {
    return pending().markReady(NOW.plusSeconds(5), Duration.ofDays(30), globals);
  }

  Snapshot snapshot() {
    return new Snapshot(
        new Manifest("GetTopBackLinks", globals, tables, builder.warnings().lines()), pieces);
  }

  ReportSummary summary() throws IOException {
    return SnapshotCounter.count(question, snapshot());
  }

  ReportPageRequest request(int from, int limit, Audience audience) throws IOException {
    return new ReportPageRequest(
        report(), snapshot(), summary(), null, from, limit, audience, List.of());
  }

  /** Returns a request for the first page with the changes since an earlier report. */
  ReportPageRequest requestWithChangesSince(PageFixture earlier) throws IOException {
    return new ReportPageRequest(
        report(),
        snapshot(),
        summary(),
        ChangesSection.of(comparedWith(earlier)),
        0,
        100,
        CALLER,
        List.of());
  }

  /** Returns this report and an earlier one, with their differences. */
  ComparedReports comparedWith(PageFixture earlier) throws IOException {
    Comparison comparison = (Comparison) ReportComparison.compare(earlier.compared(), compared());
    return new ComparedReports(
        earlier.report(), earlier.snapshot(), report(), snapshot(), comparison);
  }

  private ComparedReport compared() {
    return new ComparedReport(question, NOW, snapshot());
  }

  /** Returns the first page as HTML. */
  String page() throws IOException {
    return html(PageRenderer.renderReport(request(0, 100, CALLER)));
  }

  static String html(RenderedPage page) {
    return new String(page.body().toByteArray(), StandardCharsets.UTF_8);
  }
}
