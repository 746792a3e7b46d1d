package org.backlinks.majestic;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;
import org.backlinks.config.Settings;
import org.backlinks.majestic.download.JobFileClient;
import org.backlinks.majestic.http.ExchangeLimiter;
import org.backlinks.majestic.http.HttpTransport;
import org.backlinks.majestic.http.RunningClock;
import org.backlinks.majestic.http.Transport;
import org.backlinks.majestic.read.ResponseFormat;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;

/** Assembles the client of upstream from its parts. */
final class MajesticClientFactory {
  /** The longest time for a body, as a multiple of the longest gap. Even a slow body must end. */
  private static final int READ_TIME_FACTOR = 10;

  private final Settings.Majestic settings;
  private final RandomGenerator random;
  private final Clock clock;
  private final TaskScheduler scheduler;
  private final Metrics metrics;

  MajesticClientFactory(
      Settings.Majestic settings,
      RandomGenerator random,
      Clock clock,
      TaskScheduler scheduler,
      Metrics metrics) {
    this.settings = settings;
    this.random = random;
    this.clock = clock;
    this.scheduler = scheduler;
    this.metrics = metrics;
  }

  /**
   * Makes a client.
   *
   * @param apiFactory makes the REST interface of upstream over a transport
   * @param maxExchanges maximum number of concurrent exchanges
   */
  MajesticClient create(Function<Transport, MajesticApi> apiFactory, int maxExchanges) {
    RunningClock runningClock = new RunningClock(scheduler);
    Transport transport =
        new HttpTransport(
            settings.timeout(),
            runningClock,
            scheduler,
            () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    return create(transport, runningClock, apiFactory, maxExchanges);
  }

  /**
   * Makes a client that sends its requests with a given transport.
   *
   * @param runningClock the clock of the transport
   */
  MajesticClient create(
      Transport transport,
      RunningClock runningClock,
      Function<Transport, MajesticApi> apiFactory,
      int maxExchanges) {
    ExchangeLimiter limiter =
        new ExchangeLimiter(maxExchanges, settings.timeout(), runningClock, scheduler);
    return create(
        new RetryingApi(apiFactory.apply(transport), random, scheduler),
        new JobFileClient(settings.downloadHosts(), transport, JobFileClient.Limits.DEFAULT),
        new ExchangeRunner(limiter, scheduler, metrics));
  }

  private MajesticClient create(
      RetryingApi api, JobFileClient jobFileClient, ExchangeRunner exchangeRunner) {
    Duration maxReadTime = settings.timeout().multipliedBy(READ_TIME_FACTOR);
    FailureClassifier failures = new FailureClassifier(scheduler);
    AnswerReader answerReader = new AnswerReader(scheduler, failures, metrics);
    ResponseFormat format = settings.usesXml() ? ResponseFormat.XML : ResponseFormat.JSON;
    CallExchange exchange =
        new CallExchange(api, format, exchangeRunner, answerReader, failures, maxReadTime);
    CredentialsProvider credentials = CredentialsProvider.from(settings.credentials(), clock);
    CallSender callSender = new CallSender(exchange, credentials, scheduler);
    return new MajesticClient(
        callSender,
        new JobResultFetcher(
            callSender,
            credentials,
            jobFileClient,
            exchangeRunner,
            answerReader,
            maxReadTime,
            scheduler));
  }
}
