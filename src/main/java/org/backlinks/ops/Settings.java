package org.backlinks.ops;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings, read once from the environment.
 *
 * @param majesticUrl base address of upstream
 * @param apiKey upstream's key, or null
 * @param accessToken OpenApps: the user's token, or null
 * @param privateKey OpenApps: the application's key, or null
 * @param secret name or ARN of the Secrets Manager secret that has the key, or null
 * @param commands the upstream commands that {@code auto} stands for: the second when the first is
 *     gone
 * @param xml whether upstream is asked for XML rather than JSON
 * @param majesticTimeout to the first byte of an answer, and the longest gap in its body
 * @param downloadHosts from where job files are taken
 * @param notifyUrl our own public base address without a slash at its end, or null: then upstream
 *     calls nobody
 * @param table name of the DynamoDB table
 * @param ttl how long reports live
 * @param lease how long the right to work on a report lasts without renewal
 * @param pollFirst first pause between two questions about a queued job
 * @param pollMax longest such pause
 * @param pollDeadline when a queued job is given up, from its creation
 * @param workerCalls upstream calls at once in one worker
 * @param dayBudgetAnalysis the most analysis units that a UTC day may cost, or null for any number
 * @param dayBudgetRetrieval the same of retrieval units
 * @param minRemainingAnalysis no paid call when upstream has fewer analysis units left, or null
 * @param minRemainingRetrieval the same of retrieval units
 * @param logLevel the least level that is logged
 */
public record Settings(
    URI majesticUrl,
    @Nullable String apiKey,
    @Nullable String accessToken,
    @Nullable String privateKey,
    @Nullable String secret,
    List<String> commands,
    boolean xml,
    Duration majesticTimeout,
    DownloadHosts downloadHosts,
    @Nullable String notifyUrl,
    String table,
    Duration ttl,
    Duration lease,
    Duration pollFirst,
    Duration pollMax,
    Duration pollDeadline,
    int workerCalls,
    @Nullable Long dayBudgetAnalysis,
    @Nullable Long dayBudgetRetrieval,
    @Nullable Long minRemainingAnalysis,
    @Nullable Long minRemainingRetrieval,
    String logLevel) {

  private static final Set<String> LOG_LEVELS =
      Set.of("OFF", "FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL");

  /**
   * Reads the settings.
   *
   * @throws BadSettingException naming the one that can't be read
   */
  public static Settings from(Map<String, String> environment) {
    Values values = new Values(environment);
    String accessToken = values.text("MAJESTIC_ACCESS_TOKEN");
    String privateKey = values.text("MAJESTIC_PRIVATE_KEY");
    if ((accessToken == null) != (privateKey == null)) {
      throw new BadSettingException(
          accessToken == null ? "MAJESTIC_ACCESS_TOKEN" : "MAJESTIC_PRIVATE_KEY",
          "is missing: the two OpenApps settings go together");
    }
    return new Settings(
        values.uri("MAJESTIC_URL", "https://api.majestic.com"),
        values.text("MAJESTIC_API_KEY"),
        accessToken,
        privateKey,
        values.text("MAJESTIC_SECRET"),
        List.of(
            values
                .oneOf(
                    "MAJESTIC_COMMAND",
                    Set.of("GetTopBackLinks", "GetBackLinkData", "GetTopBackLinks,GetBackLinkData"),
                    "GetTopBackLinks,GetBackLinkData")
                .split(",", -1)),
        values.oneOf("MAJESTIC_FORMAT", Set.of("json", "xml"), "json").equals("xml"),
        // the REST client itself gives a silent body up after 100 s
        values.duration("MAJESTIC_TIMEOUT", "PT30S", "PT0.1S", "PT95S"),
        DownloadHosts.of(
            values.text(
                "MAJESTIC_DOWNLOAD_HOSTS", "downloads.majestic.com,downloads.majesticseo.com")),
        values.base("MAJESTIC_NOTIFY_URL"),
        values.text("BACKLINKS_TABLE", "backlinks"),
        values.duration("BACKLINKS_TTL", "P30D", "PT1M", "P3650D"),
        values.duration("BACKLINKS_LEASE", "PT60S", "PT1S", "PT15M"),
        values.duration("BACKLINKS_POLL_FIRST", "PT15S", "PT0.1S", "P1D"),
        values.duration("BACKLINKS_POLL_MAX", "PT5M", "PT0.1S", "P1D"),
        values.duration("BACKLINKS_POLL_DEADLINE", "PT24H", "PT1S", "P30D"),
        values.count("BACKLINKS_WORKER_CALLS", 3),
        values.units("BACKLINKS_DAY_BUDGET_ANALYSIS"),
        values.units("BACKLINKS_DAY_BUDGET_RETRIEVAL"),
        values.units("BACKLINKS_MIN_REMAINING_ANALYSIS"),
        values.units("BACKLINKS_MIN_REMAINING_RETRIEVAL"),
        values.oneOf("BACKLINKS_LOG_LEVEL", LOG_LEVELS, "INFO"));
  }

  /** Whether a day may cost only so much. */
  public boolean hasDayBudget() {
    return dayBudgetAnalysis != null || dayBudgetRetrieval != null;
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "Settings[" + majesticUrl + ", " + table + "]";
  }
}
