package org.backlinks.entry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;

/** Events that could fill the memory. Their bytes are generated while they are read. */
enum OversizedEvent {
  BRACKETS("", "[],", "", "TooLarge[isHttp=false]"),
  OPEN_BRACKETS("", "[[[", "", "TooLarge[isHttp=false]"),
  LISTS_IN_DIRECT_PAYLOAD("{\"target\":[", "[],", "[]]}", "TooLarge[isHttp=false]"),
  LONG_TARGET("{\"target\":\"", "xxx", "\"}", "TooLarge[isHttp=false]"),
  SPACES("", "   ", "{}", "TooLarge[isHttp=false]"),
  NUMBERS("{\"target\":[", "11,", "1]}", "TooLarge[isHttp=false]"),
  LISTS_IN_GATEWAY_EVENT(
      "{\"version\":\"2.0\",\"requestContext\":{\"http\":{}},\"body\":[",
      "[],",
      "[]]}",
      "TooLarge[isHttp=true]"),
  LISTS_BEFORE_GATEWAY_MEMBERS(
      "{\"body\":[",
      "[],",
      "[]],\"httpMethod\":\"GET\",\"requestContext\":{}}",
      "TooLarge[isHttp=true]"),
  LONG_BODY(
      "{\"version\":\"2.0\",\"body\":\"",
      "xxx",
      "\",\"requestContext\":{\"http\":{}}}",
      "TooLarge[isHttp=true]"),
  ESCAPED_BODY(
      "{\"version\":\"2.0\",\"body\":\"",
      "\\n\\n\\n",
      "\",\"requestContext\":{\"http\":{}}}",
      "TooLarge[isHttp=true]"),
  LISTS_IN_BATCH("{\"Records\":[", "[],", "[]]}", "Unhandled[source=a source without a name]"),
  MANY_RECORDS("[{\"eventSource\":\"aws:kinesis\"}", ",{}", "]", "Unhandled[source=aws:kinesis]"),
  MANY_STREAM_RECORDS(
      "[{\"eventSource\":\"aws:dynamodb\"}",
      ",{}",
      "]",
      "Unhandled[source=a batch that is too large]"),
  SOURCE_AFTER_LONG_TEXT(
      "[{\"body\":\"",
      "\\u0061",
      "\",\"eventSource\":\"aws:kinesis\"}]",
      "Unhandled[source=aws:kinesis]"),
  SOURCE_AFTER_MANY_MEMBERS(
      "{\"x\":[",
      "{\"a\":{}},",
      "0],\"Records\":[{\"EventSource\":\"aws:sns\"}]}",
      "Unhandled[source=aws:sns]"),
  EQUAL_MEMBERS("{\"x\":0", ",\"a\":{}", "}", "TooLarge[isHttp=false]");

  private static final int TOTAL_LENGTH = 6 << 20;

  private final String prefix;
  private final String repeatedPart;
  private final String suffix;

  /** The text of the decoded event. */
  final String expectedEvent;

  OversizedEvent(String start, String piece, String end, String outcome) {
    this.prefix = start;
    this.repeatedPart = piece;
    this.suffix = end;
    this.expectedEvent = outcome;
  }

  /** Decodes each event several times and prints it. Runs in a JVM with little memory. */
  public static void main(String[] args) throws IOException {
    for (OversizedEvent hostile : values()) {
      Event event = EventDecoder.decode(hostile.openStream());
      for (int i = 0; i < 3; i++) {
        event = EventDecoder.decode(hostile.openStream());
      }
      System.out.println(hostile + " " + event);
    }
  }

  /** Returns the event as a stream that generates its bytes. */
  private InputStream openStream() {
    byte[] first = prefix.getBytes(US_ASCII);
    byte[] pieces = repeatedPart.getBytes(US_ASCII);
    byte[] last = suffix.getBytes(US_ASCII);
    int suffixStart = first.length + (TOTAL_LENGTH - first.length) / pieces.length * pieces.length;
    return new InputStream() {
      private int position;

      @Override
      public int read() {
        int current = position++;
        if (current < first.length) {
          return first[current];
        }
        if (current < suffixStart) {
          return pieces[(current - first.length) % pieces.length];
        }
        return current < suffixStart + last.length ? last[current - suffixStart] : -1;
      }
    };
  }
}
