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
import org.backlinks.report.Samples;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Pieces;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.Tables;

/** A ready report and its snapshot in memory, put together table by table. */
final class Kept {
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Pieces pieces = new Pieces();
  private final SnapshotBuilder builder = new SnapshotBuilder(pieces);
  private final List<Table> tables = new ArrayList<>();
  private final List<List<Integer>> reads = new ArrayList<>();
  private Globals globals = Globals.NONE;
  private Set<Scope> scopes = Set.of(Scope.URL);
  private Report report = Samples.claimed();

  /** Upstream's global variables. */
  Kept globals(String... namesAndValues) {
    globals = new Globals(row(namesAndValues));
    return this;
  }

  /** What was asked for; the url alone unless said. */
  Kept asked(Set<Scope> wanted) {
    scopes = wanted;
    report = Samples.claimed(Samples.question(wanted));
    return this;
  }

  /** The list of the url. */
  @SafeVarargs
  final Kept links(Map<String, String>... rows) throws IOException {
    return links("url", Map.of(), List.of(rows));
  }

  /** The list of any scope, with attributes. */
  Kept links(String scope, Map<String, String> attributes, List<Map<String, String>> rows)
      throws IOException {
    tables.add(Tables.fill(builder, "URL", attributes, rows).asLinks(scope));
    return this;
  }

  /** The referring domains. */
  @SafeVarargs
  final Kept domains(Map<String, String>... rows) throws IOException {
    tables.add(Tables.fill(builder, "DomainsInfo", Map.of(), List.of(rows)).asDomains());
    return this;
  }

  /** A table that we do not know. */
  Kept other(String name, List<Map<String, String>> rows) throws IOException {
    tables.add(Tables.fill(builder, name, Map.of(), rows));
    return this;
  }

  Report report() {
    return report.ready(Samples.NOW.plusSeconds(5), Duration.ofDays(30), globals);
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

  Rendered rendered(int from, int limit, boolean escaped) throws IOException {
    PageRequest page = new PageRequest(from, limit, null, false, escaped);
    return Payload.page(report(), snapshot(), page);
  }

  /** A page in any format, as a gateway would get it. */
  Rendered rendered(int from, int limit, Format format) throws IOException {
    PageRequest page = new PageRequest(from, limit, null, false, true, format);
    return Payload.page(report(), snapshot(), page);
  }

  /** The rows of every page in turn, each page as text. */
  List<String> pages(int limit, Format format) throws IOException {
    List<String> pages = new ArrayList<>();
    Optional<Integer> from = Optional.of(0);
    while (from.isPresent()) {
      Rendered page = rendered(from.get(), limit, format);
      pages.add(text(page));
      from = Optional.ofNullable(page.next()).map(this::from);
    }
    return pages;
  }

  /** The row that a cursor of this report's names. */
  int from(String cursor) {
    Cursor read = Cursor.read(cursor).orElseThrow();
    if (!read.isOf(report(), cursor)) {
      throw new AssertionError("not one of this report's: " + cursor);
    }
    return read.from();
  }

  static String text(Rendered page) {
    return new String(page.body().toByteArray(), StandardCharsets.UTF_8);
  }

  /** The numbers of the pieces that each read took, one list a read. */
  List<List<Integer>> reads() {
    return reads;
  }

  /** The first page. */
  JsonNode page() throws IOException {
    return page(0, 5_000);
  }

  JsonNode page(int from, int limit) throws IOException {
    return json(rendered(from, limit, false));
  }

  /** The only link of the first page. */
  JsonNode link() throws IOException {
    JsonNode links = page().path("backlinks");
    if (links.size() != 1) {
      throw new AssertionError(links.size() + " links");
    }
    return links.get(0);
  }

  static JsonNode json(Rendered rendered) throws IOException {
    return JSON.readTree(rendered.body().toByteArray());
  }

  /** A row from names and values by turns. */
  static Map<String, String> row(String... namesAndValues) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }

  /** A JSON text with single quotes as a tree. */
  static JsonNode tree(String singleQuoted) throws IOException {
    return JSON.readTree(singleQuoted.replace('\'', '"'));
  }
}
