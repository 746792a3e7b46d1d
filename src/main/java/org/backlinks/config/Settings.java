package org.backlinks.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.Command;
import org.backlinks.units.PartialUnits;
import org.backlinks.url.DownloadHosts;
import org.jspecify.annotations.Nullable;

/**
 * The settings. They are read once from the environment.
 *
 * @param majestic how the program reaches and asks upstream
 * @param table the DynamoDB table and how long it keeps reports
 * @param work how workers share reports and calls
 * @param polling when upstream is asked about a queued job
 * @param budget the limits on paid units
 * @param notices who is told that a report has ended
 * @param shareUrl this program's own public base address for shared reports, without a slash at its
 *     end, or null. Without it, reports are not shared
 * @param logLevel the lowest level that is logged
 */
public record Settings(
    Majestic majestic,
    DynamoTable table,
    Work work,
    Polling polling,
    Budget budget,
    Notices notices,
    @Nullable String shareUrl,
    String logLevel) {

  private static final Set<String> LOG_LEVELS =
      Set.of("OFF", "FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL");

  /**
   * How the program reaches and asks upstream.
   *
   * @param url upstream's base address
   * @param commands the upstream commands that {@code auto} stands for, in the order of preference.
   *     The second is used when upstream has retired the first
   * @param usesXml whether upstream is asked for XML instead of JSON
   * @param timeout the maximum time to the first byte of an answer, and the maximum gap in its body
   * @param downloadHosts the hosts from which job files are downloaded
   * @param notifyUrl this program's own public base address without a slash at its end, or null.
   *     Without it, upstream sends no notifications
   */
  public record Majestic(
      URI url,
      MajesticCredentials credentials,
      List<String> commands,
      boolean usesXml,
      Duration timeout,
      DownloadHosts downloadHosts,
      @Nullable String notifyUrl) {
    public Majestic {
      commands = List.copyOf(commands);
    }

    /** Returns whether {@code auto} may stand for a command. */
    public boolean hasCommand(Command command) {
      return commands.contains(command.wireName());
    }
  }

  /**
   * The credentials for upstream, or where to find them.
   *
   * @param apiKey the API key, or null
   * @param accessToken the user's OpenApps token, or null. It is null if and only if {@code
   *     privateKey} is null
   * @param privateKey the application's OpenApps key, or null
   * @param secretId name or ARN of the Secrets Manager secret that holds the credentials, or null
   */
  public record MajesticCredentials(
      @Nullable String apiKey,
      @Nullable String accessToken,
      @Nullable String privateKey,
      @Nullable String secretId) {

    /** Returns a text without the secrets. */
    @Override
    public String toString() {
      return "MajesticCredentials[]";
    }
  }

  /**
   * The DynamoDB table.
   *
   * @param reportTtl how long a finished report is kept
   */
  public record DynamoTable(String name, Duration reportTtl) {}

  /**
   * How workers share reports and calls.
   *
   * @param lease how long a claim on a report lasts without renewal
   * @param maxCalls the maximum number of concurrent upstream calls of one worker
   */
  public record Work(Duration lease, int maxCalls) {}

  /**
   * When upstream is asked about a queued job.
   *
   * @param firstDelay the delay before the second question. Each later delay is twice the one
   *     before it
   * @param maxDelay the maximum delay
   * @param deadline the time after a report's creation at which its unfinished job fails
   */
  public record Polling(Duration firstDelay, Duration maxDelay, Duration deadline) {}

  /**
   * The limits on paid units.
   *
   * @param dayLimit the maximum number of units that are spent in one UTC day
   * @param minRemaining no paid call is made when upstream has fewer units left than this
   * @param maxIndexItems the maximum number of index item units that are spent in one UTC day
   */
  public record Budget(PartialUnits dayLimit, PartialUnits minRemaining, long maxIndexItems) {
    /** Returns whether the units of a day are limited. */
    public boolean hasDayLimit() {
      return dayLimit.isAnyKnown();
    }
  }

  /**
   * Who is told that a report has ended, apart from those that a request names.
   *
   * @param eventBus the name or ARN of the EventBridge bus that gets an event, or null
   * @param callbackQueues the addresses of the SQS queues that a request may name
   */
  public record Notices(@Nullable String eventBus, Set<String> callbackQueues) {
    public Notices {
      callbackQueues = Set.copyOf(callbackQueues);
    }
  }

  /**
   * Reads the settings.
   *
   * @throws BadSettingException when a setting has an invalid value. The message names the setting
   */
  public static Settings from(Map<String, String> environment) {
    EnvironmentReader values = new EnvironmentReader(environment);
    return new Settings(
        majestic(values),
        new DynamoTable(
            values.text("BACKLINKS_TABLE", "backlinks"),
            values.duration("BACKLINKS_TTL", "P30D", "PT1M", "P3650D")),
        new Work(
            values.duration("BACKLINKS_LEASE", "PT60S", "PT1S", "PT15M"),
            values.count("BACKLINKS_WORKER_CALLS", 3)),
        new Polling(
            values.duration("BACKLINKS_POLL_FIRST", "PT15S", "PT0.1S", "P1D"),
            values.duration("BACKLINKS_POLL_MAX", "PT5M", "PT0.1S", "P1D"),
            values.duration("BACKLINKS_POLL_DEADLINE", "PT24H", "PT1S", "P30D")),
        new Budget(
            new PartialUnits(
                values.units("BACKLINKS_DAY_BUDGET_ANALYSIS"),
                values.units("BACKLINKS_DAY_BUDGET_RETRIEVAL")),
            new PartialUnits(
                values.units("BACKLINKS_MIN_REMAINING_ANALYSIS"),
                values.units("BACKLINKS_MIN_REMAINING_RETRIEVAL")),
            values.unitsOr("BACKLINKS_DAY_BUDGET_INDEX_ITEMS", 1_000)),
        new Notices(
            values.text("BACKLINKS_EVENT_BUS"), values.httpUrls("BACKLINKS_CALLBACK_QUEUES")),
        values.baseUrl("BACKLINKS_SHARE_URL"),
        values.oneOf("BACKLINKS_LOG_LEVEL", LOG_LEVELS, "INFO"));
  }

  private static Majestic majestic(EnvironmentReader values) {
    return new Majestic(
        values.upstreamUrl("MAJESTIC_URL", "https://api.majestic.com"),
        credentials(values),
        List.of(
            values
                .oneOf(
                    "MAJESTIC_COMMAND",
                    Set.of("GetTopBackLinks", "GetBackLinkData", "GetTopBackLinks,GetBackLinkData"),
                    "GetTopBackLinks,GetBackLinkData")
                .split(",", -1)),
        values.oneOf("MAJESTIC_FORMAT", Set.of("json", "xml"), "json").equals("xml"),
        values.duration("MAJESTIC_TIMEOUT", "PT30S", "PT1S", "PT7M"),
        values.parse(
            "MAJESTIC_DOWNLOAD_HOSTS",
            "downloads.majestic.com,downloads.majesticseo.com",
            DownloadHosts::parse),
        values.baseUrl("MAJESTIC_NOTIFY_URL"));
  }

  private static MajesticCredentials credentials(EnvironmentReader values) {
    String accessToken = values.text("MAJESTIC_ACCESS_TOKEN");
    String privateKey = values.text("MAJESTIC_PRIVATE_KEY");
    if ((accessToken == null) != (privateKey == null)) {
      throw new BadSettingException(
          accessToken == null ? "MAJESTIC_ACCESS_TOKEN" : "MAJESTIC_PRIVATE_KEY",
          "is missing: the two OpenApps settings go together");
    }
    return new MajesticCredentials(
        values.text("MAJESTIC_API_KEY"), accessToken, privateKey, values.text("MAJESTIC_SECRET"));
  }

  /** Returns a text without the secrets. */
  @Override
  public String toString() {
    return "Settings[" + majestic.url + ", " + table.name + "]";
  }
}
