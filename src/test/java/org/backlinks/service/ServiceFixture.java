package org.backlinks.service;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.callback.FakeRecipients;
import org.backlinks.config.Settings;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.majestic.FakeUpstreamClient;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.task.ThreadTaskScheduler;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The service in this JVM, with a real table, the fake upstream and a test clock. */
public final class ServiceFixture extends ServiceAssembly implements AutoCloseable {
  public final TestClock clock;
  public final FakeRecipients recipients;
  private final DynamoDbClient dynamo;

  /** A clock that runs like the machine's clock, but ahead of it. */
  public static final class TestClock extends Clock {
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    void set(Instant now) {
      offset.set(Duration.between(Instant.now(), now));
    }

    void advance(Duration duration) {
      offset.updateAndGet(before -> before.plus(duration));
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(offset.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("UTC only");
    }
  }

  /**
   * Makes all parts of the service.
   *
   * @param endpoint the address of the database, or of a proxy before it
   * @param changes settings in addition to those for the table and the fake upstream
   */
  ServiceFixture(
      URI endpoint, String tableName, FakeMajestic majestic, Map<String, String> changes) {
    this(
        settings(tableName, majestic, changes),
        client(endpoint),
        new TestClock(),
        new FakeRecipients());
  }

  private ServiceFixture(
      Settings settings, DynamoDbClient dynamo, TestClock clock, FakeRecipients recipients) {
    super(
        settings,
        dynamo,
        FakeUpstreamClient.of(settings),
        clock,
        new ThreadTaskScheduler(),
        new SplittableRandom(),
        recipients);
    this.clock = clock;
    this.recipients = recipients;
    this.dynamo = dynamo;
  }

  private static Settings settings(
      String tableName, FakeMajestic majestic, Map<String, String> changes) {
    Map<String, String> allSettings = new HashMap<>();
    allSettings.put("BACKLINKS_TABLE", tableName);
    allSettings.put("MAJESTIC_URL", majestic.uri().toString());
    allSettings.put("MAJESTIC_API_KEY", majestic.key());
    allSettings.put("MAJESTIC_DOWNLOAD_HOSTS", majestic.uri().getAuthority());
    allSettings.putAll(changes);
    return Settings.from(allSettings);
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(configuration ->
            configuration.retryStrategy(RetryMode.STANDARD).apiCallTimeout(Duration.ofSeconds(12)))
        .build();
  }

  /** Asks for a target. Waits for an answer as long as the upstream call takes. */
  AskResult ask(String target, String... parameters) {
    Instant now = clock.instant();
    return reportService.ask(
        request(target, parameters),
        now.plusSeconds(60),
        now.plus(Duration.ofMinutes(5)),
        known -> {});
  }

  /** Returns a request for a target. The other query parameters are pairs of a name and a value. */
  static ReportRequest request(String target, String... parameters) {
    Map<String, List<String>> query = new HashMap<>(Map.of("target", List.of(target)));
    for (int i = 0; i < parameters.length; i += 2) {
      query.put(parameters[i], List.of(parameters[i + 1]));
    }
    if (!(new RequestReader(true, Set.of()).fromQuery(query) instanceof ReportRequest request)) {
      throw new IllegalArgumentException("not a request: " + query);
    }
    return request;
  }

  /** Asks for a target, and returns the report. */
  Report askForReport(String target, String... parameters) {
    return switch (ask(target, parameters)) {
      case AskResult.Answered(Report report, var reused, var warnings) -> report;
      case AskResult.Refused(var problem) -> throw new IllegalStateException(problem.toString());
    };
  }

  /** Asks for a target, and takes the report over like a worker that makes its paid call. */
  Report askAndTakeOver(String target, String... parameters) {
    List<String> options = new ArrayList<>(List.of(parameters));
    options.addAll(List.of("wait", "0"));
    Report stored = askForReport(target, options.toArray(String[]::new));
    return reportTakeOver.takeOverForCall(stored, clock.instant()).orElseThrow();
  }

  /** Returns the end of an invocation that has as much time as the worker on Lambda. */
  public Instant invocationEnd() {
    return clock.instant().plus(Duration.ofMinutes(15));
  }

  /** Returns noon of the next UTC day, which is far from any midnight. */
  static Instant noon() {
    return Instant.now()
        .plus(Duration.ofDays(1))
        .truncatedTo(ChronoUnit.DAYS)
        .plus(Duration.ofHours(12));
  }

  /** Runs the worker with as much time as it has on Lambda. */
  DueReportWorker.Summary poll() {
    return dueReportWorker.processDue(invocationEnd());
  }

  /** Waits until no task runs in the background. */
  void awaitIdle() {
    if (!callTracker.awaitIdle(Duration.ofSeconds(30))) {
      throw new IllegalStateException("a task still runs in the background");
    }
  }

  /** Returns the stored state of a report. */
  Report storedReport(Report report) {
    return reportStore.find(report.id()).orElseThrow();
  }

  /** Returns the cost of a UTC day. */
  DailySpend dailySpend(Instant at) {
    return ledger.days(List.of(DailySpend.utcDate(at))).getFirst();
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
