package org.backlinks.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes the conditions under which units may be reserved. The settings have the limits. */
final class SpendingLimits {
  private final PartialUnits dayLimit;
  private final PartialUnits minRemaining;
  private final long maxIndexItems;

  SpendingLimits(Settings.Budget budget) {
    this.dayLimit = budget.dayLimit();
    this.minRemaining = budget.minRemaining();
    this.maxIndexItems = budget.maxIndexItems();
  }

  /**
   * A condition of a write.
   *
   * @param expression null when there is no limit
   * @param values the values of the placeholders in the expression
   */
  record Condition(@Nullable String expression, Map<String, AttributeValue> values) {}

  /** Returns the condition on a day's counter: the day has room for the requested units. */
  Condition dayHasRoomFor(Units requested) {
    ConditionBuilder condition = new ConditionBuilder();
    condition.addMax(TableAttributes.ANALYSIS, dayLimit.analysis(), requested.analysis());
    condition.addMax(TableAttributes.RETRIEVAL, dayLimit.retrieval(), requested.retrieval());
    return condition.build();
  }

  /** Returns the condition on a day's counter: the day has room for index item units. */
  Condition dayHasRoomForIndexItems(int requested) {
    ConditionBuilder condition = new ConditionBuilder();
    condition.addMax(TableAttributes.INDEX_ITEMS, maxIndexItems, requested);
    return condition.build();
  }

  /**
   * Returns the condition on the subscription: upstream has enough units left. It holds for an
   * amount that upstream has never reported.
   */
  Condition enoughRemains() {
    ConditionBuilder condition = new ConditionBuilder();
    condition.addMin(TableAttributes.ANALYSIS_LEFT, minRemaining.analysis());
    condition.addMin(TableAttributes.RETRIEVAL_LEFT, minRemaining.retrieval());
    return condition.build();
  }

  private static final class ConditionBuilder {
    private final List<String> expressions = new ArrayList<>();
    private final Map<String, AttributeValue> values = new LinkedHashMap<>();

    void addMax(String name, @Nullable Long limit, long requested) {
      if (limit != null) {
        long max = limit - requested;
        values.put(":max" + name, Item.numberValue(max));
        // a request over the whole limit must also fail on a day without a counter
        expressions.add(
            max < 0
                ? "%s <= :max%s".formatted(name, name)
                : "(attribute_not_exists(%s) OR %s <= :max%s)".formatted(name, name, name));
      }
    }

    void addMin(String name, @Nullable Long min) {
      if (min != null) {
        values.put(":min" + name, Item.numberValue(min));
        expressions.add("(attribute_not_exists(%s) OR %s >= :min%s)".formatted(name, name, name));
      }
    }

    Condition build() {
      return new Condition(
          expressions.isEmpty() ? null : String.join(" AND ", expressions), values);
    }
  }
}
