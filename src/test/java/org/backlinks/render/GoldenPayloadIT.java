package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.readResource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Compares the payload of upstream's own sample with the golden files. */
class GoldenPayloadIT {
  private static final List<String> GENERATED_MEMBERS =
      List.of("id", "createdAt", "readyAt", "expiresAt");
  private static final Set<String> MINUS_ONE_IS_UNKNOWN =
      Set.of("ACRank", "AlexaRank", "DomainID", "LinksAvailableForRootDomain");

  /** The sample has no language, so that the payload omits the confidence of 0. */
  private static final Set<String> CONFIDENCE_COLUMNS =
      Set.of("SourceLanguageConfidence", "TargetLanguageConfidence");

  private static ObjectNode payload;
  private static JsonNode sample;

  @BeforeAll
  static void requestSampleReport() throws Exception {
    payload =
        (ObjectNode)
            invoke(
                "{\"target\": \"%s\", \"includeDomains\": true, \"maxAge\": \"PT0S\"}"
                    .formatted(FakeMajestic.SAMPLE_TARGET));
    sample = JSON.readTree(readResource("/majestic/sample.json"));
  }

  @Test
  void samplePayloadMatchesGoldenFile() throws Exception {
    ObjectNode masked = payload.deepCopy();
    // another test may have asked the same question before
    masked.remove("previous");
    GENERATED_MEMBERS.forEach(member -> {
      assertThat(masked.path(member).isTextual()).as(member).isTrue();
      masked.put(member, "(any)");
    });
    assertThat(masked.toPrettyString())
        .isEqualTo(JSON.readTree(readResource("/golden/sample.payload.json")).toPrettyString());
  }

  @Test
  void generatedMembersHaveExpectedFormat() {
    assertThat(payload.path("id").asText()).matches("[0-9a-f]{32}");
    assertThat(GENERATED_MEMBERS.subList(1, 4))
        .allSatisfy(instant ->
            assertThat(payload.path(instant).asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
  }

  @Test
  void everySampleColumnIsMapped() throws Exception {
    assertThat(mappedColumns("link")).isEqualTo(columns("URL")).hasSize(41);
    assertThat(mappedColumns("domain")).isEqualTo(columns("DomainsInfo")).hasSize(35);
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvFileSource(resources = "/golden/sample.link.csv", useHeadersInDisplayName = false)
  void linkCellIsAtMappedFieldOrUnknown(String column, String pointer) {
    assertShown(cell("URL", column), column, payload.at("/backlinks/0" + pointer));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvFileSource(resources = "/golden/sample.domain.csv", useHeadersInDisplayName = false)
  void domainCellIsAtMappedFieldOrUnknown(String column, String pointer) {
    assertShown(cell("DomainsInfo", column), column, payload.at("/domains/0" + pointer));
  }

  @Test
  void countBeyond32BitsIsKept() {
    assertThat(payload.at("/lists/0/totalBacklinks").asText()).isEqualTo("2812912800");
  }

  private static void assertShown(JsonNode cell, String column, JsonNode field) {
    assertThat(cell.isMissingNode()).as("the sample's " + column).isFalse();
    boolean isUnknown =
        cell.asText().isEmpty()
            || (MINUS_ONE_IS_UNKNOWN.contains(column) && cell.asText().equals("-1"))
            || CONFIDENCE_COLUMNS.contains(column);
    if (isUnknown) {
      assertThat(field.isMissingNode()).as("omitted").isTrue();
    } else if (column.startsWith("Flag")) {
      assertThat(field.isBoolean()).isTrue();
      assertThat(field.booleanValue()).isEqualTo(cell.asInt() == 1);
    } else {
      assertThat(field).isEqualTo(cell);
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

  private static Set<String> mappedColumns(String row) {
    Set<String> columns = new TreeSet<>();
    readResource("/golden/sample." + row + ".csv")
        .lines()
        .forEach(line -> columns.add(line.split(",")[0]));
    return columns;
  }
}
