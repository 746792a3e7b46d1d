package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.IndexState;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Table;
import org.backlinks.units.UnitsGlobal;
import org.jspecify.annotations.Nullable;

/**
 * Writes the members of a payload that describe upstream's answer: the index, the provider and the
 * lists. Global variables and attributes without a member of their own go to {@code extra}.
 */
final class ManifestJson {
  /** The tokens of queued jobs. Payloads do not show them. */
  private static final Set<String> JOB_GLOBALS =
      ignoringCase("JobID", "DownloadJobID", "JobToken", "AnalysisJobToken");

  private static final String INDEX_TYPE = "IndexType";

  private static final Set<String> TEXT_ATTRIBUTES = ignoringCase("BackLinkItem", "BackLinkType");
  private static final Set<String> NUMBER_ATTRIBUTES =
      ignoringCase("TotalBackLinks", "AvailableLines");

  private final Manifest manifest;
  private final Globals globals;
  private final IndexState indexState;
  private final Question question;
  private final JsonGenerator json;

  ManifestJson(Manifest manifest, Question question, JsonGenerator json) {
    this.manifest = manifest;
    this.globals = manifest.globals();
    this.indexState = IndexState.from(globals);
    this.question = question;
    this.json = json;
  }

  /** Writes {@code index}. */
  void writeIndex() throws IOException {
    json.writeObjectFieldStart("index");
    Index index = answeredIndex();
    json.writeStringField("name", (index == null ? question.index() : index).wireName());
    if (indexState.builtAt() != null) {
      json.writeStringField("builtAt", indexState.builtAt());
    }
    if (indexState.id() != null) {
      json.writeStringField("id", indexState.id());
    }
    json.writeEndObject();
  }

  /** Returns the index that upstream says it used, or null when it does not say. */
  private @Nullable Index answeredIndex() {
    Long type = globals.number(INDEX_TYPE);
    if (type == null || type < 0 || type > 1) {
      return null;
    }
    return type == 0 ? Index.HISTORIC : Index.FRESH;
  }

  /** Writes {@code provider}. */
  void writeProvider() throws IOException {
    json.writeObjectFieldStart("provider");
    json.writeStringField("name", "majestic");
    json.writeStringField("command", manifest.command());
    Map<String, String> extra = new TreeMap<>(globals.values());
    extra.keySet().removeIf(this::hasOwnMember);
    JsonMembers.writeTexts(json, "extra", extra);
    json.writeEndObject();
  }

  /**
   * Returns whether the payload shows a global variable outside of {@code extra}, or hides it. An
   * unreadable variable goes to {@code extra}.
   */
  private boolean hasOwnMember(String name) {
    if (UnitsGlobal.find(name).isPresent()) {
      // its member is in usage
      return globals.units(name) != null;
    }
    if (name.equalsIgnoreCase(IndexState.BUILT_AT)) {
      return indexState.builtAt() != null;
    }
    if (name.equalsIgnoreCase(INDEX_TYPE)) {
      return answeredIndex() != null;
    }
    return name.equalsIgnoreCase(IndexState.ID) || JOB_GLOBALS.contains(name);
  }

  /** Writes {@code lists}. */
  void writeLists() throws IOException {
    json.writeArrayFieldStart("lists");
    for (Scope scope : Scope.values()) {
      List<Table> tables = manifest.linkTables(List.of(scope.wireName()));
      if (!tables.isEmpty()) {
        writeList(scope, tables);
      } else if (question.scopes().contains(scope)) {
        writeMissingList(scope);
      }
    }
    json.writeEndArray();
  }

  private void writeMissingList(Scope scope) throws IOException {
    json.writeStartObject();
    json.writeStringField("scope", scope.wireName());
    json.writeStringField("item", question.target().text());
    json.writeBooleanField("missing", true);
    json.writeEndObject();
  }

  private void writeList(Scope scope, List<Table> tables) throws IOException {
    Map<String, String> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    tables.forEach(table -> table.attributes().forEach(attributes::putIfAbsent));
    Globals numbers = new Globals(attributes);
    json.writeStartObject();
    json.writeStringField("scope", scope.wireName());
    json.writeStringField(
        "item", attributes.getOrDefault("BackLinkItem", question.target().text()));
    JsonMembers.writeNumber(json, "totalBacklinks", numbers.number("TotalBackLinks"));
    JsonMembers.writeNumber(json, "available", numbers.number("AvailableLines"));
    json.writeNumberField("returned", tables.stream().mapToInt(Table::rowCount).sum());
    attributes.keySet().removeAll(TEXT_ATTRIBUTES);
    attributes
        .keySet()
        .removeIf(name -> NUMBER_ATTRIBUTES.contains(name) && numbers.number(name) != null);
    JsonMembers.writeTexts(json, "extra", attributes);
    json.writeEndObject();
  }

  private static Set<String> ignoringCase(String... values) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(List.of(values));
    return names;
  }
}
