package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.ops.Settings;
import org.backlinks.report.Account;
import org.backlinks.report.Price;
import org.backlinks.report.Remaining;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What upstream says of our plan: its prices, and its last word on what is left. */
@Singleton
public final class Accounts {
  static final String KEY = "account";
  static final String ANALYSIS_LEFT = "analysisLeft";
  static final String RETRIEVAL_LEFT = "retrievalLeft";
  private static final String REPORTS_LEFT = "reportsLeft";
  private static final String SAID_AT = "saidAt";
  private static final String PRICE = "price";
  private static final String MOST_ROWS = "mostRows";
  private static final String PRICED_AT = "pricedAt";

  private final DynamoDbClient dynamo;
  private final String table;

  public Accounts(DynamoDbClient dynamo, Settings settings) {
    this.dynamo = dynamo;
    this.table = settings.table();
  }

  /** What is known now. */
  public Account find() {
    return Item.find(dynamo, table, KEY).map(Accounts::read).orElse(Account.UNKNOWN);
  }

  private static Account read(Item item) {
    Long price = item.number(PRICE);
    Long mostRows = item.number(MOST_ROWS);
    return new Account(
        price == null || mostRows == null ? null : new Price(price, mostRows),
        item.millis(PRICED_AT),
        new Remaining(
            item.number(ANALYSIS_LEFT), item.number(RETRIEVAL_LEFT), item.number(REPORTS_LEFT)));
  }

  /** Keeps what upstream asks. */
  public void keep(Price price, Instant said) {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put(PRICE, price.analysis());
    values.put(MOST_ROWS, price.mostRows());
    set(values, PRICED_AT, said);
  }

  /**
   * Keeps upstream's word on what is left, unless a newer one is there.
   *
   * @param said when upstream was asked
   */
  public void keep(Remaining remaining, Instant said) {
    Map<String, Long> values = new LinkedHashMap<>();
    add(values, ANALYSIS_LEFT, remaining.analysis());
    add(values, RETRIEVAL_LEFT, remaining.retrieval());
    add(values, REPORTS_LEFT, remaining.standardReports());
    if (!values.isEmpty()) {
      set(values, SAID_AT, said);
    }
  }

  private static void add(Map<String, Long> values, String name, @Nullable Long value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  private void set(Map<String, Long> numbers, String timeName, Instant time) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    List<String> changes = new ArrayList<>();
    numbers.forEach((name, number) -> {
      changes.add(name + " = :" + name);
      values.put(":" + name, AttributeValue.fromN(number.toString()));
    });
    changes.add(timeName + " = :time");
    values.put(":time", AttributeValue.fromN(Long.toString(time.toEpochMilli())));
    // where a newer one is there, it stays
    Conditional.holds(() ->
        dynamo.updateItem(update ->
            update
                .tableName(table)
                .key(Item.key(KEY))
                .updateExpression("SET " + String.join(", ", changes))
                .conditionExpression(
                    "attribute_not_exists(%s) OR %s <= :time".formatted(timeName, timeName))
                .expressionAttributeValues(values)));
  }
}
