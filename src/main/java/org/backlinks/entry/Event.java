package org.backlinks.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/** What woke the function. */
sealed interface Event {
  /** A request behind API Gateway, REST v1 or HTTP v2. */
  record Http(HttpCall call) implements Event {}

  /** The schedule's tick. */
  record Tick() implements Event {}

  /** New reports in the table's stream. */
  record TableStream(List<StreamRecord> records) implements Event {}

  /**
   * One change in the table.
   *
   * @param number names it to the platform
   * @param report the new report, or null when it is another change
   */
  record StreamRecord(String number, @Nullable ReportId report) {}

  /** A payload of another Lambda, or the input of a schedule. */
  record Direct(ObjectNode payload) implements Event {}

  /** A request behind API Gateway that can't be decoded. */
  record BadHttp(String field, String message) implements Event {}

  /** Anything else. */
  record Unknown() implements Event {
    static final String UNDERSTOOD =
        "Understood are: API Gateway REST (v1) and HTTP (v2) proxy events, aws.events scheduled"
            + " events, DynamoDB stream events, and direct payloads, JSON objects with a target or"
            + " an action.";
  }
}
