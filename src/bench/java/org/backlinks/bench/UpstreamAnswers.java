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
import org.backlinks.local.majestic.FakeIndex;
import org.backlinks.local.majestic.FakeMajestic;

/** Answers of the fake Majestic API as bytes. They are fetched once and then stored in a file. */
public final class UpstreamAnswers {
  private UpstreamAnswers() {}

  /** Returns a JSON answer with one list of this number of rows, with 41 columns each. */
  public static byte[] json(int rows) throws IOException {
    return readOrFetch("json", rows);
  }

  /** Returns the same answer as XML. */
  public static byte[] xml(int rows) throws IOException {
    return readOrFetch("xml", rows);
  }

  /**
   * Returns a JSON answer with the 50,000 links of a target in one build of an index. Most of them
   * are also in the next build.
   *
   * @param build the number of the build, from 0
   */
  public static byte[] jsonOfBuild(int build) throws IOException {
    return readOrFetch("build-%d.json".formatted(build), () -> fetchBuild(build));
  }

  private static byte[] readOrFetch(String format, int rows) throws IOException {
    return readOrFetch("upstream-%d.%s".formatted(rows, format), () -> fetch(format, rows));
  }

  private interface AnswerSource {
    byte[] fetch() throws IOException;
  }

  private static byte[] readOrFetch(String name, AnswerSource source) throws IOException {
    Path file = BenchmarkFiles.BENCH_FOLDER.resolve(name);
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Files.write(file, source.fetch());
    }
    return Files.readAllBytes(file);
  }

  private static byte[] fetchBuild(int build) throws IOException {
    try (FakeMajestic majestic = FakeMajestic.start()) {
      for (int i = 0; i < build; i++) {
        majestic.rebuild(FakeIndex.HISTORIC);
      }
      return fetch(majestic, "json", ComparisonBenchmark.TARGET, ComparisonBenchmark.ROWS);
    }
  }

  private static byte[] fetch(String format, int rows) throws IOException {
    try (FakeMajestic majestic = FakeMajestic.start()) {
      return fetch(majestic, format, "http://rows-%d.bench.example/".formatted(rows), rows);
    }
  }

  /** Returns an answer of this fake Majestic API. */
  static byte[] fetch(FakeMajestic majestic, String format, String target, int rows)
      throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("app_api_key", majestic.key());
      form.put("cmd", "GetTopBackLinks");
      form.put("datasource", "historic");
      form.put("URL", target);
      form.put("MaxSourceURLs", Integer.toString(rows));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(majestic.uri() + "/api/" + format))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(encodeForm(form)))
              .build();
      return client.send(request, BodyHandlers.ofByteArray()).body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String encodeForm(Map<String, String> form) {
    return form.entrySet().stream()
        .map(entry ->
            entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
