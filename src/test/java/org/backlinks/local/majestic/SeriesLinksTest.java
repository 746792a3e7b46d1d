package org.backlinks.local.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.backlinks.local.majestic.SeriesChange.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class SeriesLinksTest {
  private static final String URL = "http://www.series-60.example/";
  private static final FakeIndex INDEX = FakeIndex.HISTORIC;

  private final FakeMajestic majestic = FakeMajestic.start();
  private final PlainMajesticClient client = new PlainMajesticClient(majestic);

  @AfterEach
  void closeAll() {
    client.close();
    majestic.close();
  }

  @Test
  void changesExplainEachListFromTheOneBefore() {
    for (int build = 1; build <= 8; build++) {
      Set<String> expected = sources(build - 1);
      for (SeriesChange change : changes(build - 1, build)) {
        switch (change.kind()) {
          case BORN -> assertThat(expected.add(change.sourceUrl())).isTrue();
          case LOST, DELETED -> assertThat(expected.remove(change.sourceUrl())).isTrue();
          case MOVED -> {
            assertThat(expected.remove(change.before())).isTrue();
            expected.add(change.after());
          }
          case NOFOLLOW, ANCHOR, LINK_TYPE -> assertThat(expected).contains(change.sourceUrl());
        }
      }
      assertThat(sources(build)).as("build %d", build).isEqualTo(expected);
    }
  }

  @Test
  void changesOfEachKindOccur() {
    Set<Kind> kinds =
        changes(0, 6).stream()
            .map(SeriesChange::kind)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
    assertThat(kinds).isEqualTo(EnumSet.allOf(Kind.class));
    assertThat(changes(0, 6))
        .isEqualTo(changes(0, 6))
        .isSortedAccordingTo(Comparator.comparing(SeriesChange::build));
  }

  @Test
  void linksAreRankedAgainByEachBuild() {
    List<String> before = new ArrayList<>(orderedSources(0));
    List<String> after = new ArrayList<>(orderedSources(1));
    before.retainAll(after);
    after.retainAll(before);
    assertThat(after).isNotEqualTo(before).containsExactlyInAnyOrderElementsOf(before);
    assertThat(new HashSet<>(orderedSources(0).subList(0, 20)))
        .isNotEqualTo(new HashSet<>(orderedSources(1).subList(0, 20)));
  }

  @Test
  void answersHaveLinksOfCurrentBuildInBothFormats() throws Exception {
    for (int build = 0; build < 3; build++) {
      JsonNode json = client.callJson("GetTopBackLinks", "URL", URL);
      Element xml = client.callXml("GetTopBackLinks", "URL", URL);
      List<List<String>> rows = PlainMajesticClient.rows(json, "URL");
      assertThat(PlainMajesticClient.rows(xml, "URL")).isEqualTo(rows);
      assertThat(rows).extracting(List::getFirst).isEqualTo(orderedSources(build));
      assertThat(json.path("UniqueIndexID").asText()).isEqualTo(INDEX.id(build));
      majestic.rebuild(INDEX);
    }
  }

  @Test
  void onlySuccessorWithModeZeroShowsDeletedLinks() throws Exception {
    for (int i = 0; i < 5; i++) {
      majestic.rebuild(INDEX);
    }
    JsonNode live = client.callJson("GetBackLinkData", "item", URL, "Mode", 1);
    JsonNode all = client.callJson("GetBackLinkData", "item", URL, "Mode", 0);
    Set<String> deleted =
        changes(0, 5).stream()
            .filter(change -> change.kind() == Kind.DELETED)
            .map(SeriesChange::sourceUrl)
            .collect(Collectors.toSet());
    assertThat(sourcesOf(live)).containsExactlyInAnyOrderElementsOf(sources(5));
    assertThat(deleted).isNotEmpty().doesNotContainAnyElementsOf(sourcesOf(live));
    assertThat(sourcesOf(all)).containsAll(sourcesOf(live)).containsAll(deleted);
    assertThat(sourcesOf(all)).hasSize(sourcesOf(live).size() + deleted.size());
    assertThat(PlainMajesticClient.rows(all, "BackLinks"))
        .filteredOn(row -> row.get(15).equals("1"))
        .hasSameSizeAs(deleted)
        .allSatisfy(row -> assertThat(row.get(29)).matches("20\\d\\d-\\d\\d-\\d\\d"));
  }

  @Test
  void eachScopeAndEachIndexHasItsOwnSeries() throws Exception {
    majestic.rebuild(FakeIndex.FRESH);
    JsonNode historic =
        client.callJson(
            "GetTopBackLinks", "URL", URL, "GetSubDomainData", 1, "GetRootDomainData", 1);
    JsonNode fresh = client.callJson("GetTopBackLinks", "URL", URL, "datasource", "fresh");
    assertThat(PlainMajesticClient.rows(historic, "SubDomain"))
        .extracting(List::getFirst)
        .isEqualTo(orderedSources("www.series-60.example", 0));
    assertThat(PlainMajesticClient.rows(historic, "RootDomain"))
        .extracting(List::getFirst)
        .isEqualTo(orderedSources("series-60.example", 0));
    assertThat(PlainMajesticClient.rows(fresh, "URL"))
        .extracting(List::getFirst)
        .isEqualTo(orderedSources(1));
  }

  @Test
  void newLinksAreFirstIndexedAfterTheBuildBefore() throws Exception {
    majestic.rebuild(INDEX);
    Set<String> born =
        changes(0, 1).stream()
            .filter(change -> change.kind() == Kind.BORN)
            .map(SeriesChange::sourceUrl)
            .collect(Collectors.toSet());
    String buildDay = INDEX.builtAt(0).toLocalDate().toString();
    for (List<String> row :
        PlainMajesticClient.rows(client.callJson("GetTopBackLinks", "URL", URL), "URL")) {
      assertThat(row.get(27).compareTo(buildDay) > 0)
          .as(row.getFirst())
          .isEqualTo(born.contains(row.getFirst()));
    }
  }

  private static List<SeriesChange> changes(int from, int to) {
    return FakeMajestic.seriesChanges(URL, INDEX, from, to);
  }

  private static Set<String> sources(int build) {
    return new HashSet<>(orderedSources(build));
  }

  private static List<String> orderedSources(int build) {
    return orderedSources(URL, build);
  }

  private static List<String> orderedSources(String item, int build) {
    return FakeMajestic.seriesLinks(item, INDEX, build, false).stream()
        .map(ExpectedLink::sourceUrl)
        .toList();
  }

  private static List<String> sourcesOf(JsonNode answer) {
    return PlainMajesticClient.rows(answer, "BackLinks").stream().map(List::getFirst).toList();
  }
}
