package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backlinks.report.DailySpend;
import org.backlinks.service.UsageReader;
import org.backlinks.units.PartialUnits;
import org.jspecify.annotations.Nullable;

/**
 * Shows the day's budget in the headers {@code RateLimit-Policy} and {@code RateLimit} of
 * draft-ietf-httpapi-ratelimit-headers.
 */
@Singleton
final class RateLimitHeaders {
  private static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

  private final UsageReader usageReader;
  private final Clock clock;

  RateLimitHeaders(UsageReader usageReader, Clock clock) {
    this.usageReader = usageReader;
    this.clock = clock;
  }

  /**
   * Returns a response with the headers, if there is a budget. The response shows the remaining
   * units only if this process already knows them, because headers must not cost a read of the
   * table.
   */
  HttpResponse addTo(HttpResponse response) {
    PartialUnits budget = usageReader.dayBudget();
    if (!budget.isAnyKnown()) {
      return response;
    }
    List<String> policies = new ArrayList<>();
    addPolicy("analysis", budget.analysis(), policies);
    addPolicy("retrieval", budget.retrieval(), policies);
    HttpResponse withPolicy = response.withHeader("RateLimit-Policy", String.join(", ", policies));
    Optional<DailySpend> day = usageReader.lastSeenToday();
    return day.isPresent()
        ? withPolicy.withHeader("RateLimit", String.join(", ", limits(budget, day.get())))
        : withPolicy;
  }

  private static void addPolicy(String name, @Nullable Long quota, List<String> policies) {
    if (quota != null) {
      policies.add("\"%s\";q=%d;w=%d".formatted(name, quota, SECONDS_PER_DAY));
    }
  }

  private List<String> limits(PartialUnits budget, DailySpend day) {
    Instant now = clock.instant();
    // rounded up: a caller who waits this long must reach the next day
    long seconds = Duration.between(now, DailySpend.utcDayEnd(now)).plusMillis(999).toSeconds();
    List<String> limits = new ArrayList<>();
    addLimit("analysis", budget.analysis(), day.spent().analysis(), seconds, limits);
    addLimit("retrieval", budget.retrieval(), day.spent().retrieval(), seconds, limits);
    return limits;
  }

  private static void addLimit(
      String name, @Nullable Long quota, long spent, long seconds, List<String> limits) {
    if (quota != null) {
      limits.add("\"%s\";r=%d;t=%d".formatted(name, Math.max(0, quota - spent), seconds));
    }
  }
}
