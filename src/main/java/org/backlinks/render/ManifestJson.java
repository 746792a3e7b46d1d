package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.report.IndexBuild;
import org.backlinks.report.LinkList;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Table;
import org.backlinks.summary.ListSummary;
import org.backlinks.units.UnitsGlobal;

/**
 * Writes the members of a payload that describe upstream's answer: the index, the provider and the
 * lists. Global variables and attributes without a member of their own go to {@code extra}.
 */
final class ManifestJson {
  /** The tokens of queued jobs. Payloads do not show them. */
  private static final Set<String> JOB_GLOBALS =
      ignoringCase("JobID", "DownloadJobID", "JobToken", "AnalysisJobToken");

  private final Manifest manifest;
  private final Globals globals;
  private final IndexBuild index;
  private final Question question;
  private final JsonGenerator json;

  ManifestJson(Manifest manifest, Question question, JsonGenerator json) {
    this.manifest = manifest;
    this.globals = manifest.globals();
    this.index = IndexBuild.of(globals, question);
    this.question = question;
    this.json = json;
  }

  /** Writes the index as a member with this name. */
  void writeIndex(String member) throws IOException {
    json.writeObjectFieldStart(member);
    json.writeStringField("name", index.name().wireName());
    if (index.state().builtAt() != null) {
      json.writeStringField("builtAt", index.state().builtAt());
    }
    if (index.state().id() != null) {
      json.writeStringField("id", index.state().id());
    }
    json.writeEndObject();
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
    return index.hasGlobal(name) || JOB_GLOBALS.contains(name);
  }

  /** Writes {@code lists}. */
  void writeLists() throws IOException {
    json.writeArrayFieldStart("lists");
    for (Scope scope : Scope.values()) {
      LinkList list = LinkList.find(manifest, question, scope).orElse(null);
      if (list != null) {
        writeList(list);
      } else if (question.scopes().contains(scope)) {
        writeMissingList(scope);
      }
    }
    json.writeEndArray();
  }

  /** Writes {@code summary}: a few counts of each list, as far as its rows were counted. */
  void writeSummary() throws IOException {
    boolean isStarted = false;
    for (Scope scope : Scope.values()) {
      List<Table> tables = manifest.linkTables(List.of(scope.wireName()));
      Table.Overview overview = tables.size() == 1 ? tables.getFirst().overview() : null;
      if (overview != null) {
        if (!isStarted) {
          json.writeArrayFieldStart("summary");
          isStarted = true;
        }
        writeOverview(scope, overview);
      }
    }
    if (isStarted) {
      json.writeEndArray();
    }
  }

  private void writeOverview(Scope scope, Table.Overview overview) throws IOException {
    json.writeStartObject();
    json.writeStringField("scope", scope.wireName());
    json.writeNumberField("rows", overview.rows());
    if (ListSummary.isSourceCountKnown(overview.domains(), overview.rows())) {
      json.writeNumberField("domains", overview.domains());
    }
    int known = overview.follow() + overview.nofollow();
    if (known > 0) {
      json.writeObjectFieldStart("follow");
      json.writeNumberField("known", known);
      json.writeNumberField("follow", overview.follow());
      json.writeNumberField("nofollow", overview.nofollow());
      json.writeEndObject();
    }
    if (!overview.signals().isEmpty()) {
      json.writeArrayFieldStart("signals");
      for (String signal : overview.signals()) {
        json.writeString(signal);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void writeMissingList(Scope scope) throws IOException {
    json.writeStartObject();
    json.writeStringField("scope", scope.wireName());
    json.writeStringField("item", question.target().text());
    json.writeBooleanField("missing", true);
    json.writeEndObject();
  }

  private void writeList(LinkList list) throws IOException {
    json.writeStartObject();
    json.writeStringField("scope", list.scope().wireName());
    json.writeStringField("item", list.item());
    JsonMembers.writeNumber(json, "totalBacklinks", list.totalBacklinks());
    JsonMembers.writeNumber(json, "available", list.available());
    json.writeNumberField("returned", list.returned());
    JsonMembers.writeTexts(json, "extra", list.extra());
    json.writeEndObject();
  }

  private static Set<String> ignoringCase(String... values) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(List.of(values));
    return names;
  }
}
