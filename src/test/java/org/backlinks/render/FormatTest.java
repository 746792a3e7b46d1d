package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.Kept.row;
import static org.backlinks.render.Kept.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.backlinks.local.SharedStack;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows in every format. */
class FormatTest {
  @ParameterizedTest
  @CsvSource({"NDJSON, rows.ndjson", "CSV, rows.csv", "RAW_CSV, rows.raw.csv"})
  void rowsOfAllKindsBecomeTheGoldenFile(Format format, String file) throws IOException {
    assertThat(text(golden().rendered(0, 100, format)))
        .isEqualTo(SharedStack.resource("/golden/" + file));
  }

  /** A full row, one of hostile and unknown cells, one of nothing; then another scope. */
  private static Kept golden() throws IOException {
    Map<String, String> hostile =
        row(
            "SourceURL", "=HYPERLINK(\"http://x.example\",\"x\")",
            "SourceTitle", "two\r\nlines, \"quoted\"",
            "SourceLanguageConfidence", "sure",
            "AnchorText", "\t@x",
            "TargetURL", "+1",
            "TargetTitle", "'plain",
            "IndirectTargetType", "-",
            "ReasonLost", "\r",
            "SourceOutLinksExternal", "-1",
            "ACRank", "-1",
            "FlagFrame", "maybe",
            "Date", "31/02/2017",
            "NewColumn", "=a \"b\"",
            "SourceTopicalTrustFlow_Topic_1", "Two",
            "SourceTopicalTrustFlow_Value_2", "7");
    return new Kept()
        .asked(EnumSet.of(Scope.URL, Scope.ROOT_DOMAIN))
        .links("url", Map.of(), List.of(LinkRowsTest.FULL, hostile, row("SourceURL", " ")))
        .links(
            "rootDomain",
            Map.of(),
            List.of(
                row(
                    "SourceURL", "日本/😀",
                    "TargetTopicalTrustFlow_Topic_0", "A",
                    "TargetTopicalTrustFlow_Value_0", "1",
                    "TargetTopicalTrustFlow_Topic_3", "D")));
  }

  @Test
  void theHeaderIsTheSameOnEveryPageAndOfEveryList() throws IOException {
    List<String> headers =
        golden().pages(1, Format.CSV).stream().map(page -> page.split("\r\n", 2)[0]).toList();
    assertThat(headers).hasSize(4);
    assertThat(headers.stream().distinct()).hasSize(1);
    assertThat(headers.getFirst())
        .startsWith("scope,source.url,source.title,source.language.code,")
        .contains(
            "source.topics.0.name,source.topics.0.trustFlow,source.topics.1.name,",
            ",target.topics.1.trustFlow,target.indirect.url,")
        .doesNotContain("source.topics.2", "target.topics.2")
        .endsWith(",domain,linksAvailableForRootDomain,extra");
  }

  @Test
  void aReportWithoutRowsIsAHeaderOrNothing() throws IOException {
    Kept kept = new Kept().links();
    assertThat(CsvText.lines(text(kept.rendered(0, 10, Format.CSV)))).hasSize(1);
    assertThat(text(kept.rendered(0, 10, Format.NDJSON))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "+", "-", "@", "\t", "\r"})
  void whatASpreadsheetWouldRunIsATextUnlessRaw(String first) throws IOException {
    Kept kept = new Kept().links(row("AnchorText", first + "x", "SourceOutLinksInternal", "-5"));
    for (Format format : List.of(Format.CSV, Format.RAW_CSV)) {
      Map<String, String> row = CsvText.rows(text(kept.rendered(0, 1, format))).getFirst();
      assertThat(row.get("anchorText")).isEqualTo((format == Format.CSV ? "'" : "") + first + "x");
      assertThat(row.get("source.internalLinks")).as("a number is no text").isEqualTo("-5");
    }
  }

  @Test
  void aTextThatOnlyHasSuchASignInsideStandsAsItIs() throws IOException {
    Kept kept = new Kept().links(row("AnchorText", "a=b+c-d@e"));
    assertThat(CsvText.rows(text(kept.rendered(0, 1, Format.CSV))).getFirst())
        .containsEntry("anchorText", "a=b+c-d@e");
  }

