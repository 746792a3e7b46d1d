package org.backlinks.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.backlinks.local.majestic.Majestic;

/** The stand-in's answers as bytes, asked for once and then kept in a file. */
public final class Upstream {
  private Upstream() {}

  /** An answer with so many rows of one list, 41 columns each, as JSON. */
  public static byte[] json(int rows) throws IOException {
    return answer("json", rows);
  }

  /** The same as XML. */
  public static byte[] xml(int rows) throws IOException {
    return answer("xml", rows);
  }

  private static byte[] answer(String format, int rows) throws IOException {
    Path file = Places.BENCH.resolve("upstream-%d.%s".formatted(rows, format));
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Files.write(file, ask(format, rows));
    }
    return Files.readAllBytes(file);
  }

  private static byte[] ask(String format, int rows) throws IOException {
    try (Majestic majestic = Majestic.start();
        HttpClient client = HttpClient.newHttpClient()) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("app_api_key", majestic.key());
      form.put("cmd", "GetTopBackLinks");
      form.put("datasource", "historic");
      form.put("URL", "http://rows-%d.bench.example/".formatted(rows));
      form.put("MaxSourceURLs", Integer.toString(rows));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(majestic.uri() + "/api/" + format))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
              .build();
      return client.send(request, BodyHandlers.ofByteArray()).body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(entry ->
            entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
