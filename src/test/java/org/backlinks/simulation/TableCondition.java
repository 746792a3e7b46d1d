package org.backlinks.simulation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The part of DynamoDB's condition expressions that the program uses. */
interface TableCondition {
  /** Returns whether the condition holds for an item; an absent item is empty. */
  boolean holds(Map<String, AttributeValue> item, Arguments arguments);

  /** The names and values to which an expression refers. */
  record Arguments(Map<String, String> names, Map<String, AttributeValue> values) {
    String name(String token) {
      return token.startsWith("#") ? required(names.get(token), token) : token;
    }

    AttributeValue value(String token) {
      return required(values.get(token), token);
    }

    /** Returns the value of an operand, or null when the item has no such attribute. */
    @Nullable AttributeValue operand(String token, Map<String, AttributeValue> item) {
      return token.startsWith(":") ? value(token) : item.get(name(token));
    }

    private static <T> T required(@Nullable T found, String token) {
      if (found == null) {
        throw new IllegalArgumentException(token + " is not defined");
      }
      return found;
    }
  }

  /** Returns the condition of an expression. Without an expression, it always holds. */
  static TableCondition parse(@Nullable String expression) {
    return expression == null
        ? (item, arguments) -> true
        : Parser.CACHE.computeIfAbsent(expression, Parser::parse);
  }

  /** Returns the conditions that an expression joins by AND. */
  static List<TableCondition> conjuncts(String expression) {
    return new Parser(new ExpressionLexer(expression)).topLevelConjuncts();
  }

  /** Returns the condition that holds when all of some conditions hold. */
  static TableCondition all(List<TableCondition> conditions) {
    return (item, arguments) ->
        conditions.stream().allMatch(condition -> condition.holds(item, arguments));
  }

  /** Compares two values of one type. Returns null when their types differ. */
  static @Nullable Integer compare(AttributeValue one, AttributeValue other) {
    if (one.n() != null && other.n() != null) {
      return new BigDecimal(one.n()).compareTo(new BigDecimal(other.n()));
    }
    return one.s() != null && other.s() != null ? (Integer) one.s().compareTo(other.s()) : null;
  }

  /** Parses expressions by recursive descent. */
  final class Parser {
    private static final Map<String, TableCondition> CACHE = new ConcurrentHashMap<>();

    private final ExpressionLexer tokens;

    private Parser(ExpressionLexer tokens) {
      this.tokens = tokens;
    }

    private static TableCondition parse(String expression) {
      ExpressionLexer tokens = new ExpressionLexer(expression);
      TableCondition condition = new Parser(tokens).or();
      if (tokens.hasNext()) {
        throw new IllegalArgumentException("not a condition: " + expression);
      }
      return condition;
    }

    /** Returns what AND joins, or the whole expression when OR joins its parts. */
    private List<TableCondition> topLevelConjuncts() {
      List<TableCondition> conjuncts = new ArrayList<>(List.of(not()));
      while (tokens.tryConsume("AND")) {
        conjuncts.add(not());
      }
      if (!tokens.hasNext()) {
        return conjuncts;
      }
      TableCondition left = all(conjuncts);
      tokens.consume("OR");
      TableCondition right = or();
      return List.of((item, with) -> left.holds(item, with) || right.holds(item, with));
    }

    private TableCondition or() {
      TableCondition left = and();
      while (tokens.tryConsume("OR")) {
        TableCondition first = left;
        TableCondition second = and();
        left = (item, with) -> first.holds(item, with) || second.holds(item, with);
      }
      return left;
    }

    private TableCondition and() {
      TableCondition left = not();
      while (tokens.tryConsume("AND")) {
        TableCondition first = left;
        TableCondition second = not();
        left = (item, with) -> first.holds(item, with) && second.holds(item, with);
      }
      return left;
    }

    private TableCondition not() {
      if (tokens.tryConsume("NOT")) {
        TableCondition negated = not();
        return (item, with) -> !negated.holds(item, with);
      }
      if (tokens.tryConsume("(")) {
        TableCondition inner = or();
        tokens.consume(")");
        return inner;
      }
      return predicate();
    }

    private TableCondition predicate() {
      if (tokens.tryConsume("attribute_exists")) {
        String path = argument();
        return (item, with) -> item.containsKey(with.name(path));
      }
      if (tokens.tryConsume("attribute_not_exists")) {
        String path = argument();
        return (item, with) -> !item.containsKey(with.name(path));
      }
      String left = tokens.next();
      return tokens.tryConsume("IN") ? in(left) : comparison(left, tokens.next(), tokens.next());
    }

    private String argument() {
      tokens.consume("(");
      String path = tokens.next();
      tokens.consume(")");
      return path;
    }

    private TableCondition in(String left) {
      List<String> allowed = new ArrayList<>();
      tokens.consume("(");
      do {
        allowed.add(tokens.next());
      } while (tokens.tryConsume(","));
      tokens.consume(")");
      return (item, with) -> {
        AttributeValue value = with.operand(left, item);
        return value != null
            && allowed.stream().anyMatch(token -> value.equals(with.operand(token, item)));
      };
    }

    private static TableCondition comparison(String left, String operator, String right) {
      return (item, with) -> {
        AttributeValue one = with.operand(left, item);
        AttributeValue other = with.operand(right, item);
        Integer order = one == null || other == null ? null : compare(one, other);
        return switch (operator) {
          case "=" -> order != null && order == 0;
          case "<>" -> order == null || order != 0;
          case "<" -> order != null && order < 0;
          case "<=" -> order != null && order <= 0;
          case ">" -> order != null && order > 0;
          case ">=" -> order != null && order >= 0;
          default -> throw new IllegalArgumentException("not an operator: " + operator);
        };
      };
    }
  }
}
