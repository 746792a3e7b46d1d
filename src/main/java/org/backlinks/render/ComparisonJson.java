package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.backlinks.changes.ComparisonSummary;
import org.backlinks.changes.DomainCounts;
import org.backlinks.changes.LinkCounts;
import org.backlinks.changes.ListComparison;
import org.backlinks.question.ChangeKind;

/** Writes the counts of compared lists. */
final class ComparisonJson {
  private ComparisonJson() {}

  /** Writes the changes of a ready report as {@code changes}. */
  static void writeSummary(JsonGenerator json, ComparisonSummary summary) throws IOException {
    json.writeObjectFieldStart("changes");
    if (summary.since() == null || summary.list() == null) {
      json.writeNullField("since");
    } else {
      json.writeStringField("since", summary.since().text());
      json.writeStringField("scope", summary.list().scope().wireName());
      writeCounts(json, summary.list().counts());
    }
    json.writeEndObject();
  }

  /** Writes a list that both reports have. */
  static void writeList(JsonGenerator json, ListComparison list) throws IOException {
    json.writeStartObject();
    json.writeStringField("scope", list.scope().wireName());
    writeSide(json, "before", list.before());
    writeSide(json, "after", list.after());
    writeCounts(json, list.counts());
    writeDomains(json, list.domains());
    json.writeEndObject();
  }

  private static void writeSide(JsonGenerator json, String name, ListComparison.Side side)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("returned", side.returned());
    JsonMembers.writeNumber(json, "totalBacklinks", side.totalBacklinks());
    json.writeBooleanField("complete", side.isComplete());
    json.writeEndObject();
  }

  private static void writeCounts(JsonGenerator json, LinkCounts counts) throws IOException {
    json.writeObjectFieldStart("counts");
    for (ChangeKind kind : ChangeKind.values()) {
      json.writeNumberField(kind.wireName(), counts.of(kind));
    }
    json.writeNumberField("unchanged", counts.unchanged());
    if (counts.goneBefore() > 0 || counts.goneAfter() > 0) {
      json.writeObjectFieldStart("gone");
      json.writeNumberField("before", counts.goneBefore());
      json.writeNumberField("after", counts.goneAfter());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeDomains(JsonGenerator json, DomainCounts counts) throws IOException {
    json.writeObjectFieldStart("domains");
    json.writeNumberField(ChangeKind.NEW.wireName(), counts.added());
    json.writeNumberField(ChangeKind.APPEARED.wireName(), counts.appeared());
    json.writeNumberField(ChangeKind.LOST.wireName(), counts.lost());
    json.writeNumberField(ChangeKind.UNLISTED.wireName(), counts.unlisted());
    json.writeEndObject();
  }
}
