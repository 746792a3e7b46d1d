package org.backlinks.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of the table, by attribute names; absent attributes read as null. */
final class Item {
  static final String KEY = "pk";

  /** Epoch seconds; the table's TTL attribute. */
  static final String EXPIRES = "expiresAt";

  private final Map<String, AttributeValue> values;

  Item(String key) {
    this.values = new LinkedHashMap<>();
    text(KEY, key);
  }

  private Item(Map<String, AttributeValue> values) {
    this.values = values;
  }

  static Item read(Map<String, AttributeValue> values) {
    return new Item(new HashMap<>(values));
  }

  /** The item of a key as it is now. */
  static Optional<Item> find(DynamoDbClient dynamo, String table, String key) {
    Map<String, AttributeValue> found =
        dynamo.getItem(get -> get.tableName(table).key(key(key)).consistentRead(true)).item();
    return found.isEmpty() ? Optional.empty() : Optional.of(read(found));
  }

  static Map<String, AttributeValue> key(String key) {
    return Map.of(KEY, AttributeValue.fromS(key));
  }

  Map<String, AttributeValue> values() {
    return values;
  }

  Item text(String name, @Nullable String value) {
    if (value != null) {
      values.put(name, AttributeValue.fromS(value));
    }
    return this;
  }

  Item number(String name, @Nullable Long value) {
    if (value != null) {
      values.put(name, AttributeValue.fromN(value.toString()));
    }
    return this;
  }

  Item flag(String name, boolean value) {
    if (value) {
      values.put(name, AttributeValue.fromBool(true));
    }
    return this;
  }

  Item bytes(String name, byte[] value) {
    values.put(name, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(value)));
    return this;
  }

  Item texts(String name, Map<String, String> value) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    value.forEach((key, text) -> map.put(key, AttributeValue.fromS(text)));
    values.put(name, AttributeValue.fromM(map));
    return this;
  }

  Item list(String name, Collection<String> texts) {
    values.put(name, AttributeValue.fromL(texts.stream().map(AttributeValue::fromS).toList()));
    return this;
  }

  /** An item within this one; nothing where there is none. */
  Optional<Item> inner(String name) {
    return Optional.ofNullable(values.get(name)).map(inner -> read(inner.m()));
  }

  Item millis(String name, Instant value) {
    return number(name, value.toEpochMilli());
  }

  Item expires(Instant at) {
    return number(EXPIRES, at.getEpochSecond());
  }

  @Nullable String text(String name) {
    AttributeValue value = values.get(name);
    return value == null ? null : value.s();
  }

  String required(String name) {
    String text = text(name);
    if (text == null) {
      throw new IllegalStateException("an item has no " + name);
    }
    return text;
  }

  @Nullable Long number(String name) {
    AttributeValue value = values.get(name);
    return value == null ? null : Long.valueOf(value.n());
  }

  long numberOr(String name, long otherwise) {
    Long number = number(name);
    return number == null ? otherwise : number;
  }

  boolean flag(String name) {
    AttributeValue value = values.get(name);
    return value != null && Boolean.TRUE.equals(value.bool());
  }

  byte[] bytes(String name) {
    AttributeValue value = values.get(name);
    if (value == null || value.b() == null) {
      throw new IllegalStateException("an item has no " + name);
    }
    return value.b().asByteArrayUnsafe();
  }

  Map<String, String> texts(String name) {
    AttributeValue value = values.get(name);
    Map<String, String> texts = new LinkedHashMap<>();
    if (value != null) {
      value.m().forEach((key, text) -> texts.put(key, text.s()));
    }
    return texts;
  }

  List<String> list(String name) {
    AttributeValue value = values.get(name);
    return value == null ? List.of() : value.l().stream().map(AttributeValue::s).toList();
  }

  Instant millis(String name) {
    return Instant.ofEpochMilli(numberOr(name, 0));
  }

  Instant expires() {
    return Instant.ofEpochSecond(numberOr(EXPIRES, 0));
  }
}
