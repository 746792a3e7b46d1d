package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.row;
import static org.backlinks.render.ReportFixture.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestJsonTest {
  @Test
  void indexIsTakenFromUpstream() throws IOException {
    assertThat(
            new ReportFixture()
                .withGlobals(
                    "IndexType", "1",
                    "IndexBuildDate", "2017-09-04 13:42:54",
                    "UniqueIndexID", "20170904134254-FRESH")
                .withLinks()
                .page()
                .path("index"))
        .isEqualTo(
            tree("{'name':'fresh','builtAt':'2017-09-04T13:42:54','id':'20170904134254-FRESH'}"));
    assertThat(new ReportFixture().withLinks().page().path("index"))
        .isEqualTo(tree("{'name':'historic'}"));
  }

  @ParameterizedTest
  @CsvSource({"1.0, fresh", "1e0, fresh", "0.0, historic", "0, historic", "1, fresh"})
  void indexTypeIsReadInAnyNumberFormat(String type, String name) throws IOException {
    JsonNode page = new ReportFixture().withGlobals("IndexType", type).withLinks().page();
    assertThat(page.at("/index/name").textValue()).isEqualTo(name);
    assertThat(page.path("provider").has("extra")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5000", "1000000000001"})
  void implausibleAmountIsWrittenToExtra(String amount) throws IOException {
    JsonNode page =
        new ReportFixture().withGlobals("RemainingRetrievalResUnits", amount).withLinks().page();
    assertThat(page.at("/provider/extra/RemainingRetrievalResUnits").textValue()).isEqualTo(amount);
  }

  @Test
  void buildTimeKeepsZeroSeconds() throws IOException {
    assertThat(
            new ReportFixture()
                .withGlobals("IndexBuildDate", "2017-09-04 13:00:00")
                .withLinks()
                .page()
                .at("/index/builtAt")
                .textValue())
        .isEqualTo("2017-09-04T13:00:00");
  }

  @ParameterizedTest
  @CsvSource({
    "IndexBuildDate, 04/09/2017 13:42:54",
    "IndexBuildDate, 2017-02-30 00:00:00",
    "IndexBuildDate, 2017-09-04 24:00:00",
    "IndexType, 2",
    "ChargedAnalysisResUnits, many",
    "RemainingRetrievalResUnits, none",
    "AnalysisMode, AnalyseAllBackLinks"
  })
  void unreadableGlobalIsWrittenToExtra(String name, String value) throws IOException {
    JsonNode page = new ReportFixture().withGlobals(name, value).withLinks().page();
    assertThat(page.at("/provider/extra").path(name).textValue()).isEqualTo(value);
    assertThat(page.path("index")).isEqualTo(tree("{'name':'historic'}"));
    assertThat(page.path("usage")).hasSize(3);
  }

  @Test
  void mappedGlobalsAreNotRepeatedInExtra() throws IOException {
    JsonNode page =
        new ReportFixture()
            .withGlobals(
                "chargedanalysisresunits", "5000",
                "ChargedRetrievalResUnits", "1",
                "RemainingAnalysisResUnits", "97072651",
                "RemainingRetrievalResUnits", "19462825",
                "RemainingStandardReports", "1010",
                "IndexType", "0",
                "IndexBuildDate", "2017-09-04 13:42:54",
                "UniqueIndexID", "x")
            .withLinks()
            .page();
    assertThat(page.path("provider"))
        .isEqualTo(tree("{'name':'majestic','command':'GetTopBackLinks'}"));
    assertThat(page.path("usage"))
        .isEqualTo(
            tree(
                """
                {'charged':{'analysis':5000,'retrieval':1},
                 'remaining':{'analysis':97072651,'retrieval':19462825,'standardReports':1010},
                 'calls':1,'polls':0,'estimated':false}
                """));
  }

  @Test
  void listHasUpstreamCounts() throws IOException {
    Map<String, String> attributes =
        Map.of(
            "BackLinkItem", "http://item.example/",
            "BackLinkType", "URL",
            "totalbacklinks", "2812912800",
            "AvailableLines", "50000",
            "TotalMatches", "1");
    JsonNode page =
        new ReportFixture().withLinks("url", attributes, List.of(row("SourceURL", "u"))).page();
    assertThat(page.path("lists"))
        .isEqualTo(
            tree(
                """
                [{'scope':'url','item':'http://item.example/','totalBacklinks':2812912800,
                  'available':50000,'returned':1,'extra':{'TotalMatches':'1'}}]
                """));
  }

  @Test
  void listItemDefaultsToTarget() throws IOException {
    ReportFixture stored =
        new ReportFixture().withLinks("url", Map.of("AvailableLines", "?"), List.of());
    assertThat(stored.page().path("lists"))
        .isEqualTo(
            tree(
                "[{'scope':'url','item':'"
                    + stored.report().question().target().text()
                    + "','returned':0,'extra':{'AvailableLines':'?'}}]"));
  }

  @Test
  void requestedListIsMarkedMissingWhenAbsent() throws IOException {
    ReportFixture stored =
        new ReportFixture().withScopes(EnumSet.of(Scope.URL, Scope.ROOT_DOMAIN)).withLinks();
    JsonNode lists = stored.page().path("lists");
    assertThat(lists).hasSize(2);
    assertThat(lists.get(0).has("missing")).isFalse();
    assertThat(lists.get(1))
        .isEqualTo(
            tree(
                "{'scope':'rootDomain','item':'"
                    + stored.report().question().target().text()
                    + "','missing':true}"));
  }

  @Test
  void tablesOfSameScopeAreMerged() throws IOException {
    JsonNode page =
        new ReportFixture()
            .withLinks("url", Map.of("TotalBackLinks", "7"), List.of(row("SourceURL", "a")))
            .withLinks("url", Map.of("TotalBackLinks", "9"), List.of(row("SourceURL", "b")))
            .page();
    assertThat(page.at("/lists/0/returned").asInt()).isEqualTo(2);
    assertThat(page.at("/lists/0/totalBacklinks").asInt()).isEqualTo(7);
    assertThat(page.path("lists")).hasSize(1);
    assertThat(page.path("backlinks").findValuesAsText("url")).containsExactly("a", "b");
  }
}
