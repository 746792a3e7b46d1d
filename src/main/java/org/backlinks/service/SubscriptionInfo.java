package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.report.Subscription;
import org.backlinks.snapshot.Globals;
import org.backlinks.store.SubscriptionStore;
import org.backlinks.task.TaskScheduler;
import org.backlinks.units.Price;
import org.backlinks.units.RemainingUnits;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Provides the prices and the remaining units of our plan. The table stores them for all processes,
 * and this process caches the price. When upstream does not answer, this class uses the last known
 * price or the default price.
 */
@Singleton
final class SubscriptionInfo {
  static final Duration STORED_PRICE_LIFETIME = Duration.ofHours(6);

  /** The time for which this process uses a price before it reads the table again. */
  static final Duration CACHE_TIME = Duration.ofMinutes(10);

  /** The minimum time between two calls of upstream when the first one failed. */
  static final Duration RETRY_INTERVAL = Duration.ofMinutes(1);

  private static final Logger LOG = Logger.getLogger(SubscriptionInfo.class);

  private record CachedPrice(Price price, Instant expiresAt) {}

  private final SubscriptionFetcher fetcher;
  private final SubscriptionStore subscriptionStore;
  private final TaskScheduler scheduler;
  private final Clock clock;
  private final AtomicReference<@Nullable CachedPrice> cachedPrice = new AtomicReference<>();

  /** When this process last called upstream because too few units remained. */
  private final AtomicReference<Instant> lastRefresh = new AtomicReference<>(Instant.EPOCH);

  SubscriptionInfo(
      SubscriptionFetcher fetcher,
      SubscriptionStore subscriptionStore,
      TaskScheduler scheduler,
      Clock clock) {
    this.fetcher = fetcher;
    this.subscriptionStore = subscriptionStore;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Returns the maximum price of a paid call. */
  Price price() {
    return price(SubscriptionFetcher.MAX_TIMEOUT);
  }

  /**
   * Returns the maximum price of a paid call.
   *
   * @param timeout the time to wait for upstream, at most {@link SubscriptionFetcher#MAX_TIMEOUT}
   */
  Price price(Duration timeout) {
    CachedPrice cached = cachedPrice.get();
    return cached != null && clock.instant().isBefore(cached.expiresAt)
        ? cached.price
        : subscription(timeout).priceOrDefault();
  }

  /** Returns the stored facts of our plan. Asks upstream first when the price is too old. */
  Subscription subscription() {
    return subscription(SubscriptionFetcher.MAX_TIMEOUT);
  }

  private Subscription subscription(Duration timeout) {
    Instant now = clock.instant();
    Subscription stored = subscriptionStore.find();
    if (stored.price() != null
        && now.isBefore(stored.priceUpdatedAt().plus(STORED_PRICE_LIFETIME))) {
      cachedPrice.set(new CachedPrice(stored.price(), now.plus(CACHE_TIME)));
      return stored;
    }
    CachedPrice cached = cachedPrice.get();
    if (cached != null && now.isBefore(cached.expiresAt)) {
      return stored;
    }
    Optional<Subscription> fetched = fetchAndStore(stored, now, timeout);
    if (fetched.isEmpty()) {
      // the call of another task may have succeeded meanwhile
      cachedPrice.compareAndSet(
          cached, new CachedPrice(stored.priceOrDefault(), now.plus(RETRY_INTERVAL)));
      return stored;
    }
    Subscription latest = fetched.get();
    cachedPrice.set(new CachedPrice(latest.priceOrDefault(), now.plus(CACHE_TIME)));
    return latest;
  }

  /** Works as {@link #refreshRemaining(Duration)} with the maximum timeout. */
  boolean refreshRemaining() {
    return refreshRemaining(SubscriptionFetcher.MAX_TIMEOUT);
  }

  /**
   * Asks upstream again how many units remain, at most once a minute. The owner of the plan may
   * have bought units since upstream last reported too few.
   *
   * @param timeout the time to wait for upstream, at most {@link SubscriptionFetcher#MAX_TIMEOUT}
   * @return whether upstream reported the remaining units
   */
  boolean refreshRemaining(Duration timeout) {
    Instant now = clock.instant();
    Subscription stored = subscriptionStore.find();
    if (!isRefreshDue(stored.remainingUpdatedAt(), now)) {
      return false;
    }
    Instant last = lastRefresh.getAndUpdate(time -> isRefreshDue(time, now) ? now : time);
    return isRefreshDue(last, now)
        && fetchAndStore(stored, now, timeout)
            .filter(fetched -> fetched.remainingUpdatedAt().equals(now))
            .isPresent();
  }

  private static boolean isRefreshDue(Instant last, Instant now) {
    return !now.isBefore(last.plus(RETRY_INTERVAL));
  }

  /**
   * Stores the remaining units that an answer reports, in the background.
   *
   * @param askedAt the time of the call
   */
  void recordRemaining(Globals globals, Instant askedAt) {
    RemainingUnits remaining = RemainingUnits.from(globals::units);
    if (remaining.isAnyKnown()) {
      scheduler.start(() -> {
        storeOrLog(() -> subscriptionStore.save(remaining, askedAt));
        return true;
      });
    }
  }

  private Optional<Subscription> fetchAndStore(Subscription stored, Instant now, Duration timeout) {
    Optional<Subscription> fetched = fetcher.fetch(stored, now, timeout);
    fetched.ifPresent(subscription -> {
      storeOrLog(() -> subscriptionStore.save(subscription.priceOrDefault(), now));
      if (subscription.remainingUpdatedAt().equals(now)) {
        storeOrLog(() -> subscriptionStore.save(subscription.remaining(), now));
      }
    });
    return fetched;
  }

  /** Runs a write. Only logs a failure, because the next process asks upstream again. */
  private static void storeOrLog(Runnable write) {
    try {
      write.run();
    } catch (RuntimeException e) {
      LOG.warnf(e, "the prices and remaining units of our plan could not be stored");
    }
  }
}
