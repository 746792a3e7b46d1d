package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backlinks.question.Index;
import org.backlinks.report.Subscription;
import org.backlinks.snapshot.IndexState;
import org.backlinks.units.Price;
import org.backlinks.units.RemainingUnits;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores the last report of upstream about our plan: the price and the remaining units, and the
 * current states of its indexes.
 */
@Singleton
public final class SubscriptionStore {
  /** The members of the stored state of an index. */
  private static final String INDEX_ID = "id";

  private static final String INDEX_BUILT_AT = "builtAt";

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
            item.number(TableAttributes.REPORTS_LEFT),
            item.number(TableAttributes.INDEX_ITEMS_LEFT)),
        item.millis(TableAttributes.REPORTED_AT));
  }

  /**
   * Stores the price of the plan, unless a newer price is stored.
   *
   * @param askedAt the time of the call to upstream
   */
  public void save(Price price, Instant askedAt) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put(TableAttributes.PRICE, Item.numberValue(price.analysisPerList()));
    attributes.put(TableAttributes.MAX_ROWS, Item.numberValue(price.maxRows()));
    saveUnlessNewerExists(attributes, TableAttributes.PRICED_AT, askedAt);
  }

  /**
   * Stores the remaining units, unless newer ones are stored. Does not change a number that
   * upstream did not report.
   *
   * @param askedAt the time of the call to upstream
   */
  public void save(RemainingUnits remaining, Instant askedAt) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    putIfKnown(attributes, TableAttributes.ANALYSIS_LEFT, remaining.analysis());
    putIfKnown(attributes, TableAttributes.RETRIEVAL_LEFT, remaining.retrieval());
    putIfKnown(attributes, TableAttributes.REPORTS_LEFT, remaining.standardReports());
    putIfKnown(attributes, TableAttributes.INDEX_ITEMS_LEFT, remaining.indexItems());
    if (!attributes.isEmpty()) {
      saveUnlessNewerExists(attributes, TableAttributes.REPORTED_AT, askedAt);
    }
  }

  private static void putIfKnown(
      Map<String, AttributeValue> attributes, String name, @Nullable Long number) {
    if (number != null) {
      attributes.put(name, Item.numberValue(number));
    }
  }

  /** The stored state of an index, and the time of the call whose answer named it. */
  public record StoredIndexState(IndexState state, Instant askedAt) {}

  /** Returns the state of an index that upstream last named to any process, if it is stored. */
  public Optional<StoredIndexState> findIndex(Index index) {
    return table
        .find(TableKeys.SUBSCRIPTION)
        .flatMap(item ->
            item.nested(stateName(index))
                .map(state ->
                    new StoredIndexState(
                        new IndexState(state.text(INDEX_ID), state.text(INDEX_BUILT_AT)),
                        item.millis(timeName(index)))));
  }

  /**
   * Stores the current state of an index, unless a newer answer is stored.
   *
   * @param askedAt the time of the call to upstream
   */
  public void saveIndex(Index index, IndexState state, Instant askedAt) {
    Map<String, AttributeValue> named = new LinkedHashMap<>();
    if (state.id() != null) {
      named.put(INDEX_ID, Item.textValue(state.id()));
    }
    if (state.builtAt() != null) {
      named.put(INDEX_BUILT_AT, Item.textValue(state.builtAt()));
    }
    saveUnlessNewerExists(
        Map.of(stateName(index), AttributeValue.fromM(named)), timeName(index), askedAt);
  }

  private static String stateName(Index index) {
    return switch (index) {
      case HISTORIC -> TableAttributes.HISTORIC_INDEX;
      case FRESH -> TableAttributes.FRESH_INDEX;
    };
  }

  private static String timeName(Index index) {
    return switch (index) {
      case HISTORIC -> TableAttributes.HISTORIC_INDEX_AT;
      case FRESH -> TableAttributes.FRESH_INDEX_AT;
    };
  }

  private void saveUnlessNewerExists(
      Map<String, AttributeValue> attributes, String timeName, Instant time) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    List<String> changes = new ArrayList<>();
    attributes.forEach((name, value) -> {
      changes.add(name + " = :" + name);
      values.put(":" + name, value);
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
