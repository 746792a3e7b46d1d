package org.backlinks.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.backlinks.question.RequestReader;
import org.backlinks.report.ReportId;

/** Tells events apart by their shape. */
final class Events {
  /** Strict: a member given twice, or anything behind the end, is no JSON that we act on. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Set<String> OTHERS_MARKS =
      Set.of("Records", "requestContext", "detail-type", "source", "httpMethod");

  /** How the table's keys of reports begin. */
  private static final String REPORT = "report#";

  private Events() {}

  /**
   * Any JSON.
   *
   * @throws IOException when it is none
   */
  static JsonNode json(byte[] bytes) throws IOException {
    try (JsonParser parser = JSON.createParser(bytes)) {
      JsonNode node = JSON.readTree(parser);
      return node == null ? MissingNode.getInstance() : node;
    }
  }

  static Event read(byte[] bytes) {
    JsonNode event;
    try {
      event = json(bytes);
    } catch (IOException e) {
      return new Event.Unknown();
    }
    if (Gateway.isV2(event)) {
      return Gateway.v2(event);
    }
    if (Gateway.isV1(event)) {
      return Gateway.v1(event);
    }
    if (event.path("source").asText().equals("aws.events")) {
      return new Event.Tick();
    }
    if (event.path("Records").path(0).path("eventSource").asText().equals("aws:dynamodb")) {
      return new Event.TableStream(records(event.path("Records")));
    }
    return event instanceof ObjectNode object && isDirect(object)
        ? new Event.Direct(object)
        : new Event.Unknown();
  }

  private static List<Event.StreamRecord> records(JsonNode records) {
    List<Event.StreamRecord> read = new ArrayList<>();
    for (JsonNode record : records) {
      JsonNode change = record.path("dynamodb");
      String key = change.path("Keys").path("pk").path("S").asText();
      boolean isNew = record.path("eventName").asText().equals("INSERT");
      ReportId report =
          isNew && key.startsWith(REPORT)
              ? ReportId.of(key.substring(REPORT.length())).orElse(null)
              : null;
      read.add(new Event.StreamRecord(change.path("SequenceNumber").asText(), report));
    }
    return read;
  }

  /**
   * An object that names a field of ours and bears no other service's marks; an empty one is a
   * direct call, too.
   */
  private static boolean isDirect(ObjectNode event) {
    if (OTHERS_MARKS.stream().anyMatch(event::has)) {
      return false;
    }
    return event.isEmpty()
        || Stream.concat(Stream.of("action", "id"), RequestReader.fields().stream())
            .anyMatch(event::has);
  }
}
