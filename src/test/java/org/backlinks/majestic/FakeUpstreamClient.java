package org.backlinks.majestic;

import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;
import org.backlinks.config.Settings;
import org.backlinks.majestic.http.ExchangeLimiter;
import org.backlinks.majestic.http.IncomingResponse;
import org.backlinks.majestic.http.OutgoingRequest;
import org.backlinks.majestic.http.RunningClock;
import org.backlinks.majestic.http.Transport;
import org.backlinks.task.TaskScheduler;
import org.backlinks.task.ThreadTaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Makes clients of upstream for tests that assemble the program themselves. These clients have
 * everything but the REST client of Quarkus, which exists only in a running application.
 */
public final class FakeUpstreamClient {
  private FakeUpstreamClient() {}

  /** Makes a client with the address and the credentials of the settings. */
  public static MajesticClient of(Settings settings) {
    return of(settings, ExchangeLimiter.MAX_EXCHANGES);
  }

  static MajesticClient of(Settings settings, int maxExchanges) {
    return of(settings, maxExchanges, transport -> api(settings.majestic().url(), transport));
  }

  static MajesticClient of(
      Settings settings, int maxExchanges, Function<Transport, MajesticApi> apiFactory) {
    return new MajesticClientFactory(
            settings.majestic(),
            new SplittableRandom(),
            Clock.systemUTC(),
            new ThreadTaskScheduler(),
            new Metrics())
        .create(apiFactory, maxExchanges);
  }

  /** Makes a client whose requests a given transport sends, in simulated time. */
  public static MajesticClient of(
      Settings settings,
      Transport transport,
      RandomGenerator random,
      Clock clock,
      TaskScheduler scheduler) {
    return new MajesticClientFactory(settings.majestic(), random, clock, scheduler, new Metrics())
        .create(
            transport,
            new RunningClock(scheduler),
            used -> api(settings.majestic().url(), used),
            ExchangeLimiter.MAX_EXCHANGES);
  }

  public static SSLSocketFactory failingTlsFactory() {
    throw new IllegalStateException("the test uses no TLS");
  }

  private static MajesticApi api(URI base, Transport transport) {
    return (format, maxReadTime, parameters) -> {
      OutgoingRequest request = FormEncoder.toRequest(base.resolve("/api/" + format), parameters);
      try {
        IncomingResponse response = transport.send(request, Duration.parse(maxReadTime));
        var answer =
            RestResponse.ResponseBuilder.<InputStream>create(response.head().status(), "a reason");
        String retryAfter = response.head().firstValue("Retry-After");
        if (retryAfter != null) {
          answer.header("Retry-After", retryAfter);
        }
        if (response.head().status() / 100 == 2) {
          answer.entity(response.decodedBody());
        } else {
          response.close();
        }
        return answer.build();
      } catch (IOException e) {
        throw new ProcessingException(e);
      }
    };
  }
}
