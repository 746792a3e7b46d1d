package org.backlinks.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.backlinks.report.CallbackId;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/** An event that invoked the function. */
sealed interface Event {
  /** A request from API Gateway: a REST API (v1) or an HTTP API (v2). */
  record Http(HttpRequest request) implements Event {}

  /** A tick of the schedule. */
  record Tick() implements Event {}

  /** Records of the table's stream. */
  record TableStream(List<StreamRecord> records) implements Event {
    public TableStream {
      records = List.copyOf(records);
    }
  }

  /**
   * One change in the table.
   *
   * @param sequenceNumber identifies the record to the platform
   * @param newReport the id of the new report, or null when the change is not a new report
   * @param callback the id of the callback that was added or changed, or null
   */
  record StreamRecord(
      String sequenceNumber, @Nullable ReportId newReport, @Nullable CallbackId callback) {}

  /** Messages of an SQS queue. The body of each is a request. */
  record Queue(List<QueueMessage> messages) implements Event {
    public Queue {
      messages = List.copyOf(messages);
    }
  }

  /**
   * A message of a queue.
   *
   * @param id identifies the message to the platform
   */
  record QueueMessage(String id, String body) {}

  /** The payload of a direct call, for example by another Lambda, or the input of a schedule. */
  record Direct(ObjectNode payload) implements Event {}

  /**
   * A request from API Gateway that can't be decoded.
   *
   * @param field the invalid part: "query" or "body"
   */
  record MalformedHttp(String field, String message) implements Event {}

  /**
   * A batch or a message from a source that this function does not handle. The invocation must
   * fail; otherwise the source believes that the event was handled.
   *
   * @param source the name of the source, safe to show
   */
  record Unhandled(String source) implements Event {}

  /**
   * An event that is too large.
   *
   * @param isHttp whether it came from API Gateway
   */
  record TooLarge(boolean isHttp) implements Event {}

  /** Any other event. */
  record Unknown() implements Event {
    static final String SUPPORTED_EVENTS =
        "The function accepts API Gateway REST (v1) and HTTP (v2) proxy events, aws.events and"
            + " aws.scheduler events, DynamoDB stream events, SQS events, and direct payloads, which are JSON"
            + " objects with a target or an action.";
  }
}
