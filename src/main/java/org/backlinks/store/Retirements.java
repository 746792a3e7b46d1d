package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.backlinks.ops.Settings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Upstream commands that are gone, as every process knows them. */
@Singleton
public final class Retirements {
  /** So long a command is not tried again. */
  public static final Duration LIFE = Duration.ofDays(1);

  private final DynamoDbClient dynamo;
  private final String table;

  public Retirements(DynamoDbClient dynamo, Settings settings) {
    this.dynamo = dynamo;
    this.table = settings.table();
  }

  /** Whether the command was found to be gone, less than a day ago. */
  public boolean isGone(String command, Instant now) {
    return Item.find(dynamo, table, key(command))
        .filter(item -> item.expires().isAfter(now))
        .isPresent();
  }

  /** Remembers that the command is gone; false when that was known already. */
  public boolean remember(String command, Instant now) {
    Item item = new Item(key(command)).expires(now.plus(LIFE));
    try {
      dynamo.putItem(put ->
          put.tableName(table)
              .item(item.values())
              .conditionExpression("attribute_not_exists(#key) OR #until <= :now")
              .expressionAttributeNames(Map.of("#key", Item.KEY, "#until", Item.EXPIRES))
              .expressionAttributeValues(
                  Map.of(":now", AttributeValue.fromN(Long.toString(now.getEpochSecond())))));
      return true;
    } catch (ConditionalCheckFailedException known) {
      return false;
    }
  }

  private static String key(String command) {
    return "command#" + command;
  }
}
