package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvHeaderTest {
  @Test
  void csvHeaderIsEqualOnEveryPage() throws IOException {
    List<String> headers =
        PageFormatTest.golden().pages(1, PageFormat.CSV).stream()
            .map(page -> page.split("\r\n", 2)[0])
            .toList();
    assertThat(headers).hasSize(4);
    assertThat(headers.stream().distinct()).hasSize(1);
    assertThat(headers.getFirst())
        .startsWith("scope,source.url,source.title,source.language.code,")
        .contains(
            "source.topics.0.name,source.topics.0.trustFlow,source.topics.1.name,",
            ",target.topics.1.trustFlow,target.indirect.url,")
        .doesNotContain("source.topics.2", "target.topics.2")
        .endsWith(",domain,linksAvailableForRootDomain,extra");
  }
}