  @ParameterizedTest
  @EnumSource
  void aPageOfWideRowsEndsEarlyInEveryFormat(Format format) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(row("SourceURL", "u" + i, "AnchorText", "\u0001\"".repeat(30_000)));
    }
    Kept kept = new Kept().links("url", Map.of(), rows);
    int seen = 0;
    while (seen < rows.size()) {
      Rendered page = kept.rendered(seen, 5_000, format);
      assertThat(page.body().escapedSize()).isLessThan(5_500_000);
      List<Map<String, String>> shown = flat(format, text(page));
      assertThat(shown).isNotEmpty();
      for (Map<String, String> row : shown) {
        assertThat(row).containsEntry("source.url", "u" + seen++);
        assertThat(row.get("anchorText")).hasSize(60_000);
      }
    }
  }

  @Property(tries = 150)
  void pagesOfAnySizeGiveTheSameRowsOnceAndInOrderInEveryFormat(
      @ForAll @Size(max = 12) List<@From("cells") Map<String, String>> url,
      @ForAll @Size(max = 12) List<@From("cells") Map<String, String>> root,
      @ForAll @IntRange(min = 1, max = 13) int limit)
      throws IOException {
    Kept kept =
        new Kept()
            .asked(EnumSet.of(Scope.URL, Scope.ROOT_DOMAIN))
            .links("url", Map.of(), url)
            .links("rootDomain", Map.of(), root);
    List<Map<String, String>> whole = flat(Format.JSON, text(kept.rendered(0, 5_000, Format.JSON)));
    assertThat(whole).hasSize(url.size() + root.size());
    for (Format format : Format.values()) {
      List<Map<String, String>> rows = new ArrayList<>();
      for (String page : kept.pages(limit, format)) {
        List<Map<String, String>> some = flat(format, page);
        assertThat(some).hasSizeLessThanOrEqualTo(limit);
        rows.addAll(some);
      }
      assertThat(rows)
          .isEqualTo(
              format == Format.CSV
                  ? whole.stream().map(FormatTest::withApostrophes).toList()
                  : whole);
    }
  }

  @Provide
  Arbitrary<Map<String, String>> cells() {
    Arbitrary<String> names =
        Arbitraries.of(
            "SourceURL",
            "AnchorText",
            "SourceLanguage",
            "SourceLanguageConfidence",
            "SourceTopicalTrustFlow_Topic_0",
            "SourceTopicalTrustFlow_Value_0",
            "SourceTopicalTrustFlow_Topic_7",
            "TargetTopicalTrustFlow_Topic_1",
            "TargetTopicalTrustFlow_Value_1",
            "IndirectTargetType",
            "FlagFrame",
            "Date",
            "DomainID",
            "ACRank",
            "New");
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.of("", "0", "1", "-1", "2017-01-01", "true", "\"\\\u0001\u2028", "=\r\n"),
            Arbitraries.strings().ascii().ofMaxLength(9));
    return Arbitraries.maps(names, texts);
  }

  private static Map<String, String> withApostrophes(Map<String, String> row) {
    Map<String, String> escaped = new TreeMap<>();
    row.forEach((name, text) -> {
      boolean isNumber = text.matches("-\\d+") && !name.matches(".*(url|Text|code|name|type)");
      boolean isRun = "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && !isNumber;
      escaped.put(name, isRun ? "'" + text : text);
    });
    return escaped;
  }

  /** A page's rows, each field by where it stands; extra as one text. */
  private static List<Map<String, String>> flat(Format format, String page) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    switch (format) {
      case JSON -> {
        for (JsonNode link : Kept.JSON.readTree(page).path("backlinks")) {
          rows.add(flat(link));
        }
      }
      case NDJSON -> {
        assertThat(page).matches("(?s)|.*\n");
        for (String line : page.lines().toList()) {
          rows.add(flat(Kept.JSON.readTree(line)));
        }
      }
      case CSV, RAW_CSV -> CsvText.rows(page).forEach(row -> rows.add(new TreeMap<>(row)));
    }
    return rows;
  }

  private static Map<String, String> flat(JsonNode link) {
    Map<String, String> flat = new TreeMap<>();
    flat("", link, flat);
    return flat;
  }

  private static void flat(String path, JsonNode node, Map<String, String> into) {
    if (node.isObject() && !path.equals("extra")) {
      node.properties()
          .forEach(member ->
              flat(path + (path.isEmpty() ? "" : ".") + member.getKey(), member.getValue(), into));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flat(path + "." + i, node.get(i), into);
      }
    } else {
      into.put(path, node.isObject() ? node.toString() : node.asText());
    }
  }

  @Test
  void topicsBeyondTheKnownColumnsStandUnderExtra() throws IOException {
    Snapshot snapshot =
        new Kept()
            .links(
                row(
                    "SourceTopicalTrustFlow_Topic_0", "A",
                    "SourceTopicalTrustFlow_Value_0", "1",
                    "SourceTopicalTrustFlow_Topic_1", "B",
                    "SourceTopicalTrustFlow_Value_1", "2"))
            .snapshot();
    ChunkRef ref = snapshot.manifest().tables().getFirst().chunks().getFirst();
    TopicCounts counts = new TopicCounts(1, 0);
    Buffer page = new Buffer();
    byte[] header = CsvHeader.line(counts);
    page.write(header, 0, header.length);
    new LinkRows(snapshot.chunk(ref), "url").write(new CsvFields(page, counts, false), 0);
    assertThat(CsvText.rows(text(new Rendered(page, null))).getFirst())
        .containsEntry("source.topics.0.name", "A")
        .containsEntry("source.topics.0.trustFlow", "1")
        .containsEntry(
            "extra",
            "{\"SourceTopicalTrustFlow_Topic_1\":\"B\","
                + "\"SourceTopicalTrustFlow_Value_1\":\"2\"}");
  }
}
