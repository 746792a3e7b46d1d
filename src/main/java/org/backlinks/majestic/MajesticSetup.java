package org.backlinks.majestic;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.backlinks.majestic.Answer.Reason;
import org.backlinks.ops.Metrics;
import org.backlinks.ops.Settings;
import org.backlinks.snapshot.Globals;

/** Makes the client from the settings. */
final class MajesticSetup {
  private static final int CONNECT_SECONDS = 5;

  /** So that a late first byte is told from a body that stops. */
  private static final int IDLE_SLACK = 200;

  private MajesticSetup() {}

  @Produces
  @Singleton
  static MajesticClient client(
      Settings settings, RandomGenerator chance, Clock clock, Metrics metrics) {
    // what is kept is answered without upstream, and must not wait for a client of it
    Once<MajesticApi> api = new Once<>(() -> api(settings));
    return new MajesticClient(
        new Retries((format, parameters) -> api.get().run(format, parameters), chance),
        settings.xml() ? Format.XML : Format.JSON,
        keys(settings, clock),
        new JobFile(settings.downloadHosts(), settings.majesticTimeout(), JobFile.Limits.USUAL),
        settings.majesticTimeout(),
        metrics);
  }

  private static MajesticApi api(Settings settings) {
    int patience = Math.toIntExact(settings.majesticTimeout().toMillis());
    return QuarkusRestClientBuilder.newBuilder()
        .baseUri(settings.majesticUrl())
        .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
        .readTimeout(patience, TimeUnit.MILLISECONDS)
        // the read time-out ends with the headers; this one holds for every gap in the body
        .httpClientOptions(
            new HttpClientOptions()
                .setReadIdleTimeout(patience + IDLE_SLACK)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setDecompressionSupported(true)
                // a connection kept over a freeze may be dead, and a paid call must not find
                // that out
                .setKeepAlive(false))
        .followRedirects(false)
        .build(MajesticApi.class);
  }

  private static Keys keys(Settings settings, Clock clock) {
    if (settings.apiKey() != null) {
      return new Keys.Fixed(new Key.ApiKey(settings.apiKey()));
    }
    if (settings.accessToken() != null && settings.privateKey() != null) {
      return new Keys.Fixed(new Key.OpenApps(settings.accessToken(), settings.privateKey()));
    }
    String secret = settings.secret();
    return secret == null
        ? new Keys.None(
            new Answer.Refused(
                Globals.NONE,
                Reason.KEY,
                "NoKey",
                "no key is set: MAJESTIC_API_KEY or MAJESTIC_SECRET"))
        : new SecretKeys(secret, new Secrets(secret), clock);
  }
}
