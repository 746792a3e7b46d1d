package org.backlinks.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a report that a caller asks for.
 *
 * @param id the later report's id as the caller wrote it, or an empty text when the path names it
 * @param kinds the kinds that are listed, at least one
 * @param cursor where the page starts, or null for the first page
 * @param limit the maximum number of changes on the page, 1 to 5,000, or null for the default
 * @param errors the invalid fields. The other components are valid only when this list is empty
 */
public record ChangesQuery(
    String id,
    EarlierReport since,
    Set<ChangeKind> kinds,
    ChangeSubject by,
    @Nullable String cursor,
    @Nullable Integer limit,
    List<FieldError> errors) {
  private static final Set<String> QUERY_PARAMETERS =
      Set.of("since", "kinds", "by", "cursor", "limit");
  private static final Set<String> FIELDS = Set.of("id", "since", "kinds", "by", "cursor", "limit");
  private static final String KINDS_MESSAGE =
      "must be one or more of "
          + Arrays.stream(ChangeKind.values())
              .map(ChangeKind::wireName)
              .collect(Collectors.joining(", "));

  public ChangesQuery {
    kinds = Set.copyOf(kinds);
    errors = List.copyOf(errors);
  }

  /** Reads the payload of a direct call without its action. */
  public static ChangesQuery fromJson(JsonNode members) {
    return read(new RequestFields(members), FIELDS);
  }

  /** Reads query parameters. The kinds are separated by commas. */
  public static ChangesQuery fromQuery(Map<String, List<String>> parameters) {
    return read(QueryParameterReader.read(parameters, QUERY_PARAMETERS), QUERY_PARAMETERS);
  }

  private static ChangesQuery read(RequestFields fields, Set<String> known) {
    PageQuery page = PageQuery.read(fields, known);
    EarlierReport since =
        fields.readText("since").map(EarlierReport::of).orElseGet(EarlierReport.Previous::new);
    ChangeSubject by =
        fields
            .read(
                "by",
                "must be link or domain",
                node -> WireNamed.parse(ChangeSubject.class, node.textValue()))
            .orElse(ChangeSubject.LINK);
    Optional<Set<ChangeKind>> kinds = fields.read("kinds", KINDS_MESSAGE, ChangesQuery::parseKinds);
    if (by == ChangeSubject.DOMAIN
        && kinds.orElse(Set.of()).stream().anyMatch(ChangeKind::isOfLinksOnly)) {
      fields.reject("kinds", "must not have changed or moved with by domain");
    }
    return new ChangesQuery(
        page.id(),
        since,
        kinds.orElseGet(() -> kindsOf(by)),
        by,
        page.cursor(),
        page.limit(),
        fields.errors());
  }

  private static Set<ChangeKind> kindsOf(ChangeSubject by) {
    Set<ChangeKind> kinds = EnumSet.allOf(ChangeKind.class);
    kinds.removeIf(kind -> by == ChangeSubject.DOMAIN && kind.isOfLinksOnly());
    return kinds;
  }

  private static Optional<Set<ChangeKind>> parseKinds(JsonNode node) {
    Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
    for (JsonNode word : node) {
      Optional<ChangeKind> kind = WireNamed.parse(ChangeKind.class, word.textValue());
      if (kind.isEmpty()) {
        return Optional.empty();
      }
      kinds.add(kind.get());
    }
    return node.isArray() && !kinds.isEmpty() ? Optional.of(kinds) : Optional.empty();
  }
}
