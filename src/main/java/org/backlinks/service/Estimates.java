package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.backlinks.question.Asked;
import org.backlinks.report.Account;
import org.backlinks.report.Day;
import org.backlinks.report.Estimate;
import org.backlinks.report.Price;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.report.Units;
import org.backlinks.store.Slots;
import org.jspecify.annotations.Nullable;

/** What a request would cost, told without spending anything. */
@Singleton
public final class Estimates {
  private final Backlinks backlinks;
  private final Spending spending;
  private final Prices prices;
  private final Clock clock;

  public Estimates(Backlinks backlinks, Spending spending, Prices prices, Clock clock) {
    this.backlinks = backlinks;
    this.spending = spending;
    this.prices = prices;
    this.clock = clock;
  }

  /** Looks at what the same request would find, in the same order. */
  public Estimate estimate(Asked asked) {
    Instant now = clock.instant();
    Account account = prices.account();
    Price price = account.priceOrUsual();
    Units cost = price.atMost(asked.question());
    Backlinks.Keyed keyed = backlinks.keyed(asked, now);
    Slots slots = spending.slots(asked.question().fingerprint(), now);
    // read with the slots wherever there is a budget to compare it with
    Day today = spending.seenToday().orElse(Day.unspent(Day.of(now)));
    Report known =
        keyed.same() != null ? keyed.same() : backlinks.known(slots, asked.terms().maxAge(), now);
    return new Estimate(
        cost, reusable(known), account.remaining(), refusal(asked, keyed, known, account, today));
  }

  private @Nullable Problem refusal(
      Asked asked, Backlinks.Keyed keyed, @Nullable Report known, Account account, Day today) {
    if (keyed.refusal() != null || known != null) {
      return keyed.refusal();
    }
    Price price = account.priceOrUsual();
    Problem overLimit = spending.overLimit(asked, price);
    return overLimit != null
        ? overLimit
        : spending.overBudget(price.atMost(asked.question()), today, account.remaining());
  }

  private static Estimate.@Nullable Reusable reusable(@Nullable Report known) {
    return known != null && known.state() instanceof State.Ready(Instant at, var snapshot)
        ? new Estimate.Reusable(known.id(), at)
        : null;
  }
}
