package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.json;
import static org.backlinks.render.ReportFixture.tree;
import static org.backlinks.report.SampleReports.NOW;

import java.io.IOException;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.Usage;
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
