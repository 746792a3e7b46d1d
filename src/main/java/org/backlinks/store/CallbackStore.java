package org.backlinks.store;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backlinks.report.CallbackId;
import org.backlinks.report.ReportId;
import org.backlinks.report.StoredCallback;
import org.backlinks.store.Transaction.Purpose;
import software.amazon.awssdk.services.dynamodb.model.Put;

/**
 * Stores callbacks. The callbacks of a report are numbered without gaps, so that its end finds them
 * by their keys.
 */
@Singleton
public final class CallbackStore {
  /** The number of keys of the first read. Most reports have fewer callbacks. */
  private static final int FIRST_READ = 4;

  private final DynamoDbTable table;

  CallbackStore(DynamoDbTable table) {
    this.table = table;
  }

  /** Returns the callback that is stored under a partition key, or empty for any other item. */
  public static Optional<CallbackId> callbackOfKey(String key) {
    return TableKeys.parseCallback(key);
  }

  /** Returns a callback. */
  public Optional<StoredCallback> find(CallbackId id) {
    return table.find(TableKeys.callback(id)).map(CallbackItemCodec::decode);
  }

  /** Returns the event and the callbacks of an owner, in the order of their numbers. */
  public List<StoredCallback> findAll(ReportId owner) {
    List<StoredCallback> first = find(owner, CallbackId.EVENT, FIRST_READ);
    boolean mayHaveMore = first.stream().anyMatch(found -> found.id().number() == FIRST_READ - 1);
    if (!mayHaveMore) {
      return first;
    }
    List<StoredCallback> all = new ArrayList<>(first);
    all.addAll(find(owner, FIRST_READ, CallbackId.MAX_CALLBACKS));
    return all;
  }

  private List<StoredCallback> find(ReportId owner, int from, int to) {
    List<String> keys =
        IntStream.range(from, to)
            .mapToObj(number -> TableKeys.callback(new CallbackId(owner, number)))
            .toList();
    Map<String, Item> found = table.findAll(keys);
    return keys.stream()
        .filter(found::containsKey)
        .map(found::get)
        .map(CallbackItemCodec::decode)
        .toList();
  }

  /**
   * Writes a new callback. An equal callback that has the same number stands for it. Returns false
   * when the number belongs to another callback.
   */
  public boolean add(StoredCallback callback) {
    return table.tryPut(
        toNewPut(callback),
        item -> callback.identity().equals(item.text(TableAttributes.IDENTITY)));
  }

  /** Adds a new callback to the transaction that writes its report. */
  void add(StoredCallback callback, Transaction transaction) {
    transaction.put(Purpose.CALLBACK, toNewPut(callback));
  }

  private Put toNewPut(StoredCallback callback) {
    return table
        .put(CallbackItemCodec.encode(callback))
        .conditionExpression("attribute_not_exists(#identity)")
        .expressionAttributeNames(Map.of("#identity", TableAttributes.IDENTITY))
        .build();
  }

  /**
   * Replaces a callback. Writes nothing if it has changed since it was read.
   *
   * @param stored the callback that was read
   * @param next the callback with the next version
   */
  public boolean replace(StoredCallback stored, StoredCallback next) {
    return table.tryPut(
        table
            .put(CallbackItemCodec.encode(next))
            .conditionExpression(TableAttributes.VERSION + " = :version")
            .expressionAttributeValues(Map.of(":version", Item.numberValue(stored.version())))
            .build());
  }
}
