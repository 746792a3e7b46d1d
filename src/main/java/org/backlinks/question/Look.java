package org.backlinks.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of a report that is there already, and everything that is wrong with it.
 *
 * @param id the report's id as the caller wrote it, "" where it is not asked for
 * @param cursor where the page starts, or null for the first one
 * @param limit rows on the page, 1 to 5,000
 * @param errors empty when the other members can be used
 */
public record Look(String id, @Nullable String cursor, int limit, List<FieldError> errors) {
  /** The fields of a direct call for a page. */
  public static final Set<String> PAGE = Set.of("id", "cursor", "limit");

  /** The fields of a direct call that only names a report. */
  public static final Set<String> NAME = Set.of("id");

  /** The query parameters of a page. */
  private static final Set<String> QUERY = Set.of("cursor", "limit");

  /** Reads a direct payload without its action, which may have these fields and no others. */
  public static Look fromJson(JsonNode members, Set<String> known) {
    return read(new RequestFields(members), known);
  }

  /** Reads the query parameters of a page. */
  public static Look fromQuery(Map<String, List<String>> parameters) {
    return read(QueryFields.read(parameters, QUERY), QUERY);
  }

  private static Look read(RequestFields fields, Set<String> known) {
    String id = text(fields, "id").orElse("");
    if (id.isEmpty() && known.contains("id")) {
      fields.refuse("id", "is required");
    }
    String cursor = text(fields, "cursor").orElse(null);
    int limit =
        RequestReader.whole(fields, "limit", 1, RequestReader.MAX_LIMIT)
            .orElse(Terms.defaults().limit());
    fields.refuseOthers(known);
    return new Look(id, cursor, limit, fields.errors());
  }

  private static Optional<String> text(RequestFields fields, String name) {
    return fields.read(name, "must be a string", node -> Optional.ofNullable(node.textValue()));
  }
}
