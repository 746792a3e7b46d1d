package org.backlinks.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of an existing report that a caller asks for.
 *
 * @param id the report's id as the caller wrote it, or an empty text when the path names the report
 * @param cursor where the page starts, or null for the first page
 * @param limit the maximum number of rows on the page, 1 to 5,000, or null for the default of the
 *     page's format
 * @param errors the invalid fields. The other components are valid only when this list is empty
 */
public record PageQuery(
    String id, @Nullable String cursor, @Nullable Integer limit, List<FieldError> errors) {
  /** The fields of a direct call for a page. */
  public static final Set<String> PAGE_FIELDS = Set.of("id", "cursor", "limit");

  /** The fields of a direct call that only names a report. */
  public static final Set<String> ID_FIELDS = Set.of("id");

  /** The query parameters of a page. */
  private static final Set<String> QUERY_PARAMETERS = Set.of("cursor", "limit");

  /** Reads the payload of a direct call without its action. It may have only the known fields. */
  public static PageQuery fromJson(JsonNode members, Set<String> known) {
    return read(new RequestFields(members), known);
  }

  /** Reads the query parameters of a page. */
  public static PageQuery fromQuery(Map<String, List<String>> parameters) {
    return read(QueryParameterReader.read(parameters, QUERY_PARAMETERS), QUERY_PARAMETERS);
  }

  /** Reads the id of a report, which is required. */
  static String readId(RequestFields fields) {
    String id = fields.readText("id").orElse("");
    if (id.isEmpty()) {
      fields.reject("id", "is required");
    }
    return id;
  }

  /** Reads the fields of a page, and rejects the fields that are not known. */
  static PageQuery read(RequestFields fields, Set<String> known) {
    String id = known.contains("id") ? readId(fields) : "";
    String cursor = fields.readText("cursor").orElse(null);
    Integer limit = fields.readWholeNumber("limit", 1, RequestOptionsReader.MAX_LIMIT).orElse(null);
    fields.rejectUnknown(known);
    return new PageQuery(id, cursor, limit, fields.errors());
  }
}
