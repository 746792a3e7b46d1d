package org.backlinks.store;

import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backlinks.snapshot.ChunkSink;
import org.jspecify.annotations.Nullable;

/**
 * Stores bytes by key. It splits a value that is larger than an item into several items. The first
 * item has the value's key and the number of items.
 */
@Singleton
final class LargeValueStore {
  private static final int MAX_ITEM_BYTES = ChunkSink.MAX_PIECE_BYTES;

  /** Maximum number of items of one value. The largest values are manifests of about 4 MB. */
  private static final int MAX_ITEMS = 40;

  /** Longer than the client's usual timeout, because the answer was paid for. */
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);

  private final DynamoDbTable table;

  LargeValueStore(DynamoDbTable table) {
    this.table = table;
  }

  /**
   * Writes a value that never changes, unless it is stored already. Writes its first item last, so
   * a value whose first item exists is complete.
   *
   * @return whether this write took effect; false when the value is stored already
   */
  boolean putIfAbsent(String key, byte[] value, Instant expiresAt) {
    return write(key, value, expiresAt, "attribute_not_exists(" + TableAttributes.KEY + ")");
  }

  /**
   * Writes a value over the stored one, if there is one. A reader may find items of both values, so
   * such a value needs a checksum.
   */
  void put(String key, byte[] value, Instant expiresAt) {
    write(key, value, expiresAt, null);
  }

  private boolean write(String key, byte[] value, Instant expiresAt, @Nullable String condition) {
    int count = Math.max(1, (value.length + MAX_ITEM_BYTES - 1) / MAX_ITEM_BYTES);
    boolean isWritten = false;
    for (int number = count - 1; number >= 0; number--) {
      int from = number * MAX_ITEM_BYTES;
      byte[] part = Arrays.copyOfRange(value, from, Math.min(value.length, from + MAX_ITEM_BYTES));
      Item item =
          new Item(TableKeys.continuation(key, number))
              .bytes(TableAttributes.BYTES, part)
              .expiresAt(expiresAt);
      if (number == 0 && count > 1) {
        item.number(TableAttributes.ITEM_COUNT, (long) count);
      }
      isWritten =
          table.tryPut(table.put(item).conditionExpression(condition).build(), WRITE_TIMEOUT);
    }
    return isWritten;
  }

  /**
   * Returns the values of some keys. A key without a value has no entry.
   *
   * @throws IOException when an item of a value is missing
   */
  Map<String, byte[]> findAll(List<String> keys) throws IOException {
    Map<String, byte[]> values = new HashMap<>();
    for (int from = 0; from < keys.size(); from += DynamoDbTable.MAX_KEYS_PER_READ) {
      int to = Math.min(keys.size(), from + DynamoDbTable.MAX_KEYS_PER_READ);
      for (Map.Entry<String, Item> first : table.findAll(keys.subList(from, to)).entrySet()) {
        values.put(first.getKey(), readValue(first.getKey(), first.getValue()));
      }
    }
    return values;
  }

  private byte[] readValue(String key, Item first) throws IOException {
    Long count = first.number(TableAttributes.ITEM_COUNT);
    if (count == null) {
      return first.bytes(TableAttributes.BYTES);
    }
    if (count < 1 || count > MAX_ITEMS) {
      throw new IOException("a stored value has " + count + " items");
    }
    List<String> keys =
        IntStream.range(1, count.intValue())
            .mapToObj(number -> TableKeys.continuation(key, number))
            .toList();
    Map<String, Item> found = table.findAll(keys);
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.writeBytes(first.bytes(TableAttributes.BYTES));
    for (String continuationKey : keys) {
      Item item = found.get(continuationKey);
      if (item == null) {
        throw new IOException("an item of a stored value is missing");
      }
      value.writeBytes(item.bytes(TableAttributes.BYTES));
    }
    return value.toByteArray();
  }
}
