package org.backlinks.local.face;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The header of CSV, derived from the schema of a row. */
final class Csv {
  private final Document document;
  private final List<String> given;
  private final List<String> names = new ArrayList<>();

  private Csv(Document document, String line) {
    this.document = document;
    this.given = List.of(line.split(",", -1));
  }

  /** What is wrong with a header. */
  static List<String> errors(Document document, String text) {
    int end = text.indexOf("\r\n");
    if (end < 0) {
      return List.of("no header");
    }
    Csv csv = new Csv(document, text.substring(0, end));
    csv.walk(document.schema("Backlink"), "");
    return csv.names.equals(csv.given)
        ? List.of()
        : List.of("header " + csv.given + " instead of " + csv.names);
  }

  /** As many topics as the header has: that is the report's own. */
  private void walk(JsonNode schema, String prefix) {
    schema
        .path("properties")
        .properties()
        .forEach(property -> {
          String name = prefix + property.getKey();
          JsonNode inner = document.followed(property.getValue());
          if (inner.path("type").asText().equals("array")) {
            for (int i = 0; given.contains(name + "." + i + ".name"); i++) {
              walk(document.followed(inner.path("items")), name + "." + i + ".");
            }
          } else if (inner.has("properties")) {
            walk(inner, name + ".");
          } else {
            names.add(name);
          }
        });
  }
}
