package org.backlinks.render;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.backlinks.question.Scope;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableFixture;

/** Builds a ready report and its snapshot in memory, table by table. */
final class ReportFixture {
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  static final PayloadRenderer RENDERER = new PayloadRenderer(new BufferPool());

  private final FakeChunkStore pieces = new FakeChunkStore();
  private final SnapshotBuilder builder = new SnapshotBuilder(pieces);
  private final List<Table> tables = new ArrayList<>();
  private final List<List<Integer>> reads = new ArrayList<>();
  private Globals globals = Globals.NONE;
  private Set<Scope> scopes = Set.of(Scope.URL);
  private Report report = SampleReports.claimed();

  /** Sets upstream's global variables. */
  ReportFixture withGlobals(String... namesAndValues) {
    globals = new Globals(row(namesAndValues));
    return this;
  }

  /** Sets the requested scopes. The default is the url only. */
  ReportFixture withScopes(Set<Scope> requested) {
    scopes = requested;
    report = SampleReports.claimed(SampleReports.question(requested));
    return this;
  }

  /** Adds the links of the url. */
  @SafeVarargs
  final ReportFixture withLinks(Map<String, String>... rows) throws IOException {
    return withLinks("url", Map.of(), List.of(rows));
  }

  /** Adds the links of any scope, with attributes of the list. */
  ReportFixture withLinks(
      String scope, Map<String, String> attributes, List<Map<String, String>> rows)
      throws IOException {
    tables.add(TableFixture.writeTable(builder, "URL", attributes, rows).asLinks(scope));
    return this;
  }

  /** Adds counts to the links that were added last. */
  ReportFixture withOverview(Table.Overview counts) {
    tables.add(tables.removeLast().withOverview(counts));
    return this;
  }

  /** Adds the referring domains. */
  @SafeVarargs
  final ReportFixture withDomains(Map<String, String>... rows) throws IOException {
    tables.add(
        TableFixture.writeTable(builder, "DomainsInfo", Map.of(), List.of(rows)).asDomains());
    return this;
  }

  /** Adds an unknown table. */
  ReportFixture withTable(String name, List<Map<String, String>> rows) throws IOException {
    tables.add(TableFixture.writeTable(builder, name, Map.of(), rows));
    return this;
  }

  Report report() {
    return report.markReady(SampleReports.NOW.plusSeconds(5), Duration.ofDays(30), globals);
  }

  Snapshot snapshot() {
    List<String> warnings = builder.warnings().lines();
    return new Snapshot(
        new Manifest("GetTopBackLinks", globals, tables, warnings),
        numbers -> {
          reads.add(numbers);
          return pieces.get(numbers);
        });
  }

  RenderedPage renderPage(int from, int limit, boolean embedded) throws IOException {
    PageRequest page = new PageRequest(from, limit, null, false, embedded);
    return RENDERER.renderPage(report(), snapshot(), page);
  }

  /** Renders a page in any format, for a gateway. */
  RenderedPage renderPage(int from, int limit, PageFormat format) throws IOException {
    PageRequest page = new PageRequest(from, limit, null, false, true, format);
    return RENDERER.renderPage(report(), snapshot(), page);
  }

  /** Returns every page in turn as text. */
  List<String> pages(int limit, PageFormat format) throws IOException {
    List<String> pages = new ArrayList<>();
    Optional<Integer> from = Optional.of(0);
    while (from.isPresent()) {
      RenderedPage page = renderPage(from.get(), limit, format);
      pages.add(text(page));
      from = Optional.ofNullable(page.nextCursor()).map(this::rowOfCursor);
    }
    return pages;
  }

  /** Returns the row at which a cursor of this report starts. */
  int rowOfCursor(String cursor) {
    Cursor parsed = Cursor.parse(cursor).orElseThrow();
    if (!parsed.isSignedFor(report(), cursor)) {
      throw new AssertionError("not a cursor of this report: " + cursor);
    }
    return parsed.from();
  }

  static String text(RenderedPage page) {
    return new String(page.body().toByteArray(), StandardCharsets.UTF_8);
  }

  /** Returns the numbers of the pieces of each read so far. */
  List<List<Integer>> reads() {
    return reads;
  }

  /** Returns the first page. */
  JsonNode page() throws IOException {
    return page(0, 5_000);
  }

  JsonNode page(int from, int limit) throws IOException {
    return json(renderPage(from, limit, false));
  }

  /** Returns the only link of the first page. */
  JsonNode link() throws IOException {
    JsonNode links = page().path("backlinks");
    if (links.size() != 1) {
      throw new AssertionError(links.size() + " links");
    }
    return links.get(0);
  }

  static JsonNode json(RenderedPage rendered) throws IOException {
    return JSON.readTree(rendered.body().toByteArray());
  }

  /** Returns a row. Names and values alternate. */
  static Map<String, String> row(String... namesAndValues) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }

  /** Parses JSON that is written with single quotes. */
  static JsonNode tree(String singleQuoted) throws IOException {
    return JSON.readTree(singleQuoted.replace('\'', '"'));
  }
}
