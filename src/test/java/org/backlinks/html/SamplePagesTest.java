package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.FieldError;
import org.backlinks.question.Scope;
import org.backlinks.render.BufferPool;
import org.backlinks.render.ResponseBuffer;
import org.backlinks.render.SummaryRenderer;
import org.backlinks.report.Problem;
import org.junit.jupiter.api.Test;

/** Writes pages of six kinds of reports to files, for the check with a browser. */
class SamplePagesTest {
  private static final Path FOLDER = Path.of("target", "pages");

  @Test
  void sixKindsOfReportsHavePages() throws IOException {
    write("full", full());
    write("one", PageFixture.of(SampleRows.usual(1)));
    write("empty", PageFixture.of(List.of()));
    write("unknown", PageFixture.of(SampleRows.unknown(10)).withoutGlobals());
    write("hostile", hostile());
    write("large", PageFixture.of(SampleRows.usual(50_000)));
    Files.writeString(FOLDER.resolve("policy.txt"), PageStyle.contentSecurityPolicy());
  }

  @Test
  void pageWithChangesAndPageForAnybodyAreWritten() throws IOException {
    writeHtml("changes", changed());
    ReportPageRequest shared = full().request(0, 100, new Audience.Public());
    writeHtml("shared", PageFixture.html(PageRenderer.renderReport(shared)));
  }

  /** Returns the page of a report that differs from an earlier one. */
  static String changed() throws IOException {
    List<Map<String, String>> rows = SampleRows.usual(400);
    List<Map<String, String>> later = new ArrayList<>(rows.subList(20, 380));
    for (int i = 0; i < 30; i++) {
      Map<String, String> row = new HashMap<>(later.get(i * 3));
      row.put("AnchorText", "another text");
      later.set(i * 3, row);
    }
    later.add(Map.of("SourceURL", "http://new.example/", "FirstIndexedDate", "2026-09-20"));
    PageFixture fixture = PageFixture.of(later);
    return PageFixture.html(
        PageRenderer.renderReport(fixture.requestWithChangesSince(PageFixture.of(rows))));
  }

  /** Returns a report with three lists. */
  static PageFixture full() throws IOException {
    return PageFixture.of("https://www.example.org/", Set.of(Scope.values()))
        .withList(Scope.URL, SampleRows.usual(1_000), Map.of("TotalBackLinks", "2812912800"))
        .withList(Scope.SUBDOMAIN, SampleRows.usual(600), Map.of("TotalBackLinks", "600"))
        .withList(Scope.ROOT_DOMAIN, SampleRows.usual(25), Map.of());
  }

  static PageFixture hostile() throws IOException {
    return PageFixture.of(SampleRows.HOSTILE.getFirst(), Set.of(Scope.values()))
        .withList(Scope.URL, SampleRows.hostile(100), Map.of())
        .withList(Scope.SUBDOMAIN, SampleRows.hostile(400), Map.of())
        .withList(Scope.ROOT_DOMAIN, SampleRows.hostile(19), Map.of());
  }

  private static void write(String name, PageFixture fixture) throws IOException {
    String html = fixture.page();
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(150_000);
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve(name + ".html"), html);
    Files.write(
        FOLDER.resolve(name + ".json"),
        new SummaryRenderer(new BufferPool())
            .render(fixture.report(), fixture.summary())
            .toByteArray());
  }

  /** A browser keeps a page until its entity tag changes, and the tag has the version. */
  @Test
  void versionChangesWithTheBytesOfPages() throws Exception {
    String pages = full().page() + hostile().page() + changed();
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(pages.getBytes(StandardCharsets.UTF_8));
    assertThat(PageRenderer.VERSION + " " + HexFormat.of().formatHex(hash, 0, 8))
        .as("when this hash changes, raise PageRenderer.VERSION")
        .isEqualTo("1 1b5c30322b7bb752");
  }

  @Test
  void pendingReportAndProblemHavePages() throws IOException {
    PageFixture fixture = PageFixture.of(List.of());
    writeBody("pending", PageRenderer.renderPending(fixture.pending(), PageFixture.NOW, "/prod"));
    Problem problem =
        Problem.invalidRequest(
            List.of(new FieldError("maxBacklinks", "must be a whole number from 1 to 50000")));
    writeBody("problem", PageRenderer.renderProblem(problem, "/requests/1", PageFixture.ID));
  }

  private static void writeBody(String name, ResponseBuffer body) throws IOException {
    writeHtml(name, new String(body.toByteArray(), StandardCharsets.UTF_8));
  }

  private static void writeHtml(String name, String html) throws IOException {
    assertThat(html).contains("<main", "</html>");
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve(name + ".html"), html);
  }
}
