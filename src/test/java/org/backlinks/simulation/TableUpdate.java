package org.backlinks.simulation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.backlinks.simulation.TableCondition.Arguments;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The part of DynamoDB's update expressions that the program uses: SET, ADD and REMOVE. */
final class TableUpdate {
  private static final Set<String> CLAUSES = Set.of("SET", "ADD", "REMOVE");
  private static final Map<String, TableUpdate> CACHE = new ConcurrentHashMap<>();

  private interface Action {
    void apply(Map<String, AttributeValue> item, Arguments arguments);
  }

  private final List<Action> actions = new ArrayList<>();

  private TableUpdate(String expression) {
    ExpressionLexer tokens = new ExpressionLexer(expression);
    while (tokens.hasNext()) {
      String clause = tokens.next();
      if (!CLAUSES.contains(clause)) {
        throw new IllegalArgumentException("not an update: " + expression);
      }
      do {
        actions.add(action(clause, tokens));
      } while (tokens.tryConsume(","));
    }
  }

  static TableUpdate parse(String expression) {
    return CACHE.computeIfAbsent(expression, TableUpdate::new);
  }

  /** Returns the item after the update. */
  Map<String, AttributeValue> apply(Map<String, AttributeValue> item, Arguments arguments) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    actions.forEach(action -> action.apply(changed, arguments));
    return changed;
  }

  private static Action action(String clause, ExpressionLexer tokens) {
    String path = tokens.next();
    return switch (clause) {
      case "SET" -> {
        tokens.consume("=");
        String value = tokens.next();
        yield (item, with) -> item.put(with.name(path), with.value(value));
      }
      case "ADD" -> {
        String value = tokens.next();
        yield (item, with) -> item.merge(with.name(path), with.value(value), TableUpdate::sum);
      }
      default -> (item, with) -> item.remove(with.name(path));
    };
  }

  private static AttributeValue sum(AttributeValue one, AttributeValue other) {
    BigDecimal sum = new BigDecimal(one.n()).add(new BigDecimal(other.n()));
    return AttributeValue.fromN(sum.stripTrailingZeros().toPlainString());
  }
}
