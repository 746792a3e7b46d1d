package org.backlinks.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of a DynamoDB expression. */
final class ExpressionLexer {
  private static final Pattern TOKEN = Pattern.compile("\\s*(<=|>=|<>|[#:]?\\w+|[=<>(),+-])");

  private final List<String> tokens = new ArrayList<>();
  private int position;

  ExpressionLexer(String expression) {
    Matcher token = TOKEN.matcher(expression.strip());
    int end = 0;
    while (token.lookingAt()) {
      tokens.add(token.group(1));
      end = token.end();
      token.region(end, token.regionEnd());
    }
    if (end != expression.strip().length()) {
      throw new IllegalArgumentException("not an expression: " + expression);
    }
  }

  boolean hasNext() {
    return position < tokens.size();
  }

  /** Returns the next token without taking it, or an empty text at the end. */
  String peek() {
    return hasNext() ? tokens.get(position) : "";
  }

  String next() {
    return tokens.get(position++);
  }

  /** Takes a word or a sign if it comes next. */
  boolean tryConsume(String token) {
    boolean isNext = peek().equalsIgnoreCase(token);
    if (isNext) {
      position++;
    }
    return isNext;
  }

  void consume(String token) {
    if (!tryConsume(token)) {
      throw new IllegalArgumentException("expected " + token + " at " + peek());
    }
  }
}
