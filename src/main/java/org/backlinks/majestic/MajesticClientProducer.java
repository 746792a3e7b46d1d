package org.backlinks.majestic;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.backlinks.config.Settings;
import org.backlinks.majestic.http.ExchangeLimiter;
import org.backlinks.majestic.http.Transport;
import org.backlinks.task.Lazy;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;

/** Produces the client of upstream from the settings. */
final class MajesticClientProducer {
  /** With this property, an HTTP status is a part of the answer and causes no exception. */
  private static final String DISABLE_DEFAULT_MAPPER =
      "microprofile.rest.client.disable.default.mapper";

  private MajesticClientProducer() {}

  @Produces
  @Singleton
  static MajesticClient majesticClient(
      Settings settings,
      RandomGenerator random,
      Clock clock,
      TaskScheduler scheduler,
      Metrics metrics) {
    return new MajesticClientFactory(settings.majestic(), random, clock, scheduler, metrics)
        .create(
            transport -> lazyApi(settings.majestic().url(), transport),
            ExchangeLimiter.MAX_EXCHANGES);
  }

  /** Makes the REST client when it is first used. Answers from stored reports do not need it. */
  private static MajesticApi lazyApi(URI url, Transport transport) {
    Lazy<MajesticApi> api = new Lazy<>(() -> restClient(url, transport));
    return (format, maxReadTime, parameters) -> api.get().run(format, maxReadTime, parameters);
  }

  /** Makes the REST client. The filter sends the requests, so the client's transport sends none. */
  private static MajesticApi restClient(URI url, Transport transport) {
    return QuarkusRestClientBuilder.newBuilder()
        .baseUri(url)
        .register(new TransportFilter(transport))
        // the client's own timeout must not end the call after a freeze
        .readTimeout(1, TimeUnit.DAYS)
        .property(DISABLE_DEFAULT_MAPPER, true)
        .build(MajesticApi.class);
  }
}
