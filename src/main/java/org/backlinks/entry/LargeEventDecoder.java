package org.backlinks.entry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Set;

/**
 * Decodes events that are larger than a direct payload may be. Only events of gateways and batches
 * of records may have this size. The decoder limits the memory that an event can use.
 */
final class LargeEventDecoder {
  /** The maximum number of tokens of one event. */
  private static final int MAX_TOKENS = 100_000;

  /** The maximum number of characters of one text. Only a body that is too large is longer. */
  private static final int MAX_TEXT_LENGTH = 1 << 20;

  private static final JsonFactory JSON =
      EventDecoder.jsonFactory(
          StreamReadConstraints.builder()
              .maxTokenCount(MAX_TOKENS)
              .maxStringLength(MAX_TEXT_LENGTH)
              .build());

  /** The members of a gateway's event that no direct payload has. */
  private static final Set<String> HTTP_MEMBERS =
      Set.of("version", "resource", "httpMethod", "rawPath", "requestContext", "headers", "body");

  /** The probable sender of an event, by the start of the event. */
  private enum Sender {
    GATEWAY,
    BATCH,
    DIRECT_CALLER
  }

  private LargeEventDecoder() {}

  /**
   * Decodes an event.
   *
   * @param start the first bytes of the event
   * @param rest the other bytes. They are read only if the start is not that of a direct payload
   */
  static Event decode(byte[] start, InputStream rest) throws IOException {
    Sender sender = detectSender(start);
    if (sender == Sender.DIRECT_CALLER) {
      return new Event.TooLarge(false);
    }
    InputStream allBytes = new SequenceInputStream(new ByteArrayInputStream(start), rest);
    try (JsonParser parser = JSON.createParser(allBytes)) {
      Event event = EventDecoder.decode(EventDecoder.readTree(parser));
      return event instanceof Event.Direct || event instanceof Event.Unknown
          ? new Event.TooLarge(false)
          : event;
    } catch (StreamConstraintsException e) {
      return sender == Sender.GATEWAY
          ? new Event.TooLarge(true)
          : new Event.Unhandled("a batch that is too large");
    } catch (JacksonException | CharConversionException e) {
      return new Event.Unknown();
    }
  }

  private static Sender detectSender(byte[] start) {
    try (JsonParser parser = JSON.createParser(start)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        return detectSender(parser);
      }
      boolean isBatch =
          first == JsonToken.START_ARRAY
              && parser.nextToken() == JsonToken.START_OBJECT
              && hasEventSource(parser);
      return isBatch ? Sender.BATCH : Sender.DIRECT_CALLER;
    } catch (IOException e) {
      // the start ends within a value, or it is not JSON
      return Sender.DIRECT_CALLER;
    }
  }

  private static Sender detectSender(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      if (HTTP_MEMBERS.contains(parser.currentName())) {
        return Sender.GATEWAY;
      }
      if (EventDecoder.RECORDS_MEMBER.equals(parser.currentName())) {
        return Sender.BATCH;
      }
      parser.nextToken();
      parser.skipChildren();
    }
    return Sender.DIRECT_CALLER;
  }

  private static boolean hasEventSource(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      if (EventDecoder.SOURCE_MEMBERS.contains(parser.currentName())) {
        return true;
      }
      parser.nextToken();
      parser.skipChildren();
    }
    return false;
  }
}
