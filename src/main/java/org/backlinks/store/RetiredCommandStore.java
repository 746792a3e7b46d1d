package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Stores which upstream commands are retired. All processes share these records. */
@Singleton
public final class RetiredCommandStore {
  /** The time after which a retired command is used again. */
  public static final Duration LIFETIME = Duration.ofDays(1);

  private final DynamoDbTable table;

  RetiredCommandStore(DynamoDbTable table) {
    this.table = table;
  }

  /** Returns whether a process found less than a day ago that the command is retired. */
  public boolean isRetired(String command, Instant now) {
    return table
        .find(TableKeys.retiredCommand(command))
        .filter(item -> item.expiresAt().isAfter(now))
        .isPresent();
  }

  /** Stores that a command is retired. Returns false when this is stored already. */
  public boolean markRetired(String command, Instant now) {
    Item item = new Item(TableKeys.retiredCommand(command)).expiresAt(now.plus(LIFETIME));
    return table.tryPut(
        table
            .put(item)
            .conditionExpression("attribute_not_exists(#key) OR #until <= :now")
            .expressionAttributeNames(
                Map.of("#key", TableAttributes.KEY, "#until", TableAttributes.EXPIRES_AT))
            .expressionAttributeValues(Map.of(":now", Item.numberValue(now.getEpochSecond())))
            .build());
  }
}
