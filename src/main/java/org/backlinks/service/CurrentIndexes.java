package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.MajesticCall;
import org.backlinks.majestic.MajesticClient;
import org.backlinks.question.Index;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.IndexState;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.store.SubscriptionStore;
import org.backlinks.task.Signal;
import org.backlinks.task.TaskScheduler;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Knows the current states of upstream's indexes. This process asks upstream at most every {@link
 * #ASK_INTERVAL}, with a free call. The table stores the answers for processes to which upstream
 * does not answer.
 */
@Singleton
final class CurrentIndexes {
  static final Duration ASK_INTERVAL = Duration.ofMinutes(10);

  /** The maximum age of a stored answer that is used. */
  static final Duration MAX_STORED_AGE = Duration.ofHours(24);

  private static final Logger LOG = Logger.getLogger(CurrentIndexes.class);

  /**
   * What upstream said about an index.
   *
   * @param state unknown when upstream did not name the index
   * @param namedAt the time of the call whose answer named the state
   * @param askedAt the time of this process's last question about the indexes
   */
  private record NamedState(IndexState state, Instant namedAt, Instant askedAt) {
    /** Returns the state after an answer to a question about the indexes. */
    static NamedState later(NamedState last, NamedState answer) {
      return last.namedAt.isAfter(answer.namedAt)
          ? new NamedState(last.state, last.namedAt, answer.askedAt)
          : answer;
    }
  }

  /** A call to upstream. */
  private record Ask(Instant startedAt, Signal end) {}

  private final MajesticClient majestic;
  private final SubscriptionStore subscriptionStore;
  private final TaskScheduler scheduler;
  private final Clock clock;
  private final Map<Index, NamedState> named = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Ask> lastAsk = new AtomicReference<>();

  CurrentIndexes(
      MajesticClient majestic,
      SubscriptionStore subscriptionStore,
      TaskScheduler scheduler,
      Clock clock) {
    this.majestic = majestic;
    this.subscriptionStore = subscriptionStore;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /**
   * Returns the current state of an index. Asks upstream when the last answer is too old.
   *
   * @param timeout the time to wait for upstream, at most {@link SubscriptionFetcher#MAX_TIMEOUT}
   */
  CurrentIndex find(Index index, Duration timeout) {
    NamedState last = named.get(index);
    if (last == null || isOlderThan(last.askedAt, ASK_INTERVAL)) {
      Duration max = SubscriptionFetcher.MAX_TIMEOUT;
      ask().end.await(timeout.compareTo(max) < 0 ? timeout : max);
      last = named.get(index);
    }
    if (last == null || isOlderThan(last.askedAt, ASK_INTERVAL)) {
      return findStored(index);
    }
    return last.state.isKnown() ? new CurrentIndex.Named(last.state) : new CurrentIndex.Unknown();
  }

  private boolean isOlderThan(Instant time, Duration age) {
    return !clock.instant().isBefore(time.plus(age));
  }

  private CurrentIndex findStored(Index index) {
    return subscriptionStore
        .findIndex(index)
        .filter(stored -> !isOlderThan(stored.askedAt(), MAX_STORED_AGE))
        .<CurrentIndex>map(stored -> new CurrentIndex.Stored(stored.state(), stored.askedAt()))
        .orElseGet(CurrentIndex.Unknown::new);
  }

  /** Starts a call, or returns the last one when it is not old enough for another one. */
  private Ask ask() {
    while (true) {
      Ask last = lastAsk.get();
      if (last != null && !isOlderThan(last.startedAt, ASK_INTERVAL)) {
        return last;
      }
      Ask next = new Ask(clock.instant(), scheduler.newSignal());
      if (lastAsk.compareAndSet(last, next)) {
        scheduler.start(() -> {
          fetch(next);
          return true;
        });
        return next;
      }
    }
  }

  private void fetch(Ask ask) throws IOException {
    try {
      IndexInfoReader reader = new IndexInfoReader();
      Answer answer =
          majestic.ask(MajesticCall.getSubscriptionInfo(), SnapshotBuilder.forConsumer(reader));
      if (!(answer instanceof Answer.Rows)) {
        LOG.infof("upstream did not say which indexes it has: %s", answer);
        return;
      }
      for (Index index : Index.values()) {
        IndexState state = reader.stateOf(index, answer.globals());
        NamedState answered = new NamedState(state, ask.startedAt, ask.startedAt);
        named.merge(index, answered, NamedState::later);
      }
    } finally {
      ask.end.set();
    }
    named.forEach((index, latest) -> store(index, latest));
  }

  /**
   * Records the index that another answer of upstream names, if it is newer than the known one. The
   * answer to an old job may name an older one, which is not current any more.
   *
   * @param askedAt the time of the call
   */
  void record(Globals globals, Instant askedAt) {
    IndexState state = IndexState.from(globals);
    if (state.id() != null) {
      IndexInfoReader.indexOfId(state.id()).ifPresent(index -> record(index, state, askedAt));
    }
  }

  private void record(Index index, IndexState state, Instant askedAt) {
    NamedState last = named.get(index);
    if (last == null || askedAt.isBefore(last.namedAt) || !isNewer(state, last.state)) {
      return;
    }
    NamedState newer = new NamedState(state, askedAt, last.askedAt);
    // a change at the same time came from another answer, which is as good as this one
    if (named.replace(index, last, newer)) {
      scheduler.start(() -> {
        store(index, newer);
        return true;
      });
    }
  }

  private static boolean isNewer(IndexState state, IndexState last) {
    return state.isComparableTo(last) && !state.isSameAs(last) && !state.isOlderThan(last);
  }

  /** Stores an answer. Only logs a failure, because the next answer is stored again. */
  private void store(Index index, NamedState latest) {
    try {
      if (latest.state.isKnown()) {
        subscriptionStore.saveIndex(index, latest.state, latest.namedAt);
      }
    } catch (RuntimeException e) {
      LOG.warnf(e, "the state of the %s index could not be stored", index.wireName());
    }
  }
}
