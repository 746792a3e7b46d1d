package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.Scope;
import org.backlinks.render.Cursor;
import org.backlinks.render.RenderedPage;
import org.backlinks.report.Problem;
import org.junit.jupiter.api.Test;

class PageRendererTest {
  @Test
  void hostileTextsStayTexts() throws IOException {
    String html = SamplePagesTest.hostile().page();
    assertThat(html)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script", "<img", "<svg onload", "href=\"javascript", "href=\"data:text")
        .doesNotContain("\u202E", "\u0000");
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(150_000);
    assertThat(html.split("<style", -1)).hasSize(2);
  }

  @Test
  void nextPageBeginsAtFirstRowThatIsNotShown() throws IOException {
    PageFixture fixture =
        PageFixture.of("https://www.example.org/", Set.of(Scope.URL))
            .withList(Scope.URL, SampleRows.hostile(500), Map.of());
    RenderedPage page = PageRenderer.renderReport(fixture.request(0, 500, PageFixture.CALLER));
    String html = PageFixture.html(page);
    int shown = html.split("<tr role=\"row\"", -1).length - 2;
    assertThat(shown).isBetween(1, 499);
    assertThat(html).contains("Links 1 to %d of 500".formatted(shown));
    assertThat(page.nextCursor()).isNotNull();
    assertThat(Cursor.parse(page.nextCursor()).orElseThrow().from()).isEqualTo(shown);
    assertThat(html).contains("cursor=" + page.nextCursor() + "&amp;limit=500\" rel=\"next\"");
  }

  @Test
  void laterPageHasOnlyLinks() throws IOException {
    PageFixture fixture = PageFixture.of(SampleRows.usual(30));
    String html =
        PageFixture.html(
            PageRenderer.renderReport(
                fixture.request(20, 100, new Audience.Caller("/prod", null, true))));
    assertThat(html)
        .contains("Links 21 to 30 of 30")
        .contains("href=\"/prod/v1/reports/" + PageFixture.ID.text() + "\"")
        .doesNotContain("<figure", "rel=\"next\"");
  }

  @Test
  void callerSeesCostAndTag() throws IOException {
    PageFixture fixture = PageFixture.of(SampleRows.usual(3));
    String html =
        PageFixture.html(
            PageRenderer.renderReport(
                fixture.request(0, 100, new Audience.Caller("", "<my tag>", true))));
    assertThat(html)
        .contains("5,000 analysis units, 1,000 retrieval units; this request was free")
        .contains("&lt;my tag&gt;", PageFixture.ID.text(), "The top 3 of 2,812,912,800 links");
  }

  @Test
  void pageForAnybodyHasNoWayIntoTheInterface() throws IOException {
    PageFixture fixture = PageFixture.of(SampleRows.usual(200));
    RenderedPage page = PageRenderer.renderReport(fixture.request(0, 100, new Audience.Public()));
    assertThat(PageFixture.html(page))
        .doesNotContain(PageFixture.ID.text(), "/v1/", "cursor=", "units", "Cost")
        .contains("Links 1 to 100 of 200");
    assertThat(page.nextCursor()).isNull();
  }

  @Test
  void unknownNumbersAreNeverZero() throws IOException {
    String html = PageFixture.of(SampleRows.unknown(10)).withoutGlobals().page();
    assertThat(html)
        .contains("unknown analysis units, unknown retrieval units")
        .contains("Unknown for all 10 links.", "<dt>Referring domains</dt><dd>unknown<")
        .doesNotContain("<svg");
  }

  @Test
  void changesWithLongAddressesLeavePageBelowItsLimit() throws IOException {
    String tail = "?" + "&".repeat(2_000);
    List<Map<String, String>> before = new ArrayList<>();
    List<Map<String, String>> after = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Map<String, String> row =
          Map.of(
              "SourceURL",
              "http://a" + i + ".example/" + tail,
              "TargetURL",
              "https://www.example.org/" + tail,
              "AnchorText",
              "text",
              "FirstIndexedDate",
              "2026-09-20");
      Map<String, String> changed = new HashMap<>(row);
      changed.put("AnchorText", "another text");
      (i < 20 ? before : after).add(i < 40 ? row : changed);
      if (i >= 40) {
        before.add(row);
      }
    }
    String html =
        PageFixture.html(
            PageRenderer.renderReport(
                PageFixture.of(after).requestWithChangesSince(PageFixture.of(before))));
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(150_000);
    assertThat(html).contains("<dt>Changed</dt><dd>20<", "Links 1 to ");
  }

  @Test
  void changesShowCountsAndFirstLinks() throws IOException {
    assertThat(SamplePagesTest.changed())
        .contains("Changes since 2026-11-23 10:00 UTC")
        .contains("Changed: the first 3 of 30 links", "New: 1 link");
  }

  @Test
  void pendingPageLeadsOnlyToTheReport() throws IOException {
    PageFixture fixture = PageFixture.of(List.of());
    String html =
        new String(
            PageRenderer.renderPending(fixture.pending(), PageFixture.NOW, "/prod").toByteArray(),
            StandardCharsets.UTF_8);
    assertThat(html)
        .contains("2026-11-23 10:01:05 UTC")
        .contains("href=\"/prod/v1/reports/" + PageFixture.ID.text() + "\"")
        .doesNotContain("http-equiv", "/v1/backlinks");
  }

  @Test
  void problemPageSaysWhetherToTryAgain() {
    Problem busy =
        new Problem(
            Problem.Kind.BUDGET_EXCEEDED, "<b>Over</b> budget.", List.of(), Duration.ofHours(1));
    assertThat(html(busy))
        .contains("&lt;b&gt;Over&lt;/b&gt; budget.", "429", "after 3,600 seconds", "/requests/7");
    assertThat(html(busy.withoutRetry())).contains("The same request will not succeed.");
  }

  private static String html(Problem problem) {
    return new String(
        PageRenderer.renderProblem(problem, "/requests/7", PageFixture.ID).toByteArray(),
        StandardCharsets.UTF_8);
  }
}
