package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryJsonTest {
  private static String written(ListSummary... lists) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      SummaryJson.writeLists(json, new ReportSummary(List.of(lists)));
      json.writeEndObject();
    }
    return text.toString();
  }

  private static JsonNode full() throws IOException {
    return new ObjectMapper().readTree(written(SummaryFixture.FULL)).path("lists").path(0);
  }

  @Test
  void unknownFactsAreAbsent() throws IOException {
    assertThat(written(SummaryFixture.EMPTY))
        .isEqualTo(
            "{\"lists\":[{\"scope\":\"url\",\"of\":{\"returned\":0,\"complete\":false},"
                + "\"rows\":0,\"dead\":0,\"sourceUrls\":0,\"domains\":0}]}");
  }

  @Test
  void unknownSourcesAreAbsentAndNeverZero() throws IOException {
    CountedReport report =
        new CountedReport().withLinks(Collections.nCopies(3, Map.of("LinkType", "TextLink")));
    ListSummary unknown =
        SnapshotCounter.count(report.question(), report.stored()).lists().getFirst();
    assertThat(written(unknown))
        .contains("\"rows\":3,\"dead\":0,\"linkTypes\"", "{\"value\":\"TextLink\",\"links\":3}");
  }

  @Test
  void listsAreInTheirOrder() throws IOException {
    assertThat(written()).isEqualTo("{\"lists\":[]}");
    assertThat(
            new ObjectMapper()
                .readTree(written(SummaryFixture.FULL, SummaryFixture.EMPTY))
                .findValuesAsText("scope"))
        .containsExactly("rootDomain", "url");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "of | {'returned':4,'totalBacklinks':2812912800,'complete':true}",
        "follow | {'known':3,'follow':2,'nofollow':1}",
        "firstIndexed | {'known':2,'months':[{'month':'2024-05','links':2}]}",
        "lost | {'known':1,'reasons':[{'value':'Dropped','links':1,'domains':1}],"
            + "'months':[{'month':'2025-06','links':1}]}",
        "flow | {'known':3,'matrix':[[72,64,3]],'citationDeciles':[0,0,0,0,0,0,0,3,0,0],"
            + "'trustDeciles':[0,0,0,0,0,0,3,0,0,0]}",
        "signals | [{'signal':'anchorCluster','links':3,'domains':2,'threshold':'one known anchor"
            + " from at least 5 and at least 10 % of the domains','examples':['a','b']}]"
      })
  void memberHasItsDocumentedForm(String name, String expected) throws IOException {
    assertThat(full().path(name)).hasToString(expected.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linkTypes",
        "languages",
        "tlds",
        "countries",
        "topics",
        "anchors",
        "referringDomains",
        "targets"
      })
  void facetHasValuesAndOthers(String name) throws IOException {
    JsonNode facet = full().path(name);
    assertThat(facet.path("known").asInt()).isEqualTo(3);
    assertThat(facet.path("values").path(0).path("value").asText())
        .isEqualTo("\u202E<b>\uD83D\uDE00");
    assertThat(facet.path("values").path(0).path("links").asInt()).isEqualTo(2);
    assertThat(facet.path("values").path(0).path("domains").asInt()).isEqualTo(1);
    assertThat(facet.path("others")).hasToString("{\"values\":1,\"links\":1}");
  }
}
