package org.backlinks.local;

import java.util.Set;

/** A fault of one request to DynamoDB. */
public enum TableFault {
  /** The table refuses the request because of too many requests. */
  THROTTLED,
  /** The transaction is cancelled because of too many requests to one of its items. */
  THROTTLED_TRANSACTION,
  /** HTTP 500. */
  SERVER_ERROR,
  /** The answer arrives late. */
  SLOW,
  /** No answer arrives, and the connection stays open. */
  STALLED,
  /** The connection ends before the table receives the request. */
  RESET_BEFORE_EXECUTION,
  /** The table executes the request. The connection ends before the answer. */
  RESET_AFTER_EXECUTION,
  /** The table executes no part of a batch. */
  UNPROCESSED,
  /** Another write of the same item is in progress. */
  TRANSACTION_CONFLICT,
  /** The table never accepts the write. */
  REJECTED;

  private static final String TRANSACTION = "TransactWriteItems";
  private static final Set<String> WRITES = Set.of(TRANSACTION, "PutItem", "UpdateItem");

  /** Returns whether a request of this operation can have this fault. */
  public boolean canAffect(String operation) {
    return switch (this) {
      case THROTTLED_TRANSACTION -> operation.equals(TRANSACTION);
      case UNPROCESSED -> operation.equals("BatchGetItem");
      case TRANSACTION_CONFLICT, REJECTED -> WRITES.contains(operation);
      default -> true;
    };
  }
}
