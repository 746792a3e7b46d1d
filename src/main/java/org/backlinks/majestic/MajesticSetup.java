package org.backlinks.majestic;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.backlinks.ops.Settings;
import org.jspecify.annotations.Nullable;

/** Makes the client from the settings. */
final class MajesticSetup {
  private static final int CONNECT_SECONDS = 5;

  /** So that a late first byte is told from a body that stops. */
  private static final int IDLE_SLACK = 200;

  private MajesticSetup() {}

  @Produces
  @Singleton
  static MajesticClient client(Settings settings, RandomGenerator chance) {
    // what is kept is answered without upstream, and must not wait for a client of it
    Once<MajesticApi> api = new Once<>(() -> api(settings));
    return new MajesticClient(
        new Retries((format, parameters) -> api.get().run(format, parameters), chance),
        settings.xml() ? Format.XML : Format.JSON,
        key(settings),
        new JobFile(settings.downloadHosts(), settings.majesticTimeout(), JobFile.Limits.USUAL),
        settings.majesticTimeout());
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

  private static @Nullable Key key(Settings settings) {
    if (settings.apiKey() != null) {
      return new Key.ApiKey(settings.apiKey());
    }
    if (settings.accessToken() != null && settings.privateKey() != null) {
      return new Key.OpenApps(settings.accessToken(), settings.privateKey());
    }
    return null;
  }
}
