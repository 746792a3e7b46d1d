package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.report.Subscription;
import org.backlinks.units.Price;
import org.backlinks.units.RemainingUnits;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores the last report of upstream about our plan: the price and the remaining units. */
@Singleton
public final class SubscriptionStore {
  private final DynamoDbTable table;

  SubscriptionStore(DynamoDbTable table) {
    this.table = table;
  }

  /** Returns the stored subscription. */
  public Subscription find() {
    return table
        .find(TableKeys.SUBSCRIPTION)
        .map(SubscriptionStore::decode)
        .orElse(Subscription.UNKNOWN);
  }

  private static Subscription decode(Item item) {
    Long price = item.number(TableAttributes.PRICE);
    Long maxRows = item.number(TableAttributes.MAX_ROWS);
    // earlier versions also stored a price of 0, which is unknown
    return new Subscription(
        price == null || maxRows == null || price <= 0 || maxRows <= 0
            ? null
            : new Price(price, maxRows),
        item.millis(TableAttributes.PRICED_AT),
        new RemainingUnits(
            item.number(TableAttributes.ANALYSIS_LEFT),
            item.number(TableAttributes.RETRIEVAL_LEFT),
            item.number(TableAttributes.REPORTS_LEFT)),
        item.millis(TableAttributes.REPORTED_AT));
  }

  /**
   * Stores the price of the plan, unless a newer price is stored.
   *
   * @param askedAt the time of the call to upstream
   */
  public void save(Price price, Instant askedAt) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put(TableAttributes.PRICE, price.analysisPerList());
    numbers.put(TableAttributes.MAX_ROWS, price.maxRows());
    saveUnlessNewerExists(numbers, TableAttributes.PRICED_AT, askedAt);
  }

  /**
   * Stores the remaining units, unless newer ones are stored. Does not change a number that
   * upstream did not report.
   *
   * @param askedAt the time of the call to upstream
   */
  public void save(RemainingUnits remaining, Instant askedAt) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    putIfKnown(numbers, TableAttributes.ANALYSIS_LEFT, remaining.analysis());
    putIfKnown(numbers, TableAttributes.RETRIEVAL_LEFT, remaining.retrieval());
    putIfKnown(numbers, TableAttributes.REPORTS_LEFT, remaining.standardReports());
    if (!numbers.isEmpty()) {
      saveUnlessNewerExists(numbers, TableAttributes.REPORTED_AT, askedAt);
    }
  }

  private static void putIfKnown(Map<String, Long> numbers, String name, @Nullable Long number) {
    if (number != null) {
      numbers.put(name, number);
    }
  }

  private void saveUnlessNewerExists(Map<String, Long> numbers, String timeName, Instant time) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    List<String> changes = new ArrayList<>();
    numbers.forEach((name, number) -> {
      changes.add(name + " = :" + name);
      values.put(":" + name, Item.numberValue(number));
    });
    changes.add(timeName + " = :time");
    values.put(":time", Item.numberValue(time.toEpochMilli()));
    table.tryUpdate(
        table
            .update(TableKeys.SUBSCRIPTION)
            .updateExpression("SET " + String.join(", ", changes))
            .conditionExpression(
                "attribute_not_exists(%s) OR %s <= :time".formatted(timeName, timeName))
            .expressionAttributeValues(values)
            .build());
  }
}
