package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.backlinks.question.Scope;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.ReadBatches;

class RenderPropertyTest {
  @Property(tries = 150)
  void pagesOfAnySizeHaveAllRowsOnce(
      @ForAll @Size(3) List<@IntRange(max = 40) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 60) int limit)
      throws IOException {
    ReportFixture stored = new ReportFixture().withScopes(EnumSet.allOf(Scope.class));
    List<String> expected = new ArrayList<>();
    for (Scope scope : Scope.values()) {
      List<Map<String, String>> rows = new ArrayList<>();
      for (int i = 0; i < sizes.get(scope.ordinal()); i++) {
        rows.add(ReportFixture.row("SourceURL", scope.wireName() + i));
        expected.add(scope.wireName() + i);
      }
      stored.withLinks(scope.wireName(), Map.of(), rows);
    }
    List<String> seen = new ArrayList<>();
    Optional<Integer> from = Optional.of(0);
    while (from.isPresent()) {
      RenderedPage rendered = stored.renderPage(from.get(), limit, true);
      JsonNode page = ReportFixture.json(rendered);
      assertThat(page.path("backlinks")).hasSizeLessThanOrEqualTo(limit);
      assertThat(page.at("/page/total").asInt()).isEqualTo(expected.size());
      page.path("backlinks").forEach(link -> seen.add(link.at("/source/url").textValue()));
      from = Optional.ofNullable(rendered.nextCursor()).map(stored::rowOfCursor);
    }
    assertThat(seen).isEqualTo(expected);
  }

  @Property(tries = 300)
  void anyCellsBecomeWellFormedRow(@ForAll("cells") Map<String, String> cells) throws IOException {
    JsonNode link = new ReportFixture().withLinks(cells).link();
    assertThat(link.path("scope").textValue()).isEqualTo("url");
    cells.forEach((name, text) -> {
      if (name.equals("AnchorText") && !text.isEmpty() && !text.equals(" ")) {
        assertThat(link.path("anchorText").textValue()).isEqualTo(text);
      }
    });
    assertThat(emptyMembers(link)).isEmpty();
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
            "TargetTopicalTrustFlow_Value_1",
            "IndirectTargetType",
            "FlagFrame",
            "Date",
            "DateLost",
            "DomainID",
            "ACRank",
            "New");
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.of("", " ", "0", "1", "-1", "2017-01-01", "true", "\"\\\u0001\u2028"),
            Arbitraries.strings().ascii().ofMaxLength(9));
    return Arbitraries.maps(names, texts);
  }

  @Property
  void escapedSizeMatchesJsonStringLength(@ForAll("texts") String text) throws IOException {
    ResponseBuffer buffer = new ResponseBuffer();
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    buffer.write(utf8, 0, utf8.length);
    ResponseBuffer outer = new ResponseBuffer();
    buffer.writeAsJsonStringTo(outer);
    assertThat(outer.size() - 2).isEqualTo(buffer.escapedSize());
    assertThat(ReportFixture.JSON.readTree(outer.toByteArray()).textValue()).isEqualTo(text);
  }

  @Property
  void truncateRestoresEscapedSize(@ForAll("texts") String start, @ForAll("texts") String rest) {
    ResponseBuffer truncated = new ResponseBuffer();
    ResponseBuffer expected = new ResponseBuffer();
    byte[] first = start.getBytes(StandardCharsets.UTF_8);
    byte[] second = rest.getBytes(StandardCharsets.UTF_8);
    truncated.write(first, 0, first.length);
    truncated.write(second, 0, second.length);
    truncated.truncate(first.length);
    expected.write(first, 0, first.length);
    assertThat(truncated.escapedSize()).isEqualTo(expected.escapedSize());
    assertThat(truncated.toByteArray()).isEqualTo(first);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('\0', '\u00ff')
        .withChars('"', '\\', '\u2028', '日')
        .ofMaxLength(200);
  }

  @Property
  void cursorIsValidForItsReportOnly(
      @ForAll @IntRange int from,
      @ForAll @IntRange int snapshot,
      @ForAll @IntRange int first,
      @ForAll @IntRange(max = ReadBatches.MAX_PIECES) int pieces) {
    Cursor cursor = new Cursor(from, snapshot, first, pieces);
    Report report = SampleReports.claimed();
    String text = cursor.encode(report);
    assertThat(Cursor.parse(text)).hasValue(cursor);
    assertThat(cursor.isSignedFor(report, text)).isTrue();
    assertThat(cursor.isSignedFor(SampleReports.claimed(), text)).isFalse();
  }

  @Property
  void arbitraryTextIsNotCursor(@ForAll String text) {
    assertThat(
            Cursor.parse(text).filter(cursor -> cursor.isSignedFor(SampleReports.claimed(), text)))
        .isEmpty();
  }

  private static List<String> emptyMembers(JsonNode node) {
    List<String> empty = new ArrayList<>();
    node.properties()
        .forEach(member -> {
          JsonNode value = member.getValue();
          if (value.isContainerNode() && value.isEmpty()
              || value.isTextual() && value.asText().isEmpty()) {
            empty.add(member.getKey());
          }
          empty.addAll(emptyMembers(value));
        });
    node.elements().forEachRemaining(element -> empty.addAll(emptyMembers(element)));
    return empty;
  }
}
