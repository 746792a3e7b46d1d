package org.backlinks.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Detects events that AWS services send by themselves. They read no answer, so a refusal that is an
 * ordinary result would be lost together with the event.
 */
final class ForeignEventDetector {
  /** The member of a batch that contains its records. */
  static final String RECORDS_MEMBER = "Records";

  /** The member of a record that names its source. Services use two spellings. */
  static final List<String> SOURCE_MEMBERS = List.of("eventSource", "EventSource");

  /** The members of an event from a bus that name its source and its type. */
  static final String BUS_SOURCE_MEMBER = "source";

  static final String BUS_TYPE_MEMBER = "detail-type";

  private static final String UNNAMED_SOURCE = "a source without a name";

  /** The names of sources that may be logged, because they contain no data. */
  private static final Pattern SAFE_SOURCE_NAME = Pattern.compile("[A-Za-z0-9:._-]{1,64}");

  /** The members of events that do not name their source, with a name for the source. */
  private static final Map<Set<String>, String> SOURCES_BY_MEMBERS =
      Map.ofEntries(
          Map.entry(Set.of("awslogs"), "awslogs"),
          Map.entry(Set.of("deliveryStreamArn", "records"), "firehose"),
          Map.entry(Set.of("alarmArn", "alarmData"), "cloudwatch"),
          Map.entry(Set.of("CodePipeline.job"), "codepipeline"),
          Map.entry(Set.of("invokingEvent", "configRuleName"), "config"),
          Map.entry(Set.of("RequestType", "ResponseURL"), "cloudformation"),
          Map.entry(Set.of("invocationSchemaVersion", "tasks"), "s3-batch"),
          Map.entry(Set.of("SecretId", "ClientRequestToken", "Step"), "secretsmanager"),
          Map.entry(Set.of("requestContext", "requestPayload"), "lambda-destination"));

  private ForeignEventDetector() {}

  /** Returns all members by which an event of another sender is recognized. */
  static Set<String> significantMembers() {
    return SOURCES_BY_MEMBERS.keySet().stream()
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the name of the source of a record; it is safe to show. */
  static String sourceOfRecord(JsonNode record) {
    return SOURCE_MEMBERS.stream()
        .map(name -> record.path(name).asText())
        .filter(ForeignEventDetector::isSafeName)
        .findFirst()
        .orElse(UNNAMED_SOURCE);
  }

  /** Returns the name of the source of an event that is an object, if it is of another service. */
  static Optional<String> sourceOfEvent(JsonNode event) {
    // a message broker sends one object, which names its source once for all messages
    if (SOURCE_MEMBERS.stream().anyMatch(name -> event.path(name).isTextual())) {
      return Optional.of(sourceOfRecord(event));
    }
    JsonNode busSource = event.path(BUS_SOURCE_MEMBER);
    if (busSource.isTextual() && event.path(BUS_TYPE_MEMBER).isTextual()) {
      return Optional.of(isSafeName(busSource.asText()) ? busSource.asText() : UNNAMED_SOURCE);
    }
    return SOURCES_BY_MEMBERS.entrySet().stream()
        .filter(entry -> entry.getKey().stream().allMatch(event::has))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean isSafeName(String name) {
    return SAFE_SOURCE_NAME.matcher(name).matches();
  }
}
