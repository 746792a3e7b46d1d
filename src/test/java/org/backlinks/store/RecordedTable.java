package org.backlinks.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items that earlier versions of the program wrote, most of them at commit cdda632. They are
 * files in {@code src/test/resources/recorded}. These files must never change, because tables in
 * use hold such items.
 */
final class RecordedTable {
  private static final JsonMapper JSON = new JsonMapper();

  /** Replaces the random texts by which a write recognizes its own item. */
  private static final AttributeValue MARK = AttributeValue.fromS("mark");

  private RecordedTable() {}

  /** Returns the recorded items, sorted by key. */
  static List<Map<String, AttributeValue>> read(String name) throws IOException {
    try (InputStream file =
        RecordedTable.class.getResourceAsStream("/recorded/" + name + ".json")) {
      List<Map<String, AttributeValue>> items = new ArrayList<>();
      for (JsonNode item : JSON.readTree(Objects.requireNonNull(file, name)).path("items")) {
        items.add(toMap(item));
      }
      return items;
    }
  }

  private static Map<String, AttributeValue> toMap(JsonNode node) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    node.properties().forEach(entry -> map.put(entry.getKey(), toValue(entry.getValue())));
    return map;
  }

  private static AttributeValue toValue(JsonNode node) {
    String type = node.fieldNames().next();
    JsonNode value = node.path(type);
    return switch (type) {
      case "S" -> AttributeValue.fromS(value.textValue());
      case "N" -> AttributeValue.fromN(value.textValue());
      case "BOOL" -> AttributeValue.fromBool(value.booleanValue());
      case "B" ->
          AttributeValue.fromB(
              SdkBytes.fromByteArray(Base64.getDecoder().decode(value.textValue())));
      case "M" -> AttributeValue.fromM(toMap(value));
      case "L" -> AttributeValue.fromL(value.valueStream().map(RecordedTable::toValue).toList());
      default -> throw new IllegalArgumentException("an attribute of type " + type);
    };
  }

  /** Writes the recorded items into a table. */
  static void load(String name, DynamoDbClient dynamo, String table) throws IOException {
    read(name).forEach(item -> dynamo.putItem(put -> put.tableName(table).item(item)));
  }

  /**
   * Returns the items of a table as a recording has them: sorted by key, and without random texts.
   *
   * @param change makes the bytes of equal values equal
   */
  static List<Map<String, AttributeValue>> dump(
      DynamoDbClient dynamo, String table, UnaryOperator<Map<String, AttributeValue>> change) {
    return dynamo.scanPaginator(scan -> scan.tableName(table)).items().stream()
        .map(RecordedTable::withoutRandomTexts)
        .map(change)
        .sorted(Comparator.comparing(item -> item.get(TableAttributes.KEY).s()))
        .toList();
  }

  private static Map<String, AttributeValue> withoutRandomTexts(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> replaced = new LinkedHashMap<>(item);
    replaced.computeIfPresent(TableAttributes.MARK, (name, value) -> MARK);
    return replaced;
  }
}
