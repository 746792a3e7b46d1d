package org.backlinks.majestic;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Form;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.backlinks.ops.Metrics;
import org.backlinks.ops.Settings;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The client of upstream for tests that put the program together by hand: everything but Quarkus's
 * own REST client, which lives in a running application only. For answers with rows.
 */
public final class PlainUpstream {
  private PlainUpstream() {}

  /** A client that asks where the settings say, with their key. */
  public static MajesticClient of(Settings settings) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    MajesticApi api =
        (format, parameters) ->
            send(http, settings.majesticUrl().resolve("/api/" + format), parameters);
    return new MajesticClient(
        new Retries(api, new SplittableRandom()),
        Format.JSON,
        new Keys.Fixed(new Key.ApiKey(String.valueOf(settings.apiKey()))),
        new JobFile(settings.downloadHosts(), settings.majesticTimeout(), JobFile.Limits.USUAL),
        settings.majesticTimeout(),
        new Metrics(Clock.systemUTC(), settings.table(), OutputStream.nullOutputStream()));
  }

  private static RestResponse<InputStream> send(HttpClient http, URI uri, Form parameters) {
    String form =
        parameters.asMap().entrySet().stream()
            .map(one ->
                one.getKey()
                    + "="
                    + URLEncoder.encode(one.getValue().getFirst(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      return RestResponse.ok(answer.body());
    } catch (IOException e) {
      throw new ProcessingException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessingException(e);
    }
  }
}
