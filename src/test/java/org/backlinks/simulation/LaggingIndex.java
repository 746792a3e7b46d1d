package org.backlinks.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items as the index of the table has them. It learns of each write some time later. */
final class LaggingIndex {
  private final LongSupplier clock;
  private final Supplier<Duration> maxLag;
  private final RandomGenerator random;
  private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
  private final Deque<Change> pending = new ArrayDeque<>();

  /** A write that the index does not know before a time. */
  private record Change(long time, String key, Map<String, AttributeValue> after) {}

  /** Makes an index that learns of each write at once. */
  LaggingIndex() {
    this(() -> 0, () -> Duration.ZERO, new SplittableRandom(0));
  }

  /**
   * Makes an index.
   *
   * @param clock the nanoseconds since the start of the world
   * @param maxLag how much later than the table the index may be
   */
  LaggingIndex(LongSupplier clock, Supplier<Duration> maxLag, RandomGenerator random) {
    this.clock = clock;
    this.maxLag = maxLag;
    this.random = random;
  }

  /** Notes a write of the table. */
  void changed(String key, Map<String, AttributeValue> after) {
    long max = maxLag.get().toNanos();
    long lag = max == 0 ? 0 : random.nextLong(max);
    long last = pending.isEmpty() ? 0 : pending.getLast().time();
    pending.addLast(new Change(Math.max(last, clock.getAsLong() + lag), key, after));
  }

  /** Returns the items by their keys, as the index has them now. */
  Map<String, Map<String, AttributeValue>> items() {
    while (!pending.isEmpty() && pending.getFirst().time() <= clock.getAsLong()) {
      Change change = pending.removeFirst();
      if (change.after().containsKey("dueAt")) {
        items.put(change.key(), change.after());
      } else {
        items.remove(change.key());
      }
    }
    return items;
  }
}
