package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.RemainingUnits;
import org.jspecify.annotations.Nullable;

/** Writes members of JSON objects. Unknown values are left out. */
final class JsonMembers {
  private JsonMembers() {}

  /** Writes an instant in whole seconds, in UTC. */
  static void writeInstant(JsonGenerator json, String name, Instant instant) throws IOException {
    json.writeStringField(name, instant.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Writes a number, if it is known. */
  static void writeNumber(JsonGenerator json, String name, @Nullable Long value)
      throws IOException {
    if (value != null) {
      json.writeNumberField(name, value);
    }
  }

  /** Writes texts as an object, if there are any. */
  static void writeTexts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    if (!texts.isEmpty()) {
      json.writeObjectFieldStart(name);
      for (Map.Entry<String, String> text : texts.entrySet()) {
        json.writeStringField(text.getKey(), text.getValue());
      }
      json.writeEndObject();
    }
  }

  /** Writes units as an object, if any are known. */
  static void writeUnits(JsonGenerator json, String name, PartialUnits units) throws IOException {
    if (units.isAnyKnown()) {
      json.writeObjectFieldStart(name);
      writeUnits(json, units);
      json.writeEndObject();
    }
  }

  /** Writes the known units as members of the current object. */
  static void writeUnits(JsonGenerator json, PartialUnits units) throws IOException {
    writeNumber(json, "analysis", units.analysis());
    writeNumber(json, "retrieval", units.retrieval());
  }

  /** Writes the units that are left upstream as {@code remaining}, if any are known. */
  static void writeRemaining(JsonGenerator json, RemainingUnits remaining) throws IOException {
    if (remaining.isAnyKnown()) {
      json.writeObjectFieldStart("remaining");
      writeNumber(json, "analysis", remaining.analysis());
      writeNumber(json, "retrieval", remaining.retrieval());
      writeNumber(json, "standardReports", remaining.standardReports());
      writeNumber(json, "indexItems", remaining.indexItems());
      json.writeEndObject();
    }
  }
}
