package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.store.Transaction.Purpose;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Books index item units in the counter of their day. A transaction has a token, so the client can
 * repeat it without booking the units twice.
 */
@Singleton
public final class IndexItemLedger {
  /** The maximum time to retry while other processes write the same counter. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final DynamoDbTable table;
  private final TransactionRunner transactions;
  private final SpendingLimits limits;

  IndexItemLedger(DynamoDbTable table, TransactionRunner transactions, Settings settings) {
    this.table = table;
    this.transactions = transactions;
    this.limits = new SpendingLimits(settings.budget());
  }

  /**
   * Books units, on condition that the day's budget has room for them.
   *
   * @return false when the budget has no room; then nothing is booked
   */
  public boolean book(LocalDate day, int units) {
    SpendingLimits.Condition room = limits.dayHasRoomForIndexItems(units);
    Map<String, AttributeValue> values = new HashMap<>(room.values());
    values.put(":until", Item.numberValue(Ledger.expiry(day).getEpochSecond()));
    values.put(":units", Item.numberValue(units));
    return run(
        table
            .update(TableKeys.day(day))
            .updateExpression(
                "SET %s = :until ADD %s :units"
                    .formatted(TableAttributes.EXPIRES_AT, TableAttributes.INDEX_ITEMS))
            .conditionExpression(room.expression())
            .expressionAttributeValues(values)
            .build());
  }

  /** Takes back units that were booked and certainly not charged. */
  public void takeBack(LocalDate day, int units) {
    run(
        table
            .update(TableKeys.day(day))
            .updateExpression("ADD %s :units".formatted(TableAttributes.INDEX_ITEMS))
            .expressionAttributeValues(Map.of(":units", Item.numberValue(-units)))
            .build());
  }

  private boolean run(Update update) {
    return transactions
        .run(new Transaction().update(Purpose.DAY_BUDGET, update), TIMEOUT)
        .isEmpty();
  }
}
