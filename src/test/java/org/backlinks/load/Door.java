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

/** The function over HTTP; each request's time is taken. */
record Door(URI front, HttpClient client, Figures figures) {
  /** Rows of a page whose limit is not said. */
  static final int USUAL_LIMIT = 1_000;

  /**
   * An answer, unpacked.
   *
   * @param type without its parameters
   */
  record Reply(String kind, int status, String type, String text) {
    JsonNode json() {
      try {
        return new JsonMapper().readTree(text);
      } catch (IOException e) {
        throw new IllegalStateException("not JSON: " + text, e);
      }
    }
  }

  Reply get(String kind, String path) throws IOException, InterruptedException {
    return send(kind, request(path).GET());
  }

  Reply delete(String kind, String path) throws IOException, InterruptedException {
    return send(kind, request(path).DELETE());
  }

  Reply post(String kind, String path, String body, String accept, boolean gzip)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Accept", accept)
            .POST(BodyPublishers.ofString(body));
    return send(kind, gzip ? request.header("Accept-Encoding", "gzip") : request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(front + path));
  }

  private Reply send(String kind, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
    figures.took(kind, System.nanoTime() - start);
    byte[] body = answer.body();
    if (answer.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent()) {
      try (GZIPInputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(body))) {
        body = unpacking.readAllBytes();
      }
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    return new Reply(kind, answer.statusCode(), type, new String(body, StandardCharsets.UTF_8));
  }
}
