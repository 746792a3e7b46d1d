package org.backlinks.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What woke the function. */
sealed interface Event {
  /** A request behind API Gateway, REST v1 or HTTP v2. */
  record Http(HttpCall call) implements Event {}

  /** The schedule's tick. */
  record Tick() implements Event {}

  /** New reports in the table's stream. */
  record TableStream() implements Event {}

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
