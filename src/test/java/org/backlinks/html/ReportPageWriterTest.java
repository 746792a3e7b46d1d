package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportPageWriterTest {
  @Test
  void emptyReportSaysSo() throws IOException {
    assertThat(PageFixture.of(List.of()).page())
        .contains("This report has no links.", "There are no links.")
        .doesNotContain("<nav aria-label=\"Pages\"");
  }

  @Test
  void eachPartHasHeadingAndLink() throws IOException {
    String html = SamplePagesTest.full().page();
    for (String id : List.of("url", "subdomain", "rootDomain", "links")) {
      assertThat(html)
          .contains("href=\"#" + id + "-heading\"", "<h2 id=\"" + id + "-heading\"")
          .contains("aria-labelledby=\"" + id + "-heading\"");
    }
  }

  @Test
  void titleKeepsTheDirectionOfItsTarget() throws IOException {
    assertThat(PageFixture.of(List.of()).page())
        .contains("<title>Links to \u2068https://www.example.org/\u2069</title>");
  }
}
