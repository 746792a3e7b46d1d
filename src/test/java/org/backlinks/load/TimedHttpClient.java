package org.backlinks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** An HTTP client of the function that measures the duration of each request. */
record TimedHttpClient(URI baseUri, HttpClient client, LoadStatistics statistics) {
  /** Maximum number of rows of a page without a limit in its request. */
  static final int DEFAULT_LIMIT = 1_000;

  /**
   * A decompressed response.
   *
   * @param mediaType the media type without its parameters
   */
  record TimedResponse(String kind, int status, String mediaType, String body) {
    JsonNode parseJson() {
      try {
        return new JsonMapper().readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException("not JSON: " + body, e);
      }
    }
  }

  TimedResponse get(String kind, String path) throws IOException, InterruptedException {
    return send(kind, newRequest(path).GET());
  }

  TimedResponse delete(String kind, String path) throws IOException, InterruptedException {
    return send(kind, newRequest(path).DELETE());
  }

  TimedResponse post(String kind, String path, String body, String accept, boolean acceptsGzip)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        newRequest(path)
            .header("Content-Type", "application/json")
            .header("Accept", accept)
            .POST(BodyPublishers.ofString(body));
    return send(kind, acceptsGzip ? request.header("Accept-Encoding", "gzip") : request);
  }

  private HttpRequest.Builder newRequest(String path) {
    return HttpRequest.newBuilder(URI.create(baseUri + path));
  }

  private TimedResponse send(String kind, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
    statistics.recordDuration(kind, System.nanoTime() - start);
    byte[] body = answer.body();
    if (answer.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent()) {
      try (GZIPInputStream gzipStream = new GZIPInputStream(new ByteArrayInputStream(body))) {
        body = gzipStream.readAllBytes();
      }
    }
    String mediaType = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    return new TimedResponse(
        kind, answer.statusCode(), mediaType, new String(body, StandardCharsets.UTF_8));
  }
}
