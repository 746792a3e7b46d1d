package org.backlinks.entry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Decodes events that are larger than a direct payload may be. Only events of gateways and batches
 * of records may have this size. The decoder reads the whole event, because any member of it can
 * name the sender, but it keeps a limited part of it.
 */
final class LargeEventDecoder {
  /** Duplicate members are detected among the kept nodes only, which are limited in number. */
  private static final JsonFactory JSON = new JsonFactory();

  private LargeEventDecoder() {}

  /**
   * Decodes an event. An event that is not JSON is a direct payload that is too large.
   *
   * @param start the first bytes of the event
   * @param rest the other bytes
   */
  static Event decode(byte[] start, InputStream rest) throws IOException {
    InputStream allBytes = new SequenceInputStream(new ByteArrayInputStream(start), rest);
    LongTextTruncator texts = new LongTextTruncator(allBytes);
    try (JsonParser parser = JSON.createParser(texts)) {
      LargeEventReader reader = new LargeEventReader(parser);
      Event event = EventDecoder.decode(reader.read());
      if (event instanceof Event.Queue && !reader.hasOmitted()) {
        // a truncated message is refused, and the other messages are processed
        return event;
      }
      return texts.hasTruncated() || reader.hasOmitted() ? ofPart(event) : ofWhole(event);
    } catch (JacksonException | CharConversionException e) {
      return new Event.TooLarge(false);
    }
  }

  private static Event ofWhole(Event event) {
    return event instanceof Event.Direct || event instanceof Event.Unknown
        ? new Event.TooLarge(false)
        : event;
  }

  /** Returns the event if a part of it was not kept. */
  private static Event ofPart(Event event) {
    return switch (event) {
      case Event.Http _, Event.MalformedHttp _ -> new Event.TooLarge(true);
      case Event.TableStream _, Event.Queue _ -> new Event.Unhandled("a batch that is too large");
      case Event.Tick _, Event.Unhandled _ -> event;
      case Event.Direct _, Event.Unknown _, Event.TooLarge _ -> new Event.TooLarge(false);
    };
  }
}
