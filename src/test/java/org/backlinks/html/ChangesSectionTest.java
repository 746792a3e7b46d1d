package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.backlinks.changes.ComparedReports;
import org.junit.jupiter.api.Test;

class ChangesSectionTest {
  @Test
  void countsAreThoseOfTheComparisonAndFirstLinksAreShown() throws IOException {
    ComparedReports reports =
        PageFixture.of(SampleRows.usual(20))
            .requestWithChangesSince(PageFixture.of(SampleRows.usual(15)))
            .changes();
    assertThat(reports).isNotNull();
    ChangesSection section = ChangesSection.of(reports);
    List<ChangesSection.Group> groups = section.groups();
    int changed = groups.stream().mapToInt(ChangesSection.Group::count).sum();
    assertThat(changed).isBetween(1, 5);
    assertThat(section.since()).isEqualTo("2026-11-23 10:00 UTC");
    assertThat(groups)
        .allSatisfy(group -> assertThat(group.links()).hasSize(Math.min(3, group.count())));
  }
}
