package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.row;
import static org.backlinks.render.ReportFixture.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Renders the same rows in every format. */
class PageFormatTest {
  private static final Set<PageFormat> PROGRAM_FORMATS =
      EnumSet.complementOf(EnumSet.of(PageFormat.HTML));

  @Test
  void limitHasDefaultAndMaximumOfTheFormat() {
    assertThat(PageFormat.JSON.limit(null)).isEqualTo(1_000);
    assertThat(PageFormat.EXCEL_CSV.limit(5_000)).isEqualTo(5_000);
    assertThat(PageFormat.HTML.limit(null)).isEqualTo(100);
    assertThat(PageFormat.HTML.limit(7)).isEqualTo(7);
    assertThat(PageFormat.HTML.limit(501)).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"NDJSON, rows.ndjson", "CSV, rows.csv", "RAW_CSV, rows.raw.csv"})
  void rowsMatchGoldenFile(PageFormat format, String file) throws IOException {
    assertThat(text(golden().renderPage(0, 100, format)))
        .isEqualTo(SharedStack.readResource("/golden/" + file));
  }

  /**
   * Returns a report with a full row, a row of hostile and unknown cells, an empty row, and a row
   * of another scope.
   */
  static ReportFixture golden() throws IOException {
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
    return new ReportFixture()
        .withScopes(EnumSet.of(Scope.URL, Scope.ROOT_DOMAIN))
        .withLinks(
            "url", Map.of(), List.of(ChunkRowsTest.LINK_CELLS, hostile, row("SourceURL", " ")))
        .withLinks(
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
  void emptyReportHasOnlyHeaderOrNoBytes() throws IOException {
    ReportFixture stored = new ReportFixture().withLinks();
    assertThat(Rfc4180Parser.parseLines(text(stored.renderPage(0, 10, PageFormat.CSV)))).hasSize(1);
    assertThat(text(stored.renderPage(0, 10, PageFormat.NDJSON))).isEmpty();
  }

  @Test
  void excelPagesStartWithByteOrderMark() throws IOException {
    List<String> plain = golden().pages(2, PageFormat.CSV);
    List<String> marked = golden().pages(2, PageFormat.EXCEL_CSV);
    assertThat(marked).isEqualTo(plain.stream().map("\uFEFF"::concat).toList()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u2028", "\u2029", "\u0085", "\u2028\u2029\u0085", "\u0084\u2027"})
  void lineSeparatorsAreEscapedInNdjson(String separator) throws IOException {
    String text = "a" + separator + "b\u2030\"" + separator;
    ReportFixture stored =
        new ReportFixture().withLinks(row("AnchorText", text, "New" + separator, text));
    String line = text(stored.renderPage(0, 1, PageFormat.NDJSON));
    assertThat(line).doesNotContain("\u2028", "\u2029", "\u0085").endsWith("}\n");
    JsonNode row = ReportFixture.JSON.readTree(line);
    assertThat(row.path("anchorText").textValue()).isEqualTo(text);
    assertThat(row.path("extra").path("New" + separator).textValue()).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTML")
  void pageOfWideRowsEndsEarlyInEveryFormat(PageFormat format) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(row("SourceURL", "u" + i, "AnchorText", "\u0001\"".repeat(30_000)));
    }
    ReportFixture stored = new ReportFixture().withLinks("url", Map.of(), rows);
    int seenRows = 0;
    while (seenRows < rows.size()) {
      RenderedPage page = stored.renderPage(seenRows, 5_000, format);
      assertThat(page.body().escapedSize()).isLessThan(5_500_000);
      List<Map<String, String>> shown = flatten(format, text(page));
      assertThat(shown).isNotEmpty();
      for (Map<String, String> row : shown) {
        assertThat(row).containsEntry("source.url", "u" + seenRows++);
        assertThat(row.get("anchorText")).hasSize(60_000);
      }
    }
  }

  @Property(tries = 150)
  void pagesOfAnySizeHaveSameRowsInEveryFormat(
      @ForAll @Size(max = 12) List<@From("cells") Map<String, String>> url,
      @ForAll @Size(max = 12) List<@From("cells") Map<String, String>> root,
      @ForAll @IntRange(min = 1, max = 13) int limit)
      throws IOException {
    ReportFixture stored =
        new ReportFixture()
            .withScopes(EnumSet.of(Scope.URL, Scope.ROOT_DOMAIN))
            .withLinks("url", Map.of(), url)
            .withLinks("rootDomain", Map.of(), root);
    List<Map<String, String>> allRows =
        flatten(PageFormat.JSON, text(stored.renderPage(0, 5_000, PageFormat.JSON)));
    assertThat(allRows).hasSize(url.size() + root.size());
    for (PageFormat format : PROGRAM_FORMATS) {
      List<Map<String, String>> rows = new ArrayList<>();
      for (String page : stored.pages(limit, format)) {
        List<Map<String, String>> pageRows = flatten(format, page);
        assertThat(pageRows).hasSizeLessThanOrEqualTo(limit);
        rows.addAll(pageRows);
      }
      assertThat(rows)
          .isEqualTo(
              format == PageFormat.CSV || format == PageFormat.EXCEL_CSV
                  ? allRows.stream().map(PageFormatTest::withApostrophes).toList()
                  : allRows);
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
      boolean isExecuted =
          text.matches("(?s)[\\t\\r].*|[\\p{Cc}\\p{Cf}\\p{Z}]*[=+@-].*") && !isNumber;
      escaped.put(name, isExecuted ? "'" + text : text);
    });
    return escaped;
  }

  /** Returns the rows of a page as paths and values. The path {@code extra} has one text. */
  private static List<Map<String, String>> flatten(PageFormat format, String page)
      throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    switch (format) {
      case JSON -> {
        for (JsonNode link : ReportFixture.JSON.readTree(page).path("backlinks")) {
          rows.add(flatten(link));
        }
      }
      case NDJSON -> {
        assertThat(page).matches("(?s)|.*\n");
        for (String line : page.lines().toList()) {
          rows.add(flatten(ReportFixture.JSON.readTree(line)));
        }
      }
      case CSV, RAW_CSV, EXCEL_CSV ->
          Rfc4180Parser.parseRows(page.replaceFirst("^\uFEFF", ""))
              .forEach(row -> rows.add(new TreeMap<>(row)));
      case HTML -> throw new IllegalArgumentException("programs do not read HTML");
    }
    return rows;
  }

  private static Map<String, String> flatten(JsonNode link) {
    Map<String, String> flat = new TreeMap<>();
    flatten("", link, flat);
    return flat;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> target) {
    if (node.isObject() && !path.equals("extra")) {
      node.properties()
          .forEach(member ->
              flatten(
                  path + (path.isEmpty() ? "" : ".") + member.getKey(), member.getValue(), target));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + "." + i, node.get(i), target);
      }
    } else {
      target.put(path, node.isObject() ? node.toString() : node.asText());
    }
  }
}
