package org.backlinks;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state machine in the Amazon States Language with JSONata.
 *
 * @param definition the definition of the machine
 */
record StateMachineExample(JsonNode definition) {
  /** Backlinks sends heartbeats at least every 5 minutes, so that this allows two lost ones. */
  private static final int MIN_HEARTBEAT_SECONDS = 900;

  private static final String WAITING = ".waitForTaskToken";
  private static final Pattern EXPRESSION = Pattern.compile("\\{% (.+) %}");
  private static final String TASK_TOKEN = "{% $states.context.Task.Token %}";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static StateMachineExample parse(String text) throws IOException {
    return new StateMachineExample(JSON.readTree(text));
  }

  /** Returns the structural errors. */
  List<String> errors() {
    List<String> errors = new ArrayList<>();
    Set<String> reachable = reachableStates(errors);
    for (Map.Entry<String, JsonNode> state : states().properties()) {
      if (!reachable.contains(state.getKey())) {
        errors.add(state.getKey() + " is not reachable");
      }
      checkState(state.getKey(), state.getValue(), errors);
    }
    return errors;
  }

  private JsonNode states() {
    return definition.path("States");
  }

  private Set<String> reachableStates(List<String> errors) {
    Set<String> reachable = new LinkedHashSet<>();
    Deque<String> unvisited = new ArrayDeque<>(List.of(definition.path("StartAt").asText()));
    while (!unvisited.isEmpty()) {
      String name = unvisited.pop();
      if (!states().has(name)) {
        errors.add("there is no state " + name);
      } else if (reachable.add(name)) {
        unvisited.addAll(followers(states().path(name)));
      }
    }
    return reachable;
  }

  private static List<String> followers(JsonNode state) {
    List<String> names = new ArrayList<>(state.findValuesAsText("Next"));
    if (state.has("Default")) {
      names.add(state.path("Default").asText());
    }
    return names;
  }

  private static void checkState(String name, JsonNode state, List<String> errors) {
    String type = state.path("Type").asText();
    switch (type) {
      case "Succeed", "Fail" -> check(!state.has("Next"), name + " goes on after its end", errors);
      case "Choice" -> check(state.has("Default"), name + " has no default", errors);
      case "Task" -> {
        check(state.has("Next"), name + " has no next state", errors);
        check(catchesAll(state), name + " does not catch all errors", errors);
        boolean isWaiting = state.path("Resource").asText().endsWith(WAITING);
        check(
            !isWaiting || state.path("HeartbeatSeconds").asInt() >= MIN_HEARTBEAT_SECONDS,
            name + " may give up between two heartbeats",
            errors);
        check(
            !isWaiting || state.findValuesAsText("taskToken").equals(List.of(TASK_TOKEN)),
            name + " does not send its token",
            errors);
      }
      default -> errors.add(name + " has the type " + type);
    }
  }

  private static void check(boolean isRight, String error, List<String> errors) {
    if (!isRight) {
      errors.add(error);
    }
  }

  private static boolean catchesAll(JsonNode state) {
    return state
        .path("Catch")
        .valueStream()
        .anyMatch(catcher -> catcher.path("ErrorEquals").toString().equals("[\"States.ALL\"]"));
  }

  /**
   * Returns the payload that a state sends to its function.
   *
   * @param values the values of the expressions in the payload
   */
  JsonNode payload(String stateName, Map<String, String> values) {
    return fillIn(states().path(stateName).at("/Arguments/Payload").deepCopy(), values);
  }

  /** Returns the names of all errors that a state repeats or catches. */
  Set<String> handledErrors(String stateName) {
    Set<String> names = new LinkedHashSet<>();
    states()
        .path(stateName)
        .findValues("ErrorEquals")
        .forEach(list -> list.forEach(name -> names.add(name.asText())));
    return names;
  }

  /** Replaces the expressions by their values. Each expression must have one. */
  private static JsonNode fillIn(JsonNode node, Map<String, String> values) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(fillIn(member.getValue(), values)));
      return object;
    }
    if (node.isArray()) {
      return JSON.valueToTree(node.valueStream().map(element -> fillIn(element, values)).toList());
    }
    Matcher expression = EXPRESSION.matcher(node.asText());
    if (!expression.matches()) {
      return node;
    }
    String value = values.get(expression.group(1));
    if (value == null) {
      throw new IllegalArgumentException("no value: " + expression.group(1));
    }
    return JSON.getNodeFactory().textNode(value);
  }
}
