package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Call;
import org.backlinks.majestic.MajesticClient;
import org.backlinks.report.Account;
import org.backlinks.report.Price;
import org.backlinks.report.Remaining;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.store.Accounts;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What upstream asks and what it says is left: asked for free, kept in the table for all, and
 * remembered here for a while. Never in the way: without an answer the last or the usual price
 * holds.
 */
@Singleton
public final class Prices {
  static final Duration KEPT = Duration.ofHours(6);

  /** How long one process goes without a look at the table. */
  static final Duration REMEMBERED = Duration.ofMinutes(10);

  /** After a question that failed it is not asked again for so long. */
  static final Duration LEFT_ALONE = Duration.ofMinutes(1);

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A price beyond this is no price. */
  private static final long DEAREST = 1_000_000_000;

  private static final Logger LOG = Logger.getLogger(Prices.class);

  private record Known(Price price, Instant until) {}

  private final MajesticClient majestic;
  private final Accounts accounts;
  private final Clock clock;
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public Prices(MajesticClient majestic, Accounts accounts, Clock clock) {
    this.majestic = majestic;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** What a paid call costs at most. */
  Price price() {
    Known remembered = known.get();
    return remembered != null && clock.instant().isBefore(remembered.until)
        ? remembered.price
        : account().priceOrUsual();
  }

  /** What the table knows of our plan now; upstream is asked where that is too old. */
  Account account() {
    Instant now = clock.instant();
    Account stored = accounts.find();
    if (stored.price() != null && now.isBefore(stored.pricedAt().plus(KEPT))) {
      known.set(new Known(stored.price(), now.plus(REMEMBERED)));
      return stored;
    }
    Known remembered = known.get();
    if (remembered != null && now.isBefore(remembered.until)) {
      return stored;
    }
    Account asked = asked(stored, now);
    known.set(
        new Known(
            asked.priceOrUsual(),
            now.plus(asked.pricedAt().equals(now) ? REMEMBERED : LEFT_ALONE)));
    return asked;
  }

  /** What upstream said is left in an answer that was asked for then. */
  void heard(Globals globals, Instant asked) {
    Remaining remaining = Remaining.in(globals);
    if (remaining.any()) {
      keep(() -> accounts.keep(remaining, asked));
    }
  }

  private Account asked(Account stored, Instant now) {
    Globals globals = ask();
    Long cost = globals.number("MaxGetTopBackLinksAnalysisResUnitsCost");
    Long rows = globals.number("StandardReportBacklinksShown");
    if (cost == null && rows == null) {
      return stored;
    }
    Price price =
        new Price(
            cost != null && cost >= 0 && cost <= DEAREST ? cost : Price.USUAL.analysis(),
            rows != null && rows > 0 ? rows : Price.USUAL.mostRows());
    Remaining remaining =
        new Remaining(
            globals.number("TotalAnalysisResUnits"),
            globals.number("TotalRetrievalResUnits"),
            stored.remaining().standardReports());
    keep(() -> accounts.keep(price, now));
    keep(() -> accounts.keep(remaining, now));
    return new Account(price, now, remaining.any() ? remaining : stored.remaining());
  }

  /** Everything that upstream says of our plan; nothing when it does not say it soon. */
  private Globals ask() {
    Future<Globals> asked =
        threads.submit(() -> {
          Answer answer =
              majestic.ask(Call.getSubscriptionInfo(), new SnapshotBuilder((number, piece) -> {}));
          return answer instanceof Answer.Rows rows ? rows.globals() : Globals.NONE;
        });
    try {
      return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      LOG.infof("upstream does not say what it asks: %s", e.getClass().getSimpleName());
    }
    return Globals.NONE;
  }

  /** What is not kept is asked for again: nothing is lost. */
  private static void keep(Runnable write) {
    try {
      write.run();
    } catch (RuntimeException e) {
      LOG.warnf(e, "what upstream says of our plan could not be kept");
    }
  }
}
