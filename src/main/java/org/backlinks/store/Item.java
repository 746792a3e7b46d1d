package org.backlinks.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item of the table: its attributes by name. A getter returns null for an absent attribute,
 * unless its comment says otherwise. A setter that gets null adds no attribute.
 */
final class Item {
  private final Map<String, AttributeValue> values;

  Item(String key) {
    this.values = new LinkedHashMap<>();
    text(TableAttributes.KEY, key);
  }

  private Item(Map<String, AttributeValue> values) {
    this.values = values;
  }

  static Item from(Map<String, AttributeValue> values) {
    return new Item(new HashMap<>(values));
  }

  static AttributeValue textValue(String text) {
    return AttributeValue.fromS(text);
  }

  static AttributeValue numberValue(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  /** Returns the value of a list without elements. */
  static AttributeValue emptyList() {
    return AttributeValue.fromL(List.of());
  }

  /** Returns the primary key of an item. */
  static Map<String, AttributeValue> key(String key) {
    return Map.of(TableAttributes.KEY, textValue(key));
  }

  Map<String, AttributeValue> values() {
    return values;
  }

  Item text(String name, @Nullable String value) {
    if (value != null) {
      values.put(name, textValue(value));
    }
    return this;
  }

  Item number(String name, @Nullable Long value) {
    if (value != null) {
      values.put(name, numberValue(value));
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

  Item textMap(String name, Map<String, String> value) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    value.forEach((key, text) -> map.put(key, AttributeValue.fromS(text)));
    values.put(name, AttributeValue.fromM(map));
    return this;
  }

  Item textList(String name, Collection<String> texts) {
    values.put(name, AttributeValue.fromL(texts.stream().map(AttributeValue::fromS).toList()));
    return this;
  }

  /** Returns the item that is the value of an attribute. */
  Optional<Item> nested(String name) {
    return Optional.ofNullable(values.get(name)).map(inner -> from(inner.m()));
  }

  Item reportId(String name, @Nullable ReportId value) {
    return value == null ? this : text(name, value.text());
  }

  Item millis(String name, Instant value) {
    return number(name, value.toEpochMilli());
  }

  Item expiresAt(Instant time) {
    return number(TableAttributes.EXPIRES_AT, time.getEpochSecond());
  }

  @Nullable String text(String name) {
    AttributeValue value = values.get(name);
    return value == null ? null : value.s();
  }

  /**
   * Returns a text that every item of this kind has.
   *
   * @throws IllegalStateException when it is absent
   */
  String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw new IllegalStateException("an item has no " + name);
    }
    return text;
  }

  @Nullable ReportId reportId(String name) {
    String text = text(name);
    return text == null ? null : new ReportId(text);
  }

  @Nullable Long number(String name) {
    AttributeValue value = values.get(name);
    return value == null ? null : Long.valueOf(parseSaturated(value.n()));
  }

  /** Returns the nearest number that fits into 64 bits. DynamoDB numbers have up to 38 digits. */
  private static long parseSaturated(String number) {
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      BigDecimal exact = new BigDecimal(number);
      BigDecimal largest = BigDecimal.valueOf(exact.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
      return exact.abs().compareTo(largest.abs()) > 0 ? largest.longValue() : exact.longValue();
    }
  }

  long numberOr(String name, long defaultValue) {
    Long number = number(name);
    return number == null ? defaultValue : number;
  }

  boolean flag(String name) {
    AttributeValue value = values.get(name);
    return value != null && Boolean.TRUE.equals(value.bool());
  }

  /**
   * Returns bytes that every item of this kind has.
   *
   * @throws IllegalStateException when they are absent
   */
  byte[] bytes(String name) {
    AttributeValue value = values.get(name);
    if (value == null || value.b() == null) {
      throw new IllegalStateException("an item has no " + name);
    }
    return value.b().asByteArrayUnsafe();
  }

  /** Returns the texts of a map. Returns an empty map when the attribute is absent. */
  Map<String, String> textMap(String name) {
    AttributeValue value = values.get(name);
    Map<String, String> texts = new LinkedHashMap<>();
    if (value != null) {
      value.m().forEach((key, text) -> texts.put(key, text.s()));
    }
    return texts;
  }

  /** Returns the texts of a list. Returns an empty list when the attribute is absent. */
  List<String> textList(String name) {
    AttributeValue value = values.get(name);
    return value == null ? List.of() : value.l().stream().map(AttributeValue::s).toList();
  }

  /** Returns an instant. Returns the epoch when the attribute is absent. */
  Instant millis(String name) {
    return Instant.ofEpochMilli(numberOr(name, 0));
  }

  /** Returns the expiry time of the item. Returns the epoch when the attribute is absent. */
  Instant expiresAt() {
    return Instant.ofEpochSecond(numberOr(TableAttributes.EXPIRES_AT, 0));
  }
}
