package org.backlinks.changes;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableFixture;
import org.jspecify.annotations.Nullable;

/** Builds one of the reports of a comparison in memory. Its lists are complete by default. */
final class ComparedReportBuilder {
  static final String TARGET = "http://target.example/";

  private final FakeChunkStore pieces = new FakeChunkStore();
  private final SnapshotBuilder snapshot = new SnapshotBuilder(pieces);
  private final List<Table> tables = new ArrayList<>();
  private final Map<String, String> globals = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final Set<Scope> scopes = new TreeSet<>();
  private String target = TARGET;
  private Index index = Index.HISTORIC;
  private int maxBacklinks = 1_000;
  private @Nullable Integer maxPerDomain;
  private boolean includeDeleted;
  private String command = "GetTopBackLinks";
  private Instant readyAt = Instant.parse("2026-06-01T00:00:00Z");

  /** Returns a report of the index that was built at midnight of a day. */
  static ComparedReportBuilder builtOn(String day) {
    return new ComparedReportBuilder().withGlobal("IndexBuildDate", day + " 00:00:00");
  }

  /** Returns a report of an index whose build is not known. */
  static ComparedReportBuilder ofUnknownBuild() {
    return new ComparedReportBuilder();
  }

  ComparedReportBuilder withGlobal(String name, String value) {
    globals.put(name, value);
    return this;
  }

  ComparedReportBuilder withWarning(String line) {
    warnings.add(line);
    return this;
  }

  ComparedReportBuilder withTarget(String text) {
    target = text;
    return this;
  }

  ComparedReportBuilder withScope(Scope scope) {
    scopes.add(scope);
    return this;
  }

  ComparedReportBuilder withIndex(Index asked) {
    index = asked;
    return this;
  }

  ComparedReportBuilder withMaxBacklinks(int max) {
    maxBacklinks = max;
    return this;
  }

  ComparedReportBuilder withMaxPerDomain(int max) {
    maxPerDomain = max;
    return this;
  }

  ComparedReportBuilder withDeleted() {
    includeDeleted = true;
    return this;
  }

  ComparedReportBuilder withCommand(String name) {
    command = name;
    return this;
  }

  ComparedReportBuilder readyAt(String instant) {
    readyAt = Instant.parse(instant);
    return this;
  }

  /** Adds the links of the url, as a complete list. */
  @SafeVarargs
  final ComparedReportBuilder withLinks(Map<String, String>... rows) throws IOException {
    return withLinks(Scope.URL, List.of(rows));
  }

  /** Adds the links of a scope, as a complete list. */
  ComparedReportBuilder withLinks(Scope scope, List<Map<String, String>> rows) throws IOException {
    return withList(
        scope, Map.of("TotalBackLinks", "" + rows.size(), "AvailableLines", "50000"), rows);
  }

  /** Adds a list with any attributes. */
  ComparedReportBuilder withList(
      Scope scope, Map<String, String> attributes, List<Map<String, String>> rows)
      throws IOException {
    scopes.add(scope);
    tables.add(
        TableFixture.writeTable(snapshot, "URL", attributes, rows).asLinks(scope.wireName()));
    return this;
  }

  ComparedReport build() {
    Set<Scope> asked = scopes.isEmpty() ? Set.of(Scope.URL) : scopes;
    Question question =
        new Question(
            Target.of(target),
            asked,
            index,
            maxBacklinks,
            maxPerDomain,
            false,
            Command.AUTO,
            includeDeleted);
    List<String> lines = new ArrayList<>(snapshot.warnings().lines());
    lines.addAll(warnings);
    Manifest manifest = new Manifest(command, new Globals(globals), tables, lines);
    return new ComparedReport(question, readyAt, new Snapshot(manifest, pieces));
  }

  /** Returns a living link to the target with an anchor text and a type. More cells follow. */
  static Map<String, String> link(String source, String... namesAndValues) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("SourceURL", source);
    row.put("TargetURL", TARGET);
    row.put("AnchorText", "anchor");
    row.put("LinkType", "TextLink");
    row.put("FlagNoFollow", "0");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }

  /** Returns a link that upstream lists as deleted. */
  static Map<String, String> deadLink(String source, String... namesAndValues) {
    Map<String, String> row = link(source, namesAndValues);
    row.put("FlagDeleted", "1");
    return row;
  }

  static Comparison compare(ComparedReportBuilder before, ComparedReportBuilder after)
      throws IOException {
    return compare(before.build(), after.build());
  }

  static Comparison compare(ComparedReport before, ComparedReport after) throws IOException {
    return switch (ReportComparison.compare(before, after)) {
      case Comparison comparison -> comparison;
      case ComparisonResult.NotComparable(var errors) -> throw new AssertionError(errors);
    };
  }

  /** Returns the changes of links as words: kind, evidence, and the rows before and after. */
  static List<String> changes(Comparison comparison) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < comparison.links().size(); i++) {
      LinkChange change = comparison.links().get(i);
      Evidence evidence = change.evidence();
      lines.add(
          change.kind().wireName()
              + (evidence == null ? "" : " " + evidence.wireName())
              + (change.beforeRow() < 0 ? " -" : " " + change.beforeRow())
              + (change.afterRow() < 0 ? " -" : " " + change.afterRow()));
    }
    return lines;
  }

  /** Returns the changes of domains as words: kind, evidence, name, and links before and after. */
  static List<String> domains(Comparison comparison) {
    return comparison.domains().stream()
        .map(change ->
            "%s %s %s %d %d"
                .formatted(
                    change.kind().wireName(),
                    change.evidence().wireName(),
                    change.domain(),
                    change.linksBefore(),
                    change.linksAfter()))
        .toList();
  }

  /** Returns the names of the fields in which the two rows of a change differ. */
  static List<FieldChange> fieldChanges(
      ComparedReport before, ComparedReport after, LinkChange change) throws IOException {
    RowPlace old = RowPlace.of(before.snapshot(), change.beforeRow());
    RowPlace current = RowPlace.of(after.snapshot(), change.afterRow());
    return FieldChange.between(old.chunk, old.row, current.chunk, current.row);
  }

  /** A row of a snapshot in its chunk. */
  record RowPlace(Chunk chunk, int row) {
    static RowPlace of(Snapshot snapshot, int row) throws IOException {
      int rest = row;
      for (Scope scope : Scope.values()) {
        for (Table table : snapshot.manifest().linkTables(List.of(scope.wireName()))) {
          for (ChunkRef ref : table.chunks()) {
            if (rest < ref.rowCount()) {
              return new RowPlace(snapshot.readChunk(ref), rest);
            }
            rest -= ref.rowCount();
          }
        }
      }
      throw new AssertionError("no row " + row);
    }
  }
}
