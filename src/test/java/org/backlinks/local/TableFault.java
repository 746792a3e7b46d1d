package org.backlinks.local;

import java.util.Set;

/** What can happen to one request to DynamoDB. */
public enum TableFault {
  /** Refused because too much is asked of the table. */
  THROTTLED,
  /** A transaction that is cancelled because too much is asked of one of its items. */
  THROTTLED_INSIDE,
  /** HTTP 500. */
  BROKEN,
  /** Answered, but late. */
  SLOW,
  /** Never answered, the connection stays open. */
  STALLED,
  /** The connection ends before the request gets to the table. */
  RESET_BEFORE,
  /** The request takes effect; the connection ends before the answer. */
  RESET_AFTER,
  /** A batch of which nothing is done yet. */
  UNPROCESSED,
  /** Another write of the same item is under way. */
  CONFLICT;

  private static final String TRANSACTION = "TransactWriteItems";
  private static final Set<String> WRITES = Set.of(TRANSACTION, "PutItem", "UpdateItem");

  /** Whether it can happen to a request of that operation. */
  public boolean concerns(String operation) {
    return switch (this) {
      case THROTTLED_INSIDE -> operation.equals(TRANSACTION);
      case UNPROCESSED -> operation.equals("BatchGetItem");
      case CONFLICT -> WRITES.contains(operation);
      default -> true;
    };
  }
}
