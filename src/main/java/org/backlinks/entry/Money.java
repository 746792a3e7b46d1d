package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.question.Asked;
import org.backlinks.render.Buffer;
import org.backlinks.render.MoneyJson;
import org.backlinks.report.Amounts;
import org.backlinks.report.Day;
import org.backlinks.service.Estimates;
import org.backlinks.service.Spending;
import org.jspecify.annotations.Nullable;

/** Estimates and usage, the same for HTTP and direct callers, and the headers of the budget. */
@Singleton
final class Money {
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  private final Estimates estimates;
  private final Spending spending;
  private final Clock clock;

  Money(Estimates estimates, Spending spending, Clock clock) {
    this.estimates = estimates;
    this.spending = spending;
    this.clock = clock;
  }

  Buffer estimate(Asked asked) throws IOException {
    return MoneyJson.estimate(estimates.estimate(asked));
  }

  Buffer usage() throws IOException {
    return MoneyJson.books(spending.books());
  }

  /**
   * Shows the day's budget (draft-ietf-httpapi-ratelimit-headers), and what is left of it where
   * that was learnt anyway.
   */
  HttpAnswer withBudget(HttpAnswer answer) {
    Amounts budget = spending.dayBudget();
    if (!budget.any()) {
      return answer;
    }
    List<String> policies = new ArrayList<>();
    policy("analysis", budget.analysis(), policies);
    policy("retrieval", budget.retrieval(), policies);
    answer.with("RateLimit-Policy", String.join(", ", policies));
    spending
        .seenToday()
        .ifPresent(day -> answer.with("RateLimit", String.join(", ", left(budget, day))));
    return answer;
  }

  private static void policy(String name, @Nullable Long quota, List<String> into) {
    if (quota != null) {
      into.add("\"%s\";q=%d;w=%d".formatted(name, quota, DAY_SECONDS));
    }
  }

  private List<String> left(Amounts budget, Day day) {
    Instant now = clock.instant();
    long seconds = Duration.between(now, Day.end(now)).plusMillis(999).toSeconds();
    List<String> limits = new ArrayList<>();
    limit("analysis", budget.analysis(), day.analysis(), seconds, limits);
    limit("retrieval", budget.retrieval(), day.retrieval(), seconds, limits);
    return limits;
  }

  private static void limit(
      String name, @Nullable Long quota, long spent, long seconds, List<String> into) {
    if (quota != null) {
      into.add("\"%s\";r=%d;t=%d".formatted(name, Math.max(0, quota - spent), seconds));
    }
  }
}
