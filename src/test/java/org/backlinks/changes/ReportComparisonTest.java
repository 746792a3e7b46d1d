package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.changes.ComparedReportBuilder.builtOn;
import static org.backlinks.changes.ComparedReportBuilder.changes;
import static org.backlinks.changes.ComparedReportBuilder.compare;
import static org.backlinks.changes.ComparedReportBuilder.link;
import static org.backlinks.changes.ComparedReportBuilder.ofUnknownBuild;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.backlinks.question.FieldError;
import org.backlinks.question.Index;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;

class ReportComparisonTest {
  private static final String A = "http://a.example/1";
  private static final String EARLY = "2026-03-01T00:00:00Z";
  private static final String LATE = "2026-03-02T00:00:00Z";

  private static ComparedReportBuilder earlier() throws IOException {
    return builtOn("2026-01-10").withLinks(link(A));
  }

  private static ComparedReportBuilder later() throws IOException {
    return builtOn("2026-02-10").withLinks(link(A));
  }

  private static List<String> refusedFields(
      ComparedReportBuilder before, ComparedReportBuilder after) throws IOException {
    return switch (ReportComparison.compare(before.build(), after.build())) {
      case Comparison _ -> List.of();
      case ComparisonResult.NotComparable(var errors) ->
          errors.stream().map(FieldError::field).toList();
    };
  }

  @Test
  void buildDecidesWhichReportIsEarlier() throws IOException {
    assertThat(refusedFields(earlier().readyAt(LATE), later().readyAt(EARLY))).isEmpty();
    assertThat(refusedFields(later().readyAt(EARLY), earlier().readyAt(LATE)))
        .containsExactly("since");
  }

  @Test
  void readyTimeDecidesWhenBuildsAreEqualOrUnknown() throws IOException {
    assertThat(refusedFields(earlier().readyAt(EARLY), earlier().readyAt(LATE))).isEmpty();
    assertThat(refusedFields(earlier().readyAt(LATE), earlier().readyAt(EARLY)))
        .containsExactly("since");
    ComparedReportBuilder unknown = ofUnknownBuild().withLinks(link(A)).readyAt(LATE);
    assertThat(refusedFields(later().readyAt(EARLY), unknown)).isEmpty();
    assertThat(refusedFields(unknown, later().readyAt(EARLY))).containsExactly("since");
  }

  @Test
  void readyTimeDecidesWhenListsMayComeFromSeveralBuilds() throws IOException {
    String warning = "the lists come from different builds of the index: 1, 2";
    assertThat(refusedFields(earlier().withWarning(warning).readyAt(LATE), later().readyAt(EARLY)))
        .containsExactly("since");
  }

  @Test
  void questionsMustBeEqual() throws IOException {
    assertThat(
            refusedFields(
                earlier().withTarget("http://other.example/").withMaxPerDomain(2),
                later().withIndex(Index.FRESH).withDeleted()))
        .containsExactly("target", "index", "maxPerDomain", "includeDeleted");
    assertThat(refusedFields(earlier().withMaxBacklinks(5), later())).isEmpty();
  }

  @Test
  void indexesThatUpstreamUsedMustBeEqual() throws IOException {
    assertThat(refusedFields(earlier(), later().withGlobal("IndexType", "1")))
        .containsExactly("index");
    assertThat(refusedFields(earlier(), later().withGlobal("IndexType", "0"))).isEmpty();
  }

  @Test
  void fieldsCanBeCheckedWithoutSnapshots() throws IOException {
    assertThat(
            ReportComparison.differences(
                earlier().build().question(), later().withDeleted().build().question()))
        .extracting(FieldError::field)
        .containsExactly("includeDeleted");
  }

  @Test
  void reportsOfDifferentCommandsHaveNoCommonList() throws IOException {
    assertThat(refusedFields(earlier(), later().withCommand("GetBackLinkData")))
        .containsExactly("scopes");
  }

