package org.backlinks.service;

import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.majestic.LinkCommand;
import org.backlinks.majestic.MajesticCall;
import org.backlinks.question.Scope;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.Usage;
import org.backlinks.units.Price;
import org.backlinks.units.Units;

/** Makes reports for tests. Their paid call is under way. Their scopes are url and rootDomain. */
final class HeldReports {
  private static final Duration LEASE = Duration.ofSeconds(60);

  private HeldReports() {}

  /** Returns a report with one call for both lists, reserved at the default price. */
  static Report withOneCall() {
    Report report =
        SampleReports.claimed(SampleReports.question(Set.of(Scope.URL, Scope.ROOT_DOMAIN)));
    Units bound = report.question().worstCase(Price.DEFAULT);
    return SampleReports.withUsage(Usage.NONE, report)
        .withBilling(billing -> billing.reserve(NOW, bound, 1))
        .withCallCounted(NOW, LEASE);
  }

  /** Returns a report with one call for each of two lists. The first call is under way. */
  static Report withCallPerList(Units bound) {
    Report report =
        SampleReports.claimed(SampleReports.question(Set.of(Scope.URL, Scope.ROOT_DOMAIN)));
    List<MajesticCall> calls = LinkCommand.GET_BACK_LINK_DATA.calls(report.question());
    Map<String, String> parameters = calls.getFirst().parameters();
    return SampleReports.withUsage(Usage.NONE, report.withParameters(parameters))
        .withBilling(billing -> billing.reserve(NOW, bound, calls.size()))
        .withCallCounted(NOW, LEASE);
  }
}
