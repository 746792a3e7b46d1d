package org.backlinks.simulation;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Random writes of one item, with expressions of the forms that the program uses. */
final class RandomTableWrites {
  private static final List<String> CONDITIONS =
      List.of(
          "attribute_exists(pk)",
          "attribute_not_exists(pk)",
          "attribute_not_exists(#n) OR #n <= :n",
          "#n = :n AND attribute_exists(dueAt)",
          "#n > :n AND #n < :m",
          "(attribute_not_exists(#n) OR #n <= :m) AND NOT s = :s",
          "s IN (:s, :t)",
          "s <> :s AND #n >= :n");
  private static final List<String> UPDATES =
      List.of(
          "SET s = :s, #n = :n",
          "ADD #n :n",
          "REMOVE s, dueAt",
          "SET dueAt = :m REMOVE s",
          "SET s = :t ADD #n :n",
          "SET dueShard = :s, dueAt = :n");

  private final SplittableRandom random;
  private final String table;

  RandomTableWrites(SplittableRandom random, String table) {
    this.random = random;
    this.table = table;
  }

  /** Returns a put, an update, a delete or a check of an item. */
  TransactWriteItem next(String keyText) {
    Expressions expressions = new Expressions(pick(CONDITIONS), null);
    TransactWriteItem.Builder write = TransactWriteItem.builder();
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS(keyText));
    return switch (random.nextInt(4)) {
      case 0 ->
          write
              .put(
                  Put.builder()
                      .tableName(table)
                      .item(randomItem(key))
                      .conditionExpression(expressions.condition())
                      .expressionAttributeNames(expressions.names())
                      .expressionAttributeValues(randomValues(expressions))
                      .build())
              .build();
      case 1 -> {
        Expressions both = new Expressions(expressions.condition(), pick(UPDATES));
        yield write
            .update(
                Update.builder()
                    .tableName(table)
                    .key(key)
                    .updateExpression(both.update())
                    .conditionExpression(both.condition())
                    .expressionAttributeNames(both.names())
                    .expressionAttributeValues(randomValues(both))
                    .build())
            .build();
      }
      case 2 ->
          write
              .delete(
                  Delete.builder()
                      .tableName(table)
                      .key(key)
                      .conditionExpression(expressions.condition())
                      .expressionAttributeNames(expressions.names())
                      .expressionAttributeValues(randomValues(expressions))
                      .build())
              .build();
      default ->
          write
              .conditionCheck(
                  ConditionCheck.builder()
                      .tableName(table)
                      .key(key)
                      .conditionExpression(expressions.condition())
                      .expressionAttributeNames(expressions.names())
                      .expressionAttributeValues(randomValues(expressions))
                      .build())
              .build();
    };
  }

  /** The expressions of one write. A request must define exactly the tokens that they use. */
  private record Expressions(String condition, @Nullable String update) {
    /** Returns the definitions of the names, or null, because DynamoDB rejects empty maps. */
    @Nullable Map<String, String> names() {
      return uses("#n") ? Map.of("#n", "number") : null;
    }

    boolean uses(String token) {
      return (condition + " " + update).contains(token);
    }
  }

  private @Nullable Map<String, AttributeValue> randomValues(Expressions expressions) {
    Map<String, AttributeValue> values = new TreeMap<>();
    for (String name : List.of(":n", ":m")) {
      values.put(name, AttributeValue.fromN(Integer.toString(random.nextInt(-2, 4))));
    }
    for (String name : List.of(":s", ":t")) {
      values.put(name, AttributeValue.fromS("text-" + random.nextInt(3)));
    }
    values.keySet().removeIf(name -> !expressions.uses(name));
    return values.isEmpty() ? null : values;
  }

  private Map<String, AttributeValue> randomItem(Map<String, AttributeValue> key) {
    Map<String, AttributeValue> item = new TreeMap<>(key);
    item.put("number", AttributeValue.fromN(Integer.toString(random.nextInt(-2, 4))));
    if (random.nextBoolean()) {
      item.put("s", AttributeValue.fromS("text-" + random.nextInt(3)));
    }
    if (random.nextBoolean()) {
      item.put("dueShard", AttributeValue.fromS("text-" + random.nextInt(3)));
      item.put("dueAt", AttributeValue.fromN(Integer.toString(random.nextInt(-2, 4))));
    }
    return item;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
