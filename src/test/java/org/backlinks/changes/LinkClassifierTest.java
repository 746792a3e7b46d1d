package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.changes.ComparedReportBuilder.builtOn;
import static org.backlinks.changes.ComparedReportBuilder.changes;
import static org.backlinks.changes.ComparedReportBuilder.compare;
import static org.backlinks.changes.ComparedReportBuilder.deadLink;
import static org.backlinks.changes.ComparedReportBuilder.link;
import static org.backlinks.changes.ComparedReportBuilder.ofUnknownBuild;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.backlinks.question.Index;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkClassifierTest {
  private static final String A = "http://a.example/1";
  private static final String B = "http://b.example/1";
  private static final String FIRST_DAY = "2026-01-10";
  private static final String SECOND_DAY = "2026-02-10";

  private static ComparedReportBuilder earlier() {
    return builtOn(FIRST_DAY);
  }

  private static ComparedReportBuilder later() {
    return builtOn(SECOND_DAY);
  }

  @Test
  void linkFirstIndexedAfterTheEarlierBuildIsNew() throws IOException {
    assertThat(appeared(link(B, "FirstIndexedDate", "2026-01-11")))
        .containsExactly("new first-indexed - 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-10", "2025-12-31", "31/02/2026", " "})
  void linkFirstIndexedBeforeOrUnknownAppeared(String day) throws IOException {
    assertThat(appeared(link(B, "FirstIndexedDate", day))).containsExactly("appeared unknown - 1");
  }

  private static List<String> appeared(Map<String, String> added) throws IOException {
    return changes(compare(earlier().withLinks(link(A)), later().withLinks(link(A), added)));
  }

  @Test
  void nothingIsNewWhenABuildIsUnknown() throws IOException {
    Map<String, String> added = link(B, "FirstIndexedDate", "2026-03-01");
    assertThat(
            changes(
                compare(ofUnknownBuild().withLinks(link(A)), later().withLinks(link(A), added))))
        .containsExactly("appeared unknown - 1");
    assertThat(
            changes(
                compare(earlier().withLinks(link(A)), ofUnknownBuild().withLinks(link(A), added))))
        .containsExactly("appeared unknown - 1");
  }

  @Test
  void linkWasUnlistedWhenTheEarlierListWasNotComplete() throws IOException {
    assertThat(
            changes(
                compare(
                    earlier().withList(Scope.URL, Map.of(), List.of(link(A))),
                    later().withLinks(link(A), link(B)))))
        .containsExactly("appeared was-unlisted - 1");
  }

  @Test
  void absentFromCompleteListOfHistoricIndexIsLost() throws IOException {
    assertThat(absent(later().withLinks(link(A)))).containsExactly("lost complete-list 1 -");
  }

  private static List<String> absent(ComparedReportBuilder after) throws IOException {
    return changes(compare(earlier().withLinks(link(A), link(B)), after));
  }

  @Test
  void nothingIsLostByAbsenceWhenBuildsAreEqualOrUnknown() throws IOException {
    assertThat(absent(builtOn(FIRST_DAY).withLinks(link(A))))
        .containsExactly("unlisted unknown 1 -");
    assertThat(absent(ofUnknownBuild().withLinks(link(A)))).containsExactly("unlisted unknown 1 -");
    assertThat(
            changes(
                compare(ofUnknownBuild().withLinks(link(A), link(B)), later().withLinks(link(A)))))
        .containsExactly("unlisted unknown 1 -");
  }

  @Test
  void nothingIsLostByAbsenceWhenListsMayComeFromSeveralBuilds() throws IOException {
    String warning = "the lists come from different builds of the index: 1, 2";
    assertThat(absent(later().withWarning(warning).withLinks(link(A))))
        .containsExactly("unlisted unknown 1 -");
    ComparedReportBuilder many = later();
    for (int i = 0; i < 50; i++) {
      many.withWarning("warning " + i);
    }
    assertThat(absent(many.withLinks(link(A)))).containsExactly("unlisted unknown 1 -");
  }

  @Test
  void absentFromFreshIndexLeftIt() throws IOException {
    assertThat(
            changes(
                compare(
                    earlier().withIndex(Index.FRESH).withLinks(link(A), link(B)),
                    later().withIndex(Index.FRESH).withLinks(link(A)))))
        .containsExactly("unlisted left-index 1 -");
  }

  @ParameterizedTest
  @CsvSource({
    // total, available, max, evidence
    "1, 50000, 1000, lost complete-list",
    "2, 50000, 1000, unlisted unknown",
    "-1, 50000, 1000, unlisted unknown",
    ", 50000, 1000, unlisted unknown",
    "1, , 1000, unlisted unknown",
    "1, , 1, unlisted below-cut",
    "1, 2, 1000, lost complete-list",
    "1, 1, 1000, unlisted below-cut",
    "1, 50000, 1, unlisted below-cut",
    "1, 50000, 2, lost complete-list",
  })
  void listIsCompleteWhenNothingCanBeMissing(
      String total, String available, int max, String expected) throws IOException {
    Map<String, String> attributes =
        Map.of(
            "TotalBackLinks", total == null ? "" : total,
            "AvailableLines", available == null ? "" : available);
    Comparison comparison =
        compare(
            earlier().withLinks(link(A), link(B)),
            later().withMaxBacklinks(max).withList(Scope.URL, attributes, List.of(link(A))));
    assertThat(changes(comparison)).containsExactly(expected + " 1 -");
    assertThat(comparison.lists().getFirst().after().isComplete())
        .isEqualTo(expected.startsWith("lost"));
  }

  @Test
  void listOfAnotherAnalysisModeIsNotComplete() throws IOException {
    assertThat(absent(later().withGlobal("AnalysisMode", "AnalyseAllBackLinks").withLinks(link(A))))
        .containsExactly("lost complete-list 1 -");
    assertThat(absent(later().withGlobal("AnalysisMode", "Quick").withLinks(link(A))))
        .containsExactly("unlisted unknown 1 -");
  }

  @Test
  void listWithMaxPerDomainIsNotComplete() throws IOException {
    assertThat(
            changes(
                compare(
                    earlier().withMaxPerDomain(5).withLinks(link(A), link(B)),
                    later().withMaxPerDomain(5).withLinks(link(A)))))
        .containsExactly("unlisted unknown 1 -");
  }

  @Test
  void listWithDamagedRowIsNotComplete() throws IOException {
    assertNotComplete(Map.of("DamagedRow", "x|y"));
    assertNotComplete(link("http://c.example/", "DamagedRow", "x|y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SourceURL", "TargetURL"})
  void listWithRowWithoutUrlIsNotComplete(String column) throws IOException {
    assertNotComplete(link("http://c.example/", column, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SourceURL", "TargetURL"})
  void listWithRepairedUrlIsNotComplete(String column) throws IOException {
    assertNotComplete(link("http://c.example/", column, "http://c.example/\uFFFD"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SourceURL", "TargetURL"})
  void listWithCutUrlIsNotComplete(String column) throws IOException {
    assertNotComplete(link("http://c.example/", column, "http://c.example/" + "x".repeat(70_000)));
    assertNotComplete(link("http://c.example/", column, "http://c.example/" + "€".repeat(30_000)));
  }

  @Test
  void longUrlIsNotCut() throws IOException {
    Map<String, String> longLink = link("http://c.example/" + "x".repeat(65_000));
    assertThat(absent(later().withLinks(link(A), longLink)))
        .containsExactly("appeared unknown - 1", "lost complete-list 1 -");
  }

  @Test
  void backslashIsARepairOnlyWhereCharactersWereInvalid() throws IOException {
    Map<String, String> odd = link("http://c.example/\\x");
    assertThat(absent(later().withLinks(link(A), odd))).contains("lost complete-list 1 -");
    assertThat(
            absent(
                later()
                    .withWarning("URL: 2 invalid characters became U+FFFD")
                    .withLinks(link(A), odd)))
        .contains("unlisted unknown 1 -");
    assertThat(
            absent(
                later()
                    .withWarning("DomainsInfo: 2 invalid characters became U+FFFD")
                    .withLinks(link(A), odd)))
        .contains("lost complete-list 1 -");
  }

  private static void assertNotComplete(Map<String, String> row) throws IOException {
    Comparison comparison =
        compare(earlier().withLinks(link(A), link(B)), later().withLinks(link(A), row));
    assertThat(changes(comparison)).contains("unlisted unknown 1 -");
    assertThat(comparison.lists().getFirst().after().isComplete()).isFalse();
    assertThat(comparison.lists().getFirst().before().isComplete()).isTrue();
  }

  @Test
  void linkThatIsDeadNowIsReportedLost() throws IOException {
    assertThat(
            changes(
                compare(
                    earlier().withLinks(link(A), link(B)),
                    later().withLinks(deadLink(B), link(A)))))
        .containsExactly("lost reported 1 0");
  }

  @Test
  void reportedLossesComeBeforeProvenOnes() throws IOException {
    assertThat(
            changes(compare(earlier().withLinks(link(A), link(B)), later().withLinks(deadLink(B)))))
        .containsExactly("lost reported 1 0", "lost complete-list 0 -");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05, , true",
    "2026-01-05, 2026-01-04, true",
    "2026-01-05, 2026-01-05, true",
    "2026-01-05, 2026-01-06, false",
    "2025-12-31, 2026-01-01, false",
    "05/01/2026, , false",
  })
  void lossIsOlderThanTheLastSighting(String lostOn, String lastSeen, boolean isLost)
      throws IOException {
    Map<String, String> row =
        link(A, "DateLost", lostOn, "LastSeenDate", lastSeen == null ? "" : lastSeen);
    assertThat(changes(compare(earlier().withLinks(link(A)), later().withLinks(row))))
        .isEqualTo(isLost ? List.of("lost reported 0 0") : List.of());
  }

  @Test
  void deadRowsOfOneListAreGone() throws IOException {
    Comparison comparison =
        compare(
            earlier().withLinks(link(A), deadLink(B)),
            later()
                .withLinks(link(A), deadLink("http://c.example/"), deadLink("http://d.example/")));
    assertThat(changes(comparison)).isEmpty();
    LinkCounts counts = comparison.lists().getFirst().counts();
    assertThat(counts.goneBefore()).isEqualTo(1);
    assertThat(counts.goneAfter()).isEqualTo(2);
    assertThat(counts.unchanged()).isEqualTo(1);
  }

  @Test
  void deadRowOfBothListsIsUnchanged() throws IOException {
    Comparison comparison =
        compare(earlier().withLinks(deadLink(A)), later().withLinks(deadLink(A)));
    assertThat(changes(comparison)).isEmpty();
    assertThat(comparison.lists().getFirst().counts().unchanged()).isEqualTo(1);
  }

  @Test
  void linkThatIsAliveAgainIsChanged() throws IOException {
    assertThat(changes(compare(earlier().withLinks(deadLink(A)), later().withLinks(link(A)))))
        .containsExactly("changed 0 0");
  }

  @ParameterizedTest
  @CsvSource({
    "AnchorText, x, y",
    "FlagNoFollow, 0, 1",
    "FlagRedirect, 0, 1",
    "FlagFrame, 1, 0",
    "FlagImages, false, TRUE",
    "LinkType, TextLink, ImageLink",
    "LinkSubType, x, y",
    "IndirectTargetURL, http://x.example/, http://y.example/",
    "IndirectTargetType, x, y",
  })
  void differentKnownFieldIsAChange(String column, String before, String after) throws IOException {
    assertThat(field(column, before, after)).containsExactly("changed 0 0");
    assertThat(field(column, before, before)).isEmpty();
    assertThat(field(column, before, "")).isEmpty();
    assertThat(field(column, " ", after)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "FlagNoFollow, 0, maybe",
    "FlagNoFollow, 0, false",
    "FlagImages, TRUE, 1",
    "FlagAltText, 0, 1",
    "FlagMention, 0, 1",
    "SourceTitle, x, y",
    "SourceTrustFlow, 1, 2",
    "LastSeenDate, 2026-01-01, 2026-02-02",
    "ReasonLost, x, y",
  })
  void unknownOrEqualOrOtherFieldIsNoChange(String column, String before, String after)
      throws IOException {
    assertThat(field(column, before, after)).isEmpty();
  }

  private static List<String> field(String column, String before, String after) throws IOException {
    return changes(
        compare(
            earlier().withLinks(link(A, column, before)),
            later().withLinks(link(A, column, after))));
  }

  @Test
  void linkInAnotherSpellingIsMoved() throws IOException {
    assertThat(
            changes(
                compare(
                    earlier().withLinks(link("http://a.example/x")),
                    later().withLinks(link("https://www.a.example/x/")))))
        .containsExactly("moved 0 0");
  }

  @Test
  void targetInAnotherSpellingIsMoved() throws IOException {
    assertThat(
            changes(
                compare(
                    earlier().withLinks(link(A, "TargetURL", "http://target.example/x")),
                    later().withLinks(link(A, "TargetURL", "http://www.target.example/x")))))
        .containsExactly("moved 0 0");
  }

  @Test
  void lossHasPriorityOverMoveAndMoveOverChange() throws IOException {
    assertThat(
            changes(
                compare(
                    earlier().withLinks(link("http://a.example/"), link("http://b.example/")),
                    later()
                        .withLinks(
                            deadLink("http://www.a.example/", "AnchorText", "y"),
                            link("http://www.b.example/", "AnchorText", "y")))))
        .containsExactly("lost reported 0 0", "moved 1 1");
  }

  @Test
  void equalUrlHasPriorityOverAnotherSpelling() throws IOException {
    assertThat(
            changes(
                compare(
                    earlier().withLinks(link("http://a.example/"), link("http://www.a.example/")),
                    later().withLinks(link("http://www.a.example/", "AnchorText", "y")))))
        .containsExactly("lost complete-list 0 -", "changed 1 0");
  }

  @Test
  void rowsAreNumberedOverAllLists() throws IOException {
    Comparison comparison =
        compare(
            earlier()
                .withLinks(Scope.URL, List.of(link(A)))
                .withLinks(Scope.ROOT_DOMAIN, List.of(link(A), link(B))),
            later()
                .withLinks(Scope.URL, List.of(link(A), link(B)))
                .withLinks(Scope.ROOT_DOMAIN, List.of(link(A), link(B, "AnchorText", "y"))));
    assertThat(changes(comparison)).containsExactly("appeared unknown - 1", "changed 2 3");
    assertThat(comparison.links().get(1).scope()).isEqualTo(Scope.ROOT_DOMAIN);
  }

  @Test
  void changesAreInOrderOfKindThenScopeThenRow() throws IOException {
    List<Map<String, String>> before =
        List.of(link("http://c.example/"), link("http://d.example/"), link("http://e.example/"));
    List<Map<String, String>> after =
        List.of(
            link("http://d.example/", "FlagNoFollow", "1"),
            link("http://c.example/", "FlagNoFollow", "1"),
            link("http://f.example/"),
            link("http://g.example/", "FirstIndexedDate", "2026-02-01"));
    assertThat(
            changes(
                compare(
                    earlier().withLinks(Scope.SUBDOMAIN, before).withLinks(Scope.URL, before),
                    later().withLinks(Scope.SUBDOMAIN, after).withLinks(Scope.URL, after))))
        .containsExactly(
            "new first-indexed - 3",
            "new first-indexed - 7",
            "appeared unknown - 2",
            "appeared unknown - 6",
            "lost complete-list 2 -",
            "lost complete-list 5 -",
            "changed 1 0",
            "changed 0 1",
            "changed 4 4",
            "changed 3 5");
  }
}
