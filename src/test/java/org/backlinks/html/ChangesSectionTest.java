package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.changes.ComparedReports;
import org.junit.jupiter.api.Test;

class ChangesSectionTest {
  @Test
  void countsAreThoseOfTheComparisonAndFirstLinksAreShown() throws IOException {
    ComparedReports reports =
        PageFixture.of(SampleRows.usual(20)).comparedWith(PageFixture.of(SampleRows.usual(15)));
    ChangesSection section = ChangesSection.of(reports);
    List<ChangesSection.Group> groups = section.groups();
    int changed = groups.stream().mapToInt(ChangesSection.Group::count).sum();
    assertThat(changed).isBetween(1, 5);
    assertThat(section.since()).isEqualTo("2026-11-23 10:00 UTC");
    assertThat(groups)
        .allSatisfy(group -> assertThat(group.links()).hasSize(Math.min(3, group.count())));
  }

  @Test
  void changedLinkShowsWhatWasDifferent() throws IOException {
    Map<String, String> before =
        Map.of(
            "SourceURL", "http://a.example/",
            "TargetURL", "https://www.example.org/",
            "AnchorText", "old text",
            "FlagNoFollow", "0",
            "LinkType", "TextLink");
    Map<String, String> after = new HashMap<>(before);
    after.put("SourceURL", "https://a.example/");
    after.put("AnchorText", "new text");
    after.put("FlagNoFollow", "1");
    ComparedReports reports =
        PageFixture.of(List.of(after)).comparedWith(PageFixture.of(List.of(before)));
    LinkRow row = ChangesSection.of(reports).groups().getFirst().links().getFirst();
    assertThat(row.anchorText()).isEqualTo("new text");
    assertThat(row.differences())
        .containsExactly(
            new LinkDifference("Source page", "http://a.example/", "https://a.example/"),
            new LinkDifference("Anchor text", "old text", "new text"),
            new LinkDifference("Nofollow", "no", "yes"));
    assertThat(LinkTableWriter.row(row))
        .contains("Anchor text: <del><bdi>old text</bdi></del> → <ins><bdi>new text</bdi></ins>");
  }
}
