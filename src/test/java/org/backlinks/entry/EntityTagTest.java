package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backlinks.changes.ComparisonSummary;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.ChangeSubject;
import org.backlinks.render.ChangeSelection;
import org.backlinks.render.ChangesPageRequest;
import org.backlinks.render.PageFormat;
import org.backlinks.render.PageRequest;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTest {
  private static final ReportId OTHER_ID = new ReportId("0123456789abcdef0123456789abcdef");
  private static final PageRequest PAGE = page(0, 1_000, null, true, PageFormat.JSON);
  private final Report report = ready(SampleReports.claimed());

  @Test
  void tagIsStrongAndEqualForEqualPages() {
    assertThat(tag(report, PAGE, false))
        .isEqualTo(tag(report, PAGE, false))
        .matches("\"[A-Za-z0-9_-]{22}\"");
  }

  @Test
  void tagChangesWithEverythingThatChangesTheBytes() {
    Set<String> tags = new HashSet<>();
    int formatCount = 0;
    for (boolean gzip : new boolean[] {true, false}) {
      for (PageFormat format : PageFormat.values()) {
        tags.add(tag(report, page(0, 1_000, null, true, format), gzip));
        formatCount++;
      }
    }
    tags.add(tag(report, page(1, 1_000, null, true, PageFormat.JSON), false));
    tags.add(tag(report, page(0, 999, null, true, PageFormat.JSON), false));
    tags.add(tag(report, page(0, 1_000, null, false, PageFormat.JSON), false));
    tags.add(tag(report, page(0, 1_000, "", true, PageFormat.JSON), false));
    tags.add(tag(report, page(0, 1_000, "-", true, PageFormat.JSON), false));
    tags.add(tag(report, page(0, 1_000, "a\nb", true, PageFormat.JSON), false));
    tags.add(tag(ready(SampleReports.claimed()), PAGE, false));
    tags.add(tag(ready(report.takeOver(SampleReports.NOW, Duration.ofSeconds(60))), PAGE, false));
    tags.add(tag(report, withWarnings(List.of("a")), false));
    tags.add(tag(report, withWarnings(List.of("b")), false));
    tags.add(tag(report, withChanges(ComparisonSummary.NONE), false));
    tags.add(tag(report, withChanges(new ComparisonSummary(SampleReports.id(), null)), false));
    assertThat(tags).hasSize(formatCount + 12);
  }

  @Test
  void tagOfChangesIsDifferentForEachPage() {
    ReportId id = SampleReports.id();
    Set<ChangeKind> all = EnumSet.allOf(ChangeKind.class);
    ChangeSelection links = new ChangeSelection(id, all, ChangeSubject.LINK);
    Set<String> tags = new HashSet<>();
    tags.add(EntityTag.of(id, changes(links, 0, 10, false, PageFormat.JSON), false));
    tags.add(EntityTag.of(id, changes(links, 0, 10, false, PageFormat.JSON), true));
    tags.add(EntityTag.of(id, changes(links, 0, 10, true, PageFormat.JSON), false));
    tags.add(EntityTag.of(id, changes(links, 1, 10, false, PageFormat.JSON), false));
    tags.add(EntityTag.of(id, changes(links, 0, 11, false, PageFormat.JSON), false));
    tags.add(EntityTag.of(id, changes(links, 0, 10, false, PageFormat.CSV), false));
    for (ChangeSelection other :
        List.of(
            new ChangeSelection(id, all, ChangeSubject.DOMAIN),
            new ChangeSelection(id, EnumSet.of(ChangeKind.NEW), ChangeSubject.LINK),
            new ChangeSelection(OTHER_ID, all, ChangeSubject.LINK))) {
      tags.add(EntityTag.of(id, changes(other, 0, 10, false, PageFormat.JSON), false));
    }
    tags.add(EntityTag.of(OTHER_ID, changes(links, 0, 10, false, PageFormat.JSON), false));
    assertThat(tags).hasSize(10);
  }

  @Test
  void tagOfSummaryIsDifferentForEachReportAndEncoding() {
    Set<String> tags = new HashSet<>();
    for (ReportId id : List.of(report.id(), OTHER_ID)) {
      tags.add(EntityTag.ofSummary(id, false));
      tags.add(EntityTag.ofSummary(id, true));
    }
    assertThat(tags).hasSize(4);
    assertThat(EntityTag.ofSummary(OTHER_ID, true)).isIn(tags);
  }

  private static ChangesPageRequest changes(
      ChangeSelection selection, int from, int limit, boolean embedded, PageFormat format) {
    return new ChangesPageRequest(selection, from, limit, embedded, format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "a"                 | true
          W/"a"               | true
          *                   | true
          ~ * ~               | true
          "b", "a"            | true
          "b",W/"a","c"       | true
          "b, ", "a"          | true
          "b"                 | false
          a                   | false
          ""                  | false
          "aa"                | false
          "A"                 | false
          "b, *"              | false
          ~~                  | false
          """)
  void tagIsFoundInHeaderList(String header, boolean isContained) {
    assertThat(EntityTag.matches(header, "\"a\"")).isEqualTo(isContained);
  }

  @Test
  void tagIsNotFoundWhenHeaderIsMissing() {
    assertThat(EntityTag.matches(null, "\"a\"")).isFalse();
  }

  private static Report ready(Report report) {
    return report.markReady(SampleReports.NOW, Duration.ofDays(30), Globals.NONE);
  }

  private static PageRequest page(
      int from, int limit, @Nullable String tag, boolean reused, PageFormat format) {
    return new PageRequest(from, limit, tag, reused, true, format);
  }

  private static PageRequest withWarnings(List<String> warnings) {
    return new PageRequest(0, 1_000, null, true, true, PageFormat.JSON, warnings, null);
  }

  private static PageRequest withChanges(ComparisonSummary changes) {
    return new PageRequest(0, 1_000, null, true, true, PageFormat.JSON, List.of(), changes);
  }

  private static String tag(Report report, PageRequest page, boolean gzip) {
    return EntityTag.of(report, (State.Ready) report.state(), page, gzip);
  }
}
