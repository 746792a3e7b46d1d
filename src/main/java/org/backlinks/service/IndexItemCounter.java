package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.question.Index;
import org.backlinks.question.IndexItem;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.store.CountedItemStore;
import org.backlinks.task.Signal;
import org.backlinks.task.TaskScheduler;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how many links items have. Counts that are stored are used again. Requests that ask for
 * an item at the same time share one count of it.
 */
@Singleton
final class IndexItemCounter {
  private static final Logger LOG = Logger.getLogger(IndexItemCounter.class);

  private static final Problem TIMEOUT =
      Problem.of(
              Kind.UPSTREAM_TIMEOUT,
              "Upstream did not count the links in time. A later estimate may have the counts.")
          .withoutRetry();

  private static final Problem FAILURE =
      Problem.of(Kind.INTERNAL, "The links could not be counted. The log has the cause.")
          .withoutRetry();

  private final IndexItemFetcher fetcher;
  private final CountedItemStore store;
  private final CallTracker callTracker;
  private final TaskScheduler scheduler;
  private final Clock clock;
  private final ConcurrentMap<Key, SharedCount> underway = new ConcurrentHashMap<>();

  IndexItemCounter(
      IndexItemFetcher fetcher,
      CountedItemStore store,
      CallTracker callTracker,
      TaskScheduler scheduler,
      Clock clock) {
    this.fetcher = fetcher;
    this.store = store;
    this.callTracker = callTracker;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** The result of a count. */
  sealed interface Result {
    /**
     * The items were counted.
     *
     * @param items by their texts; an item about which upstream said nothing is left out
     * @param units the index item units that were spent for this count
     */
    record Counted(Map<String, IndexItem> items, int units) implements Result {
      public Counted {
        items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
      }
    }

    /** The items were not counted. */
    record Failed(Problem problem) implements Result {}
  }

  private record Key(Index index, String item) {}

  /** A count that is under way, for all requests that wait for it. */
  private static final class SharedCount {
    private final Signal ended;

    /** Null until the count ends, and when it ends with an exception. */
    private final AtomicReference<@Nullable Result> result = new AtomicReference<>();

    SharedCount(Signal ended) {
      this.ended = ended;
    }
  }

  /**
   * Counts items.
   *
   * @param timeout the maximum time to wait; the count itself continues after it
   */
  Result count(Index index, List<String> items, Duration timeout) {
    long end = scheduler.nanoTime() + timeout.toNanos();
    SharedCount own = new SharedCount(scheduler.newSignal());
    Set<SharedCount> awaited = new LinkedHashSet<>();
    List<String> ownItems = new ArrayList<>();
    for (String item : items) {
      SharedCount other = underway.putIfAbsent(new Key(index, item), own);
      awaited.add(other == null ? own : other);
      if (other == null) {
        ownItems.add(item);
      }
    }
    if (!ownItems.isEmpty()) {
      start(own, index, ownItems);
    }
    Map<String, IndexItem> found = new LinkedHashMap<>();
    int units = 0;
    for (SharedCount count : awaited) {
      if (!count.ended.await(Duration.ofNanos(Math.max(0, end - scheduler.nanoTime())))) {
        return new Result.Failed(TIMEOUT);
      }
      if (!(count.result.get() instanceof Result.Counted(var counted, int spent))) {
        return count.result.get() instanceof Result.Failed failed
            ? failed
            : new Result.Failed(FAILURE);
      }
      found.putAll(counted);
      units += count == own ? spent : 0;
    }
    return new Result.Counted(found, units);
  }

  private void start(SharedCount count, Index index, List<String> items) {
    CallTracker.Ticket ticket = callTracker.begin();
    scheduler.start(() -> {
      try (ticket) {
        count.result.set(count(index, items));
      } catch (IOException | RuntimeException e) {
        LOG.warnf(e, "the links of %d items could not be counted", items.size());
      } finally {
        items.forEach(item -> underway.remove(new Key(index, item)));
        count.ended.set();
      }
      return true;
    });
  }

  /** Counts items of which no other task of this process counts any. */
  private Result count(Index index, List<String> items) throws IOException {
    Instant now = clock.instant();
    Map<String, IndexItem> found = new LinkedHashMap<>();
    store.find(index, items, now).forEach(item -> found.put(item.item(), item));
    List<String> missing = items.stream().filter(item -> !found.containsKey(item)).toList();
    if (missing.isEmpty()) {
      return new Result.Counted(found, 0);
    }
    return switch (fetcher.fetch(index, missing)) {
      case IndexItemFetcher.Result.Failed(Problem problem) -> new Result.Failed(problem);
      case IndexItemFetcher.Result.Fetched(List<IndexItem> fetched) -> {
        fetched.forEach(item -> {
          found.put(item.item(), item);
          storeOrLog(index, item, now);
        });
        yield new Result.Counted(found, missing.size());
      }
    };
  }

  private void storeOrLog(Index index, IndexItem item, Instant now) {
    try {
      store.save(index, item, now);
    } catch (RuntimeException e) {
      LOG.warnf(e, "the count of an item could not be stored");
    }
  }
}
