package org.backlinks.entry;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a JSON document as a tree with a limited number of nodes. When there are more, it keeps
 * only the first element of an array, and the members that name the sender of an event.
 */
final class LargeEventReader {
  /** The number of nodes after which only significant nodes are kept. */
  private static final int MAX_NODES = 50_000;

  /** The depth of the deepest significant node: a member of a record in a batch. */
  private static final int MAX_SIGNIFICANT_DEPTH = 3;

  /** The members by which the sender of an event is recognized. */
  private static final Set<String> SIGNIFICANT_MEMBERS =
      Stream.of(
              ForeignEventDetector.significantMembers().stream(),
              ForeignEventDetector.SOURCE_MEMBERS.stream(),
              Stream.of(
                  ForeignEventDetector.RECORDS_MEMBER,
                  ForeignEventDetector.BUS_SOURCE_MEMBER,
                  ForeignEventDetector.BUS_TYPE_MEMBER),
              Stream.of("version", "requestContext", "http", "httpMethod", "elb"))
          .flatMap(names -> names)
          .collect(Collectors.toUnmodifiableSet());

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private int nodeCount;
  private boolean hasOmitted;

  LargeEventReader(JsonParser parser) {
    this.parser = parser;
  }

  /** Returns whether the tree is only a part of the document. */
  boolean hasOmitted() {
    return hasOmitted;
  }

  /**
   * Reads the document.
   *
   * @throws JsonParseException when the input is not exactly one JSON value
   */
  JsonNode read() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new JsonParseException(parser, "there is no value");
    }
    JsonNode root = readValue(first, 0);
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "there is text after the value");
    }
    return root;
  }

  private JsonNode readValue(JsonToken token, int depth) throws IOException {
    nodeCount++;
    return switch (token) {
      case START_OBJECT -> readObject(depth);
      case START_ARRAY -> readArray(depth);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> readNumber();
    };
  }

  private JsonNode readObject(int depth) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (!isKept(SIGNIFICANT_MEMBERS.contains(name), depth)) {
        skipValue();
      } else if (object.replace(name, readValue(token, depth + 1)) != null) {
        throw new JsonParseException(parser, "a member is repeated");
      }
    }
    return object;
  }

  private JsonNode readArray(int depth) throws IOException {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (isKept(array.isEmpty(), depth)) {
        array.add(readValue(token, depth + 1));
      } else {
        skipValue();
      }
    }
    return array;
  }

  private boolean isKept(boolean isSignificant, int depth) {
    return nodeCount < MAX_NODES || (isSignificant && depth < MAX_SIGNIFICANT_DEPTH);
  }

  private void skipValue() throws IOException {
    hasOmitted = true;
    parser.skipChildren();
  }

  private JsonNode readNumber() throws IOException {
    try {
      return NODES.numberNode(parser.getDecimalValue());
    } catch (NumberFormatException e) {
      throw new JsonParseException(parser, "a number's exponent is too large", e);
    }
  }
}
