package org.backlinks.simulation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.backlinks.changes.Comparison;
import org.backlinks.changes.ComparisonResult;
import org.backlinks.question.ChangeSubject;
import org.backlinks.question.EarlierReport;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.service.ReportPair;
import org.backlinks.service.ServiceAssembly;
import org.backlinks.simulation.SimulatedTable.Change;
import org.backlinks.store.ComparisonStore;
import org.backlinks.store.StoredReports;

/** Callers who ask what changed between the ready reports of a simulated world. */
final class ComparisonTraffic {
  private static final Duration API_TIMEOUT = Duration.ofSeconds(330);

  private final SimulatedWorld world;

  ComparisonTraffic(SimulatedWorld world) {
    this.world = world;
  }

  /** Compares the newest report of the most frequent target with all earlier ones, twice each. */
  void compareAll() {
    Map<String, List<Report>> byTarget =
        world.table().items().entrySet().stream()
            .filter(item -> StoredReports.isReport(item.getKey()))
            .map(item -> StoredReports.decode(item.getValue()))
            .filter(report -> report.state() instanceof State.Ready)
            .sorted(Comparator.comparing(ComparisonTraffic::readyAt).thenComparing(id()))
            .collect(Collectors.groupingBy(report -> report.question().target().text()));
    byTarget.values().stream()
        .max(Comparator.<List<Report>>comparingInt(List::size).thenComparing(List::getLast, id()))
        .ifPresent(reports -> {
          for (int round = 0; round < 2; round++) {
            reports.forEach(earlier -> compare(reports.getLast().id(), earlier.id()));
          }
        });
  }

  private static Instant readyAt(Report report) {
    return ((State.Ready) report.state()).readyAt();
  }

  private static Comparator<Report> id() {
    return Comparator.comparing(report -> report.id().text());
  }

  private void compare(ReportId id, ReportId since) {
    SimulatedProcess process = world.process();
    if (process != null) {
      process.invoke(
          "compare " + id.text() + " with " + since.text(),
          API_TIMEOUT,
          (service, deadline) -> compare(service, id, since));
    }
    world.sleep(Duration.ofSeconds(20));
  }

  private void compare(ServiceAssembly service, ReportId id, ReportId since) {
    ReportPair pair = service.comparisonService.findPair(id, new EarlierReport.Named(since.text()));
    if (!(pair instanceof ReportPair.Ready ready)) {
      return;
    }
    try {
      ComparisonResult result = service.comparisonService.compare(ready, ChangeSubject.LINK);
      if (result instanceof Comparison comparison && id.equals(since)) {
        world
            .invariants()
            .check(comparison.links().size() == 0, "%s has changes since itself", id.text());
      }
    } catch (IOException e) {
      world.invariants().check(false, "the rows of %s or %s can't be read: %s", id, since, e);
    }
  }

  /** A comparison never changes, and only some comparisons of a report are stored. */
  static void checkChange(SimulatedWorld world, Change change) {
    String[] parts = change.key().split("#", -1);
    if (parts.length == 2) {
      return;
    }
    String prefix = "changes#" + parts[1] + "#";
    long stored =
        world.table().items().keySet().stream().filter(key -> key.startsWith(prefix)).count();
    world
        .invariants()
        .check(change.before().isEmpty() || change.after().isEmpty(), "%s was changed", change);
    world
        .invariants()
        .check(stored <= ComparisonStore.MAX_COMPARISONS, "%d comparisons of %s", stored, parts[1]);
  }
}
