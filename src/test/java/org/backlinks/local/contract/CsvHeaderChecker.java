package org.backlinks.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the header line of CSV. It derives the expected names from the schema of a row. */
final class CsvHeaderChecker {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** The columns before those of the link. Some of them contain JSON. */
  private static final List<String> LINK_CHANGE_COLUMNS =
      List.of("kind", "scope", "evidence", "fields", "from", "to");

  private final OpenApiDocument document;
  private final List<String> actualNames;
  private final List<String> expectedNames = new ArrayList<>();

  private CsvHeaderChecker(OpenApiDocument document, String line) {
    this.document = document;
    this.actualNames = List.of(line.split(",", -1));
  }

  /**
   * Returns the errors in a header.
   *
   * @param variant the values of the query parameter {@code csv}, or null
   */
  static List<String> errors(
      OpenApiDocument document, String text, @Nullable List<String> variant) {
    boolean hasByteOrderMark = text.startsWith(BYTE_ORDER_MARK);
    if (hasByteOrderMark != List.of("excel").equals(variant)) {
      return List.of("a byte order mark without csv=excel, or csv=excel without it");
    }
    int end = text.indexOf("\r\n");
    if (end < 0) {
      return List.of("the header is missing");
    }
    CsvHeaderChecker checker =
        new CsvHeaderChecker(
            document, text.substring(hasByteOrderMark ? BYTE_ORDER_MARK.length() : 0, end));
    checker.collectNames();
    return checker.expectedNames.equals(checker.actualNames)
        ? List.of()
        : List.of("header " + checker.actualNames + " instead of " + checker.expectedNames);
  }

  /** Collects the names of all columns. The first one shows what the rows are. */
  private void collectNames() {
    if (!actualNames.getFirst().equals("kind")) {
      collectNames(document.schema("Backlink"), "");
    } else if (actualNames.contains("domain")) {
      collectNames(document.schema("DomainChange"), "");
    } else {
      collectNames(document.schema("Backlink"), "");
      expectedNames.removeAll(List.of("scope", "domain"));
      expectedNames.addAll(0, LINK_CHANGE_COLUMNS);
    }
  }

  /**
   * Collects the names of the columns of a schema. The number of topics depends on the report: the
   * header determines it.
   */
  private void collectNames(JsonNode schema, String prefix) {
    schema
        .path("properties")
        .properties()
        .forEach(property -> {
          String name = prefix + property.getKey();
          JsonNode propertySchema = document.resolve(property.getValue());
          if (propertySchema.path("type").asText().equals("array")) {
            for (int i = 0; actualNames.contains(name + "." + i + ".name"); i++) {
              collectNames(document.resolve(propertySchema.path("items")), name + "." + i + ".");
            }
          } else if (propertySchema.has("properties")) {
            collectNames(propertySchema, name + ".");
          } else {
            expectedNames.add(name);
          }
        });
  }
}
