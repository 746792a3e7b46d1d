package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Upstream's own sample as the payload that it must become. */
class GoldenPayloadIT {
  private static final List<String> OURS = List.of("id", "createdAt", "readyAt", "expiresAt");
  private static final Set<String> MINUS_ONE_IS_UNKNOWN =
      Set.of("ACRank", "AlexaRank", "DomainID", "LinksAvailableForRootDomain");

  /** The sample has neither code nor name of a language: its confidence of 0 says nothing. */
  private static final Set<String> LANGUAGELESS =
      Set.of("SourceLanguageConfidence", "TargetLanguageConfidence");

  private static ObjectNode payload;
  private static JsonNode sample;

  @BeforeAll
  static void ask() throws Exception {
    payload =
        (ObjectNode)
            invoke(
                "{\"target\": \"%s\", \"includeDomains\": true, \"maxAge\": \"PT0S\"}"
                    .formatted(Majestic.SAMPLE_TARGET));
    sample = JSON.readTree(resource("/majestic/sample.json"));
  }

  @Test
  void theSampleBecomesTheGoldenPayload() throws Exception {
    ObjectNode shown = payload.deepCopy();
    OURS.forEach(member -> {
      assertThat(shown.path(member).isTextual()).as(member).isTrue();
      shown.put(member, "(any)");
    });
    assertThat(shown.toPrettyString())
        .isEqualTo(JSON.readTree(resource("/golden/sample.payload.json")).toPrettyString());
  }

  @Test
  void ourOwnMembersLookAsTheyShould() {
    assertThat(payload.path("id").asText()).matches("[0-9a-f]{32}");
    assertThat(OURS.subList(1, 4))
        .allSatisfy(instant ->
            assertThat(payload.path(instant).asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
  }

  @Test
  void everyColumnOfTheSampleHasItsPlace() throws Exception {
    assertThat(placed("link")).isEqualTo(columns("URL")).hasSize(41);
    assertThat(placed("domain")).isEqualTo(columns("DomainsInfo")).hasSize(35);
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvFileSource(resources = "/golden/sample.link.csv", useHeadersInDisplayName = false)
  void aLinkCellStandsAtItsPlaceOrIsUnknown(String column, String place) {
    stands(cell("URL", column), column, payload.at("/backlinks/0" + place));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvFileSource(resources = "/golden/sample.domain.csv", useHeadersInDisplayName = false)
  void aDomainCellStandsAtItsPlaceOrIsUnknown(String column, String place) {
    stands(cell("DomainsInfo", column), column, payload.at("/domains/0" + place));
  }

  @Test
  void aCountBeyond32BitsIsKept() {
    assertThat(payload.at("/lists/0/totalBacklinks").asText()).isEqualTo("2812912800");
  }

  private static void stands(JsonNode cell, String column, JsonNode shown) {
    assertThat(cell.isMissingNode()).as("the sample's " + column).isFalse();
    boolean unknown =
        cell.asText().isEmpty()
            || (MINUS_ONE_IS_UNKNOWN.contains(column) && cell.asText().equals("-1"))
            || LANGUAGELESS.contains(column);
    if (unknown) {
      assertThat(shown.isMissingNode()).as("left out").isTrue();
    } else if (column.startsWith("Flag")) {
      assertThat(shown.isBoolean()).isTrue();
      assertThat(shown.booleanValue()).isEqualTo(cell.asInt() == 1);
    } else {
      assertThat(shown).isEqualTo(cell);
    }
  }

  private static JsonNode cell(String table, String column) {
    return sample.at("/DataTables/" + table + "/Data/0/" + column);
  }

  private static Set<String> columns(String table) {
    Set<String> columns = new TreeSet<>();
    sample.at("/DataTables/" + table + "/Data/0").fieldNames().forEachRemaining(columns::add);
    return columns;
  }

  private static Set<String> placed(String row) {
    Set<String> columns = new TreeSet<>();
    resource("/golden/sample." + row + ".csv")
        .lines()
        .forEach(line -> columns.add(line.split(",")[0]));
    return columns;
  }
}
