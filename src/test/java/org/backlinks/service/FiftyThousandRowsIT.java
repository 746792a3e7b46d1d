package org.backlinks.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.id;
import static org.backlinks.service.DirectCaller.question;
import static org.backlinks.service.DirectCaller.state;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backlinks.local.Function;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.Launch;
import org.backlinks.local.Stack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The largest list that upstream gives: made, kept, and read back page by page. */
class FiftyThousandRowsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ROWS = 50_000;
  private static final int MOST_KILOBYTES = 128 * 1_024;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private static Stack stack;

  @BeforeAll
  static void start() {
    stack = Stack.start(Stack.Options.defaults().functions(1).timeout(PATIENCE));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @ParameterizedTest
  @CsvSource({"json, true", "json, false", "xml, true", "xml, false"})
  void everyRowComesBackOnceAndInOrderFromASmallProcess(String format, boolean gzip)
      throws Exception {
    String target = "http://rows-50000.%s-%s.example.com/".formatted(format, gzip);
    stack.majestic().gzip(gzip);
    try (FunctionPool pool = stack.pool(Map.of("MAJESTIC_FORMAT", format))) {
      DirectCaller caller = new DirectCaller(pool);
      String id = made(caller, target);
      isSmall(pool, format, gzip);
      int rows = 0;
      try (InputStream sent = sent(target);
          JsonParser upstream = JSON.createParser(sent)) {
        while (!"Data".equals(upstream.currentName())) {
          upstream.nextToken();
        }
        upstream.nextToken();
        for (JsonNode page = page(caller, id, null); page != null; page = next(caller, id, page)) {
          assertThat(page.at("/page/from").asInt()).isEqualTo(rows);
          for (JsonNode link : page.path("backlinks")) {
            assertThat(upstream.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            isSame(link, JSON.readTree(upstream), rows++);
          }
        }
        assertThat(upstream.nextToken()).isEqualTo(JsonToken.END_ARRAY);
      }
      assertThat(rows).isEqualTo(ROWS);
    } finally {
      stack.majestic().gzip(true);
    }
  }

  @Test
  void anAnswerThatIsCutLeavesNothingToSeeAndCanBeAskedForAgain() {
    String target = "http://rows-50000.cut.example.com/";
    stack.majestic().on(target, new Behaviour.CutAt(60, true), new Behaviour.Rows());
    DirectCaller caller = new DirectCaller(stack.pool());
    String cut = id(caller.ask(fiftyThousand(target)));
    caller.poll(PATIENCE);
    JsonNode failed = caller.get(cut);
    assertThat(state(failed)).isEqualTo("failed");
    assertThat(failed.at("/problem/type").asText()).isEqualTo("/problems/upstream-unreadable");
    assertThat(failed.has("backlinks")).isFalse();
    assertThat(manifests(cut)).isEmpty();

    String again = made(caller, target);
    assertThat(again).isNotEqualTo(cut);
    assertThat(page(caller, again, null).at("/page/total").asInt()).isEqualTo(ROWS);
  }

  private static ObjectNode fiftyThousand(String target) {
    return question(target).put("maxBacklinks", ROWS).put("wait", 0);
  }

  private static String made(DirectCaller caller, String target) {
    String id = id(caller.ask(fiftyThousand(target)));
    assertThat(caller.poll(PATIENCE).path("ready").asInt()).isEqualTo(1);
    return id;
  }

  private static JsonNode page(DirectCaller caller, String id, String cursor) {
    ObjectNode get = JSON.createObjectNode().put("action", "get").put("id", id).put("limit", 5_000);
    JsonNode page = caller.send(cursor == null ? get : get.put("cursor", cursor));
    assertThat(state(page)).isEqualTo("ready");
    return page;
  }

  private static JsonNode next(DirectCaller caller, String id, JsonNode page) {
    String cursor = page.at("/page/next").asText();
    return cursor.isEmpty() ? null : page(caller, id, cursor);
  }

  /** Only the executable is held to the bar: a JVM needs more for itself. */
  private static void isSmall(FunctionPool pool, String format, boolean gzip) throws IOException {
    for (Function function : pool.functions()) {
      String status = Files.readString(Path.of("/proc/" + function.pid() + "/status"));
      Matcher peak = PEAK.matcher(status);
      assertThat(peak.find()).isTrue();
      int kilobytes = Integer.parseInt(peak.group(1));
      String launch = Launch.found().name();
      System.out.printf(
          "50,000 rows of %s%s: peak resident memory %,d kB (%s)%n",
          format, gzip ? ", gzip" : "", kilobytes, launch);
      if (launch.equals("native")) {
        assertThat(kilobytes).isLessThanOrEqualTo(MOST_KILOBYTES);
      }
    }
  }

  /** What upstream answers, asked for by the test itself. */
  private static InputStream sent(String target) throws IOException, InterruptedException {
    Majestic majestic = stack.majestic();
    Map<String, String> form = new HashMap<>();
    form.put("app_api_key", majestic.key());
    form.put("cmd", "GetTopBackLinks");
    form.put("URL", target);
    form.put("MaxSourceURLs", Integer.toString(ROWS));
    String body =
        String.join(
            "&",
            form.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                .toList());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(majestic.uri() + "/api/json"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body();
  }

  private static void isSame(JsonNode link, JsonNode sent, int row) {
    Map<String, String> fields =
        Map.ofEntries(
            Map.entry("/source/url", "SourceURL"),
            Map.entry("/source/title", "SourceTitle"),
            Map.entry("/source/acRank", "ACRank"),
            Map.entry("/source/externalLinks", "SourceOutLinksExternal"),
            Map.entry("/source/language/code", "SourceLanguage"),
            Map.entry("/source/topics/0/name", "SourceTopicalTrustFlow_Topic_0"),
            Map.entry("/source/topics/0/trustFlow", "SourceTopicalTrustFlow_Value_0"),
            Map.entry("/target/url", "TargetURL"),
            Map.entry("/target/trustFlow", "TargetTrustFlow"),
            Map.entry("/anchorText", "AnchorText"),
            Map.entry("/link/subType", "LinkSubType"),
            Map.entry("/firstIndexed", "FirstIndexedDate"),
            Map.entry("/lastSeen", "LastSeenDate"),
            Map.entry("/crawled", "Date"),
            Map.entry("/linksAvailableForRootDomain", "LinksAvailableForRootDomain"));
    fields.forEach((field, column) -> {
      String text = sent.path(column).asText();
      boolean unknown =
          text.isEmpty()
              || (text.equals("-1")
                  && List.of("ACRank", "LinksAvailableForRootDomain").contains(column));
      if (!link.at(field).asText().equals(unknown ? "" : text)) {
        assertThat(link.at(field).asText()).as("%s of row %d", field, row).isEqualTo(text);
      }
    });
    if (link.at("/flags/nofollow").booleanValue() != (sent.path("FlagNoFollow").asInt() == 1)) {
      assertThat(link.at("/flags/nofollow").asText()).as("row %d", row).isEqualTo(sent.toString());
    }
  }

  private static List<String> manifests(String report) {
    return stack
        .dynamo()
        .client()
        .scanPaginator(scan -> scan.tableName(Stack.TABLE).projectionExpression("pk"))
        .items()
        .stream()
        .map(item -> item.get("pk").s())
        .filter(key -> key.startsWith("manifest#" + report))
        .toList();
  }
}
