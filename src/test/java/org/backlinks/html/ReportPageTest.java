package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  @Test
  void pageKnowsItsPlaceInTheReport() throws IOException {
    PageFixture fixture = PageFixture.of(SampleRows.usual(30));
    ReportPage.Builder builder =
        new ReportPage.Builder(fixture.request(10, 10, PageFixture.CALLER));
    ReportPage page = builder.build(7, 3, 200);
    assertThat(page.isFirst()).isFalse();
    assertThat(page.firstLink()).isEqualTo(11);
    assertThat(page.lastLink()).isEqualTo(17);
    assertThat(page.totalLinks()).isEqualTo(30);
    assertThat(page.lists()).isEmpty();
    assertThat(page.nextPageHref()).contains("?cursor=", "&limit=10");
    assertThat(page.firstPageHref()).isEqualTo("/v1/reports/" + PageFixture.ID.text());
  }

  @Test
  void listWithoutSummaryStillHasItsCoverage() throws IOException {
    PageFixture fixture = PageFixture.of(SampleRows.usual(3));
    ReportPageRequest full = fixture.request(0, 10, PageFixture.CALLER);
    ReportPage page =
        new ReportPage.Builder(
                new ReportPageRequest(
                    full.report(),
                    full.snapshot(),
                    null,
                    null,
                    0,
                    10,
                    full.audience(),
                    full.warnings()))
            .build(3, 3, 200);
    assertThat(page.lists().getFirst().coverage()).startsWith("The top 3 of 2,812,912,800 links");
    assertThat(page.lists().getFirst().charts()).isEmpty();
  }
}
