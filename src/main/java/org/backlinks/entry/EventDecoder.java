package org.backlinks.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.backlinks.question.RequestReader;
import org.backlinks.report.CallbackId;
import org.backlinks.report.ReportId;
import org.backlinks.store.CallbackStore;
import org.backlinks.store.ReportStore;

/** Decodes events. It recognizes the kind of an event by the event's members. */
final class EventDecoder {
  /** Strict, because parsers differ in how they treat repeated members and text after the end. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper(jsonFactory(StreamReadConstraints.defaults()))
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** The maximum number of bytes of a direct payload. */
  static final int MAX_DIRECT_BYTES = 256 * 1024;

  /** The members of other services' events that no direct payload has. */
  private static final Set<String> FOREIGN_MEMBERS =
      Set.of(
          ForeignEventDetector.RECORDS_MEMBER,
          ForeignEventDetector.SOURCE_MEMBERS.getFirst(),
          ForeignEventDetector.SOURCE_MEMBERS.getLast(),
          ForeignEventDetector.BUS_TYPE_MEMBER,
          ForeignEventDetector.BUS_SOURCE_MEMBER,
          "requestContext",
          "httpMethod");

  /** The sources of scheduled events. */
  private static final Set<String> SCHEDULER_SOURCES = Set.of("aws.events", "aws.scheduler");

  private static final String DYNAMODB_SOURCE = "aws:dynamodb";
  private static final String SQS_SOURCE = "aws:sqs";

  private EventDecoder() {}

  static JsonFactory jsonFactory(StreamReadConstraints constraints) {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .streamReadConstraints(constraints)
        .build();
  }

  /**
   * Parses one JSON value. Returns a missing node when there are no bytes.
   *
   * @throws IOException when the bytes are not exactly one JSON value
   */
  static JsonNode parseJson(byte[] bytes) throws IOException {
    try (JsonParser parser = MAPPER.createParser(bytes)) {
      return readTree(parser);
    }
  }

  /**
   * Reads one JSON value up to the end of the input. Returns a missing node when there is no input.
   *
   * @throws IOException when the input is not exactly one JSON value
   */
  static JsonNode readTree(JsonParser parser) throws IOException {
    try {
      JsonNode node = MAPPER.readTree(parser);
      return node == null ? MissingNode.getInstance() : node;
    } catch (NumberFormatException e) {
      throw new JsonParseException(parser, "a number's exponent is too large", e);
    }
  }

  /** Decodes an event. Stops reading a direct payload that is too large. */
  static Event decode(InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAX_DIRECT_BYTES + 1);
    if (start.length > MAX_DIRECT_BYTES) {
      return LargeEventDecoder.decode(start, in);
    }
    JsonNode event;
    try {
      event = parseJson(start);
    } catch (IOException e) {
      return new Event.Unknown();
    }
    return decode(event);
  }

  /** Decodes an event that is JSON. */
  static Event decode(JsonNode event) {
    if (GatewayEventDecoder.isV2(event)) {
      return GatewayEventDecoder.decodeV2(event);
    }
    if (GatewayEventDecoder.isV1(event)) {
      return GatewayEventDecoder.decodeV1(event);
    }
    if (SCHEDULER_SOURCES.contains(event.path(ForeignEventDetector.BUS_SOURCE_MEMBER).asText())) {
      return new Event.Tick();
    }
    if (event.isArray()) {
      return decodeBatch(event);
    }
    if (event.has(ForeignEventDetector.RECORDS_MEMBER)) {
      return decodeBatch(event.path(ForeignEventDetector.RECORDS_MEMBER));
    }
    if (event instanceof ObjectNode object && isDirectPayload(object)) {
      return new Event.Direct(object);
    }
    return ForeignEventDetector.sourceOfEvent(event)
        .<Event>map(Event.Unhandled::new)
        .orElseGet(Event.Unknown::new);
  }

  private static Event decodeBatch(JsonNode records) {
    String source = ForeignEventDetector.sourceOfRecord(records.path(0));
    return switch (source) {
      case DYNAMODB_SOURCE -> new Event.TableStream(decodeStreamRecords(records));
      case SQS_SOURCE -> new Event.Queue(decodeMessages(records));
      default -> new Event.Unhandled(source);
    };
  }

  private static List<Event.StreamRecord> decodeStreamRecords(JsonNode records) {
    List<Event.StreamRecord> decoded = new ArrayList<>();
    for (JsonNode record : records) {
      JsonNode item = record.path("dynamodb");
      String key = item.path("Keys").path("pk").path("S").asText();
      String change = record.path("eventName").asText();
      ReportId newReport =
          change.equals("INSERT") ? ReportStore.reportOfKey(key).orElse(null) : null;
      CallbackId callback =
          change.equals("REMOVE") ? null : CallbackStore.callbackOfKey(key).orElse(null);
      decoded.add(
          new Event.StreamRecord(item.path("SequenceNumber").asText(), newReport, callback));
    }
    return decoded;
  }

  private static List<Event.QueueMessage> decodeMessages(JsonNode records) {
    List<Event.QueueMessage> decoded = new ArrayList<>();
    for (JsonNode record : records) {
      decoded.add(
          new Event.QueueMessage(record.path("messageId").asText(), record.path("body").asText()));
    }
    return decoded;
  }

  /**
   * Returns whether an object is a direct payload: it has one of our fields and no member of
   * another service's events. An empty object is a direct payload without a target.
   */
  private static boolean isDirectPayload(ObjectNode event) {
    if (FOREIGN_MEMBERS.stream().anyMatch(event::has)) {
      return false;
    }
    return event.isEmpty()
        || Stream.concat(Stream.of(Action.FIELD, "id"), RequestReader.fieldNames().stream())
            .anyMatch(event::has);
  }
}
