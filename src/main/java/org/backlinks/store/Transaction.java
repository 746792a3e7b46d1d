package org.backlinks.store;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Writes that take effect together or not at all. Each write has a purpose, which tells the caller
 * which condition did not hold. A {@link TransactionRunner} sends a transaction.
 */
final class Transaction {
  /** The purpose of a write. */
  enum Purpose {
    REPORT,
    SLOT,
    IDEMPOTENCY_KEY,
    RESERVATION,
    CALLBACK,
    /** The counter of a day, under the condition of the day's budget. */
    DAY_BUDGET,
    /** The check that upstream has at least our minimum of remaining units. */
    REMAINING_UNITS;

    boolean isLimit() {
      return this == DAY_BUDGET || this == REMAINING_UNITS;
    }
  }

  private record Write(Purpose purpose, TransactWriteItem item) {}

  private final List<Write> writes = new ArrayList<>();

  Transaction put(Purpose purpose, Put put) {
    return add(purpose, TransactWriteItem.builder().put(put).build());
  }

  Transaction update(Purpose purpose, Update update) {
    return add(purpose, TransactWriteItem.builder().update(update).build());
  }

  Transaction delete(Purpose purpose, Delete delete) {
    return add(purpose, TransactWriteItem.builder().delete(delete).build());
  }

  Transaction check(Purpose purpose, ConditionCheck check) {
    return add(purpose, TransactWriteItem.builder().conditionCheck(check).build());
  }

  private Transaction add(Purpose purpose, TransactWriteItem item) {
    writes.add(new Write(purpose, item));
    return this;
  }

  boolean isEmpty() {
    return writes.isEmpty();
  }

  /** Returns the writes in the form that the client sends. */
  List<TransactWriteItem> items() {
    return writes.stream().map(Write::item).toList();
  }

  /** Returns this transaction without the writes of some purposes. */
  Transaction without(Set<Purpose> purposes) {
    Transaction remaining = new Transaction();
    writes.stream()
        .filter(write -> !purposes.contains(write.purpose))
        .forEach(remaining.writes::add);
    return remaining;
  }

  /** Returns the purposes of the writes whose conditions did not hold. */
  Set<Purpose> failedPurposes(TransactionCanceledException e) {
    List<CancellationReason> reasons = e.cancellationReasons();
    Set<Purpose> failed = EnumSet.noneOf(Purpose.class);
    IntStream.range(0, Math.min(reasons.size(), writes.size()))
        .filter(i -> "ConditionalCheckFailed".equals(reasons.get(i).code()))
        .forEach(i -> failed.add(writes.get(i).purpose));
    return failed;
  }
}