  @Test
  void reportsWithDifferentScopesHaveNoCommonList() throws IOException {
    assertThat(
            refusedFields(
                builtOn("2026-01-10").withLinks(Scope.SUBDOMAIN, List.of(link(A))), later()))
        .containsExactly("scopes");
  }

  @Test
  void listsOfDifferentItemsAreNotCompared() throws IOException {
    assertThat(
            refusedFields(
                builtOn("2026-01-10")
                    .withList(Scope.URL, Map.of("BackLinkItem", "x"), List.of(link(A))),
                later()))
        .containsExactly("scopes");
    assertThat(
            refusedFields(
                builtOn("2026-01-10")
                    .withList(
                        Scope.URL,
                        Map.of("BackLinkItem", ComparedReportBuilder.TARGET),
                        List.of(link(A))),
                later()))
        .isEmpty();
  }

  @Test
  void listsThatAreNotComparedAreNamedInWarnings() throws IOException {
    List<Map<String, String>> rows = List.of(link(A));
    Comparison comparison =
        compare(
            earlier()
                .withLinks(Scope.SUBDOMAIN, rows)
                .withList(Scope.ROOT_DOMAIN, Map.of("BackLinkItem", "x"), rows),
            later().withScope(Scope.SUBDOMAIN).withLinks(Scope.ROOT_DOMAIN, rows));
    assertThat(comparison.warnings())
        .containsExactly(
            "the list subdomain is not compared: one of the reports does not have it",
            "the list rootDomain is not compared: its items differ");
    assertThat(comparison.lists()).extracting(ListComparison::scope).containsExactly(Scope.URL);
  }

  @Test
  void listThatOnlyOneReportHasIsNamedInWarnings() throws IOException {
    List<Map<String, String>> rows = List.of(link(A));
    String warning = "the list subdomain is not compared: one of the reports does not have it";
    assertThat(compare(earlier().withLinks(Scope.SUBDOMAIN, rows), later()).warnings())
        .containsExactly(warning);
    assertThat(compare(earlier(), later().withLinks(Scope.SUBDOMAIN, rows)).warnings())
        .containsExactly(warning);
    assertThat(compare(earlier().withScope(Scope.SUBDOMAIN), later()).warnings())
        .containsExactly(warning);
    assertThat(compare(earlier(), later().withScope(Scope.SUBDOMAIN)).warnings())
        .containsExactly(warning);
  }

  @Test
  void rowsOfListsThatAreNotComparedAreCounted() throws IOException {
    Comparison comparison =
        compare(
            earlier().withLinks(Scope.ROOT_DOMAIN, List.of(link(A))),
            builtOn("2026-02-10")
                .withLinks(Scope.ROOT_DOMAIN, List.of(link(A, "FlagNoFollow", "1"))));
    assertThat(changes(comparison)).containsExactly("changed 1 0");
  }

  @Test
  void reportHasNoChangesToItself() throws IOException {
    ComparedReport report = earlier().build();
    Comparison comparison = compare(report, report);
    assertThat(changes(comparison)).isEmpty();
    assertThat(comparison.lists().getFirst().counts().unchanged()).isEqualTo(1);
    assertThat(comparison.warnings()).isEmpty();
  }

  @Test
  void listsSayWhatBothReportsHave() throws IOException {
    Comparison comparison =
        compare(
            earlier(),
            builtOn("2026-02-10")
                .withList(Scope.URL, Map.of(), List.of(link(A), link("http://b.example/"))));
    assertThat(comparison.lists().getFirst().before())
        .isEqualTo(new ListComparison.Side(1, 1L, true));
    assertThat(comparison.lists().getFirst().after())
        .isEqualTo(new ListComparison.Side(2, null, false));
  }

  @Test
  void severalTablesOfAScopeAreOneList() throws IOException {
    Comparison comparison =
        compare(
            earlier().withList(Scope.URL, Map.of(), List.of(link("http://b.example/"))),
            later().withList(Scope.URL, Map.of(), List.of(link("http://b.example/"))));
    assertThat(changes(comparison)).isEmpty();
    assertThat(comparison.lists().getFirst().before().returned()).isEqualTo(2);
  }
}
