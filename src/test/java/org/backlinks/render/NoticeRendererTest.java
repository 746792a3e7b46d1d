package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.row;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.question.FieldError;
import org.backlinks.report.Notice;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.snapshot.Table;
import org.junit.jupiter.api.Test;

class NoticeRendererTest {
  private static final int MAX_BYTES = 65_536;
  private static final NoticeRenderer RENDERER = new NoticeRenderer();
  private static final PageRequest PAGE = new PageRequest(0, 1, "my tag", true, false);

  private static JsonNode json(Notice notice) throws IOException {
    assertThat(notice.json().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(MAX_BYTES);
    return ReportFixture.JSON.readTree(notice.json());
  }

  private static Notice ready(ReportFixture fixture) throws IOException {
    return RENDERER.ofReady(fixture.report(), fixture.snapshot().manifest(), PAGE);
  }

  @Test
  void readyNoticeIsPayloadWithoutRows() throws IOException {
    ReportFixture fixture =
        new ReportFixture()
            .withLinks(row("SourceURL", "http://a.b/"), row("SourceURL", "c.d"))
            .withOverview(new Table.Overview(2, 1, 1, 1, List.of("manyOutlinks")));
    JsonNode payload =
        ReportFixture.JSON.readTree(
            new String(
                ReportFixture.RENDERER
                    .renderPage(fixture.report(), fixture.snapshot(), PAGE)
                    .body()
                    .toByteArray(),
                StandardCharsets.UTF_8));
    Notice notice = ready(fixture);
    JsonNode json = json(notice);
    assertThat(notice.isReady()).isTrue();
    for (String member :
        List.of("schema", "id", "state", "request", "tag", "reused", "lists", "summary")) {
      assertThat(payload.has(member)).as(member).isTrue();
      assertThat(json.path(member)).as(member).isEqualTo(payload.path(member));
    }
    assertThat(json.has("backlinks")).isFalse();
    assertThat(json.has("cut")).isFalse();
    assertThat(json.at("/page/count").asInt()).isZero();
    assertThat(json.at("/page/total").asInt()).isEqualTo(2);
    assertThat(Cursor.parse(json.at("/page/next").asText()).orElseThrow().from()).isZero();
  }

  @Test
  void emptyReportHasNoNextPage() throws IOException {
    assertThat(json(ready(new ReportFixture().withLinks())).at("/page/next").isMissingNode())
        .isTrue();
  }

  @Test
  void largeNoticeLosesOnlyItsSummaryWhenThatIsEnough() throws IOException {
    ReportFixture fixture =
        new ReportFixture()
            .withGlobals("Global", "kept")
            .withLinks("url", Map.of("Attribute", "kept"), List.of(row("FlagFrame", "?")))
            .withOverview(new Table.Overview(1, 0, 0, 0, List.of("x".repeat(MAX_BYTES))));
    JsonNode json = json(ready(fixture));
    assertThat(json.path("cut").asBoolean()).isTrue();
    assertThat(json.has("summary")).isFalse();
    assertThat(json.at("/provider/extra/Global").asText()).isEqualTo("kept");
    assertThat(json.at("/lists/0/extra/Attribute").asText()).isEqualTo("kept");
    assertThat(json.path("warnings")).hasSize(1);
  }

  @Test
  void largeNoticeLosesItsLeastImportantParts() throws IOException {
    String[] globals =
        Stream.iterate(0, number -> number + 1)
            .limit(70)
            .flatMap(number -> Stream.of("Global" + number, "x".repeat(1_000)))
            .toArray(String[]::new);
    ReportFixture fixture =
        new ReportFixture().withGlobals(globals).withLinks(row("SourceURL", "http://a.b/"));
    JsonNode json = json(ready(fixture));
    assertThat(json.path("cut").asBoolean()).isTrue();
    assertThat(json.path("provider").has("extra")).isFalse();
    assertThat(json.path("lists")).hasSize(1);
    assertThat(json.at("/page/next").asText()).isNotEmpty();
  }

  @Test
  void failedNoticeHasItsProblem() throws IOException {
    Report failed =
        SampleReports.withState(
            new State.Failed(Instant.EPOCH, Problem.of(Problem.Kind.UPSTREAM_REFUSED, "No.")),
            SampleReports.claimed());
    Notice notice = RENDERER.ofFailed(failed, PAGE, SampleReports.NOW);
    assertThat(notice.error()).isEqualTo("upstream-refused");
    assertThat(notice.cause()).isEqualTo("No.");
    assertThat(json(notice).path("state").asText()).isEqualTo("failed");
    assertThat(json(notice).at("/problem/type").asText()).isEqualTo("/problems/upstream-refused");
  }

  @Test
  void problemWithoutReportIsNotice() throws IOException {
    Problem problem = Problem.invalidRequest(List.of(new FieldError("target", "is required")));
    JsonNode refused = json(RENDERER.ofProblem(null, "my tag", problem));
    assertThat(refused.path("schema").asText()).isEqualTo("backlinks/1");
    assertThat(refused.path("tag").asText()).isEqualTo("my tag");
    assertThat(refused.has("id")).isFalse();
    assertThat(refused.at("/problem/errors/0/field").asText()).isEqualTo("target");
    ReportId gone = SampleReports.id();
    assertThat(json(RENDERER.ofProblem(gone, null, problem)).path("id").asText())
        .isEqualTo(gone.text());
  }
}
