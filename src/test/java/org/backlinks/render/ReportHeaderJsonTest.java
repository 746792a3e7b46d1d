package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.json;
import static org.backlinks.render.ReportFixture.tree;
import static org.backlinks.report.SampleReports.NOW;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.RemainingUnits;
import org.junit.jupiter.api.Test;

class ReportHeaderJsonTest {
  private static final PageRequest TAGGED = new PageRequest(0, 10, "my \"tag\"", true, false);

  @Test
  void chargeIsOmittedWhenUpstreamReportsNone() throws IOException {
    assertThat(
            new ReportFixture()
                .withGlobals("RemainingStandardReports", "0")
                .withLinks()
                .page()
                .path("usage"))
        .isEqualTo(
            tree("{'remaining':{'standardReports':0},'calls':1,'polls':0,'estimated':false}"));
  }

  @Test
  void previousReportIsNamedInEveryStateAndOmittedWhenAbsent() throws IOException {
    ReportId previousId = SampleReports.id();
    ReportFixture stored = new ReportFixture().withLinks();
    Report ready = SampleReports.withPreviousId(previousId, stored.report());
    Report pending = SampleReports.withPreviousId(previousId, SampleReports.claimed());
    Problem problem = Problem.of(Problem.Kind.UPSTREAM_REFUSED, "No.");
    Report failed = pending.fail(NOW, Duration.ofDays(1), problem, Globals.NONE);
    List<JsonNode> payloads =
        List.of(
            json(ReportFixture.RENDERER.renderPage(ready, stored.snapshot(), TAGGED)),
            json(ReportFixture.RENDERER.renderWithoutRows(pending, TAGGED, NOW)),
            json(ReportFixture.RENDERER.renderWithoutRows(failed, TAGGED, NOW)));
    assertThat(payloads)
        .extracting(payload -> payload.path("state").textValue())
        .containsExactly("ready", "pending", "failed");
    assertThat(payloads)
        .extracting(payload -> payload.path("previous").textValue())
        .containsOnly(previousId.text());
    assertThat(
            json(ReportFixture.RENDERER.renderWithoutRows(SampleReports.claimed(), TAGGED, NOW))
                .has("previous"))
        .isFalse();
  }

  @Test
  void estimatedCostIsMarked() throws IOException {
    Usage usage =
        new Usage(
            new PartialUnits(15_000L, 300L), new RemainingUnits(null, null, null), 3, 4, true);
    Report estimated = SampleReports.withUsage(usage, SampleReports.claimed());
    assertThat(json(ReportFixture.RENDERER.renderWithoutRows(estimated, TAGGED, NOW)).path("usage"))
        .isEqualTo(
            tree(
                "{'charged':{'analysis':15000,'retrieval':300},'calls':3,'polls':4,"
                    + "'estimated':true}"));
  }
}
