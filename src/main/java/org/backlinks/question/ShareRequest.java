package org.backlinks.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request for a link with which everybody can see a report.
 *
 * @param id the report's id as the caller wrote it, or an empty text when the path names the report
 * @param lifetime how long the link works, 1 hour to 90 days
 * @param errors the invalid fields. The other components are valid only when this list is empty
 */
public record ShareRequest(String id, Duration lifetime, List<FieldError> errors) {
  private static final Duration MIN_LIFETIME = Duration.ofHours(1);
  private static final Duration MAX_LIFETIME = Duration.ofDays(90);
  private static final Duration DEFAULT_LIFETIME = Duration.ofDays(7);
  private static final String LIFETIME = "for";

  public ShareRequest {
    errors = List.copyOf(errors);
  }

  /** Reads the body of an HTTP request, whose path names the report. */
  public static ShareRequest fromBody(JsonNode members) {
    return read(new RequestFields(members), Set.of(LIFETIME));
  }

  /** Reads the payload of a direct call without its action. */
  public static ShareRequest fromPayload(JsonNode members) {
    return read(new RequestFields(members), Set.of("id", LIFETIME));
  }

  private static ShareRequest read(RequestFields fields, Set<String> known) {
    String id = known.contains("id") ? PageQuery.readId(fields) : "";
    Duration lifetime =
        fields
            .read(LIFETIME, "must be an ISO-8601 duration from PT1H to P90D", ShareRequest::parse)
            .orElse(DEFAULT_LIFETIME);
    fields.rejectUnknown(known);
    return new ShareRequest(id, lifetime, fields.errors());
  }

  private static Optional<Duration> parse(JsonNode node) {
    return Optional.ofNullable(node.textValue())
        .flatMap(text -> IsoDuration.parse(text, MAX_LIFETIME.plusSeconds(1)))
        .filter(length -> length.compareTo(MIN_LIFETIME) >= 0)
        .filter(length -> length.compareTo(MAX_LIFETIME) <= 0);
  }
}
