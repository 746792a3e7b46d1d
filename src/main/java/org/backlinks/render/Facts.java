package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.backlinks.question.QuestionJson;
import org.backlinks.question.Scope;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/**
 * What a payload says of a report beside its rows: itself, its index and provider, its cost, its
 * lists.
 */
final class Facts {
  private static final Set<String> MAPPED_GLOBALS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private static final Set<String> MAPPED_ATTRIBUTES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private static final DateTimeFormatter UPSTREAM_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  static {
    MAPPED_GLOBALS.addAll(
        List.of(
            "ChargedAnalysisResUnits",
            "ChargedRetrievalResUnits",
            "RemainingAnalysisResUnits",
            "RemainingRetrievalResUnits",
            "RemainingStandardReports",
            "UniqueIndexID",
            "IndexBuildDate",
            "IndexType",
            "JobID",
            "DownloadJobID",
            "JobToken",
            "AnalysisJobToken"));
    MAPPED_ATTRIBUTES.addAll(
        List.of("BackLinkItem", "BackLinkType", "TotalBackLinks", "AvailableLines"));
  }

  private final Report report;
  private final PageRequest page;
  private final JsonGenerator json;

  Facts(Report report, PageRequest page, JsonGenerator json) {
    this.report = report;
    this.page = page;
    this.json = json;
  }

  void head() throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", "backlinks/1");
    json.writeStringField("id", report.id().text());
    json.writeStringField("state", state());
    json.writeFieldName("request");
    QuestionJson.write(report.question(), json);
    if (page.tag() != null) {
      json.writeStringField("tag", page.tag());
    }
    instant("createdAt", report.createdAt());
    if (report.state() instanceof State.Ready(Instant at, var snapshot)) {
      instant("readyAt", at);
    }
    instant("expiresAt", report.expiresAt());
    json.writeBooleanField("reused", page.reused());
  }

  private String state() {
    return switch (report.state()) {
      case State.Claimed claimed -> "pending";
      case State.Queued queued -> "pending";
      case State.Downloading downloading -> "pending";
      case State.Ready ready -> "ready";
      case State.Failed failed -> "failed";
      case State.Deleted deleted ->
          throw new IllegalStateException("a deleted report is not shown");
    };
  }

  private void instant(String name, Instant at) throws IOException {
    json.writeStringField(name, at.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  void index(Globals globals) throws IOException {
    json.writeObjectFieldStart("index");
    json.writeStringField("name", indexName(globals));
    String built = builtAt(globals);
    if (built != null) {
      json.writeStringField("builtAt", built);
    }
    if (globals.text("UniqueIndexID") != null) {
      json.writeStringField("id", globals.text("UniqueIndexID"));
    }
    json.writeEndObject();
  }

  /** Upstream's own word on which index it asked, else the one that was asked for. */
  private String indexName(Globals globals) {
    return switch (String.valueOf(globals.text("IndexType"))) {
      case "0" -> "historic";
      case "1" -> "fresh";
      default -> report.question().index().word();
    };
  }

  private static @Nullable String builtAt(Globals globals) {
    String built = globals.text("IndexBuildDate");
    if (built == null) {
      return null;
    }
    try {
      return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
          LocalDateTime.parse(built, UPSTREAM_TIME));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  void provider(Manifest manifest) throws IOException {
    json.writeObjectFieldStart("provider");
    json.writeStringField("name", "majestic");
    json.writeStringField("command", manifest.command());
    Globals globals = manifest.globals();
    Map<String, String> extra = new TreeMap<>();
    globals
        .values()
        .forEach((name, value) -> {
          if (!mapped(globals, name)) {
            extra.put(name, value);
          }
        });
    texts("extra", extra);
    json.writeEndObject();
  }

  /**
   * Whether the variable has a place of its own; one that can't be read as what it should be has
   * not.
   */
  private static boolean mapped(Globals globals, String name) {
    if (!MAPPED_GLOBALS.contains(name)) {
      return false;
    }
    if (name.equalsIgnoreCase("IndexBuildDate")) {
      return builtAt(globals) != null;
    }
    if (name.equalsIgnoreCase("IndexType")) {
      return "0".equals(globals.text(name)) || "1".equals(globals.text(name));
    }
    boolean units =
        name.regionMatches(true, 0, "Charged", 0, 7)
            || name.regionMatches(true, 0, "Remaining", 0, 9);
    return !units || globals.number(name) != null;
  }

  void usage() throws IOException {
    Usage usage = report.usage();
    json.writeObjectFieldStart("usage");
    if (usage.analysis() != null || usage.retrieval() != null) {
      json.writeObjectFieldStart("charged");
      number("analysis", usage.analysis());
      number("retrieval", usage.retrieval());
      json.writeEndObject();
    }
    if (usage.analysisLeft() != null
        || usage.retrievalLeft() != null
        || usage.standardReportsLeft() != null) {
      json.writeObjectFieldStart("remaining");
      number("analysis", usage.analysisLeft());
      number("retrieval", usage.retrievalLeft());
      number("standardReports", usage.standardReportsLeft());
      json.writeEndObject();
    }
    json.writeNumberField("calls", usage.calls());
    json.writeNumberField("polls", usage.polls());
    json.writeBooleanField("estimated", usage.estimated());
    json.writeEndObject();
  }

  void lists(Manifest manifest) throws IOException {
    json.writeArrayFieldStart("lists");
    for (Scope scope : Scope.values()) {
      List<Table> tables = manifest.lists(List.of(scope.word()));
      if (!tables.isEmpty()) {
        list(scope, tables);
      } else if (report.question().scopes().contains(scope)) {
        json.writeStartObject();
        json.writeStringField("scope", scope.word());
        json.writeStringField("item", report.question().target().text());
        json.writeBooleanField("missing", true);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private void list(Scope scope, List<Table> tables) throws IOException {
    Map<String, String> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    tables.forEach(table -> table.attributes().forEach(attributes::putIfAbsent));
    json.writeStartObject();
    json.writeStringField("scope", scope.word());
    json.writeStringField(
        "item", attributes.getOrDefault("BackLinkItem", report.question().target().text()));
    Globals numbers = new Globals(attributes);
    number("totalBacklinks", numbers.number("TotalBackLinks"));
    number("available", numbers.number("AvailableLines"));
    json.writeNumberField("returned", tables.stream().mapToInt(Table::rows).sum());
    attributes
        .keySet()
        .removeIf(name ->
            MAPPED_ATTRIBUTES.contains(name)
                && (name.toLowerCase(Locale.ROOT).startsWith("backlink")
                    || numbers.number(name) != null));
    texts("extra", attributes);
    json.writeEndObject();
  }

  private void number(String name, @Nullable Long value) throws IOException {
    if (value != null) {
      json.writeNumberField(name, value);
    }
  }

  private void texts(String name, Map<String, String> texts) throws IOException {
    if (!texts.isEmpty()) {
      json.writeObjectFieldStart(name);
      for (Map.Entry<String, String> text : texts.entrySet()) {
        json.writeStringField(text.getKey(), text.getValue());
      }
      json.writeEndObject();
    }
  }
}
