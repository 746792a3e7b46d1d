package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.FunctionProcess;
import org.backlinks.local.LaunchCommand;
import org.backlinks.local.LocalStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The largest list that upstream returns is stored and read page by page. */
class FiftyThousandRowsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ROWS = 50_000;
  private static final int MAX_KILOBYTES = 128 * 1_024;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Pattern PEAK_MEMORY = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack =
        LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(1).withTimeout(TIMEOUT));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @ParameterizedTest
  @CsvSource({"json, true", "json, false", "xml, true", "xml, false"})
  void fiftyThousandRowsAreReturnedInOrderWithinMemoryLimit(String format, boolean gzip)
      throws Exception {
    String target = "http://rows-50000.%s-%s.example.com/".formatted(format, gzip);
    stack.majestic().setGzip(gzip);
    try (FunctionPool pool = stack.callerPool(Map.of("MAJESTIC_FORMAT", format))) {
      DirectInvoker caller = new DirectInvoker(pool);
      String id = createReport(caller, target);
      assertMemoryLimit(pool, format, gzip);
      int rows = 0;
      try (InputStream sent = upstreamAnswer(target);
          JsonParser upstream = JSON.createParser(sent)) {
        while (!"Data".equals(upstream.currentName())) {
          upstream.nextToken();
        }
        upstream.nextToken();
        for (JsonNode page = page(caller, id, null); page != null; page = next(caller, id, page)) {
          assertThat(page.at("/page/from").asInt()).isEqualTo(rows);
          for (JsonNode link : page.path("backlinks")) {
            assertThat(upstream.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            assertSameLink(link, JSON.readTree(upstream), rows++);
          }
        }
        assertThat(upstream.nextToken()).isEqualTo(JsonToken.END_ARRAY);
      }
      assertThat(rows).isEqualTo(ROWS);
    } finally {
      stack.majestic().setGzip(true);
    }
  }

  @Test
  void truncatedAnswerStoresNoManifestAndIsReplacedByNewReport() {
    String target = "http://rows-50000.cut.example.com/";
    stack.majestic().scriptTarget(target, new Behaviour.CutAt(60, true), new Behaviour.Rows());
    DirectInvoker caller = new DirectInvoker(stack.callerPool());
    String truncated = caller.ask(fiftyThousandRowsQuestion(target));
    caller.poll(TIMEOUT);
    JsonNode failed = caller.getPage(truncated);
    assertThat(state(failed)).isEqualTo("failed");
    assertThat(failed.at("/problem/type").asText()).isEqualTo("/problems/upstream-unreadable");
    assertThat(failed.has("backlinks")).isFalse();
    assertThat(manifestKeys(truncated)).isEmpty();

    String second = createReport(caller, target);
    assertThat(second).isNotEqualTo(truncated);
    assertThat(page(caller, second, null).at("/page/total").asInt()).isEqualTo(ROWS);
  }

  private static ObjectNode fiftyThousandRowsQuestion(String target) {
    return question(target).put("maxBacklinks", ROWS).put("wait", 0);
  }

  private static String createReport(DirectInvoker caller, String target) {
    String id = caller.ask(fiftyThousandRowsQuestion(target));
    assertThat(caller.poll(TIMEOUT).path("ready").asInt()).isEqualTo(1);
    return id;
  }

  private static JsonNode page(DirectInvoker caller, String id, String cursor) {
    ObjectNode get = JSON.createObjectNode().put("action", "get").put("id", id).put("limit", 5_000);
    JsonNode page = caller.invoke(cursor == null ? get : get.put("cursor", cursor));
    assertThat(state(page)).isEqualTo("ready");
    return page;
  }

  private static JsonNode next(DirectInvoker caller, String id, JsonNode page) {
    String cursor = page.at("/page/next").asText();
    return cursor.isEmpty() ? null : page(caller, id, cursor);
  }

  /** Checks the limit for the native executable only, because a JVM needs more memory. */
  private static void assertMemoryLimit(FunctionPool pool, String format, boolean gzip)
      throws IOException {
    for (FunctionProcess function : pool.processes()) {
      String status = Files.readString(Path.of("/proc/" + function.pid() + "/status"));
      Matcher peak = PEAK_MEMORY.matcher(status);
      assertThat(peak.find()).isTrue();
      int kilobytes = Integer.parseInt(peak.group(1));
      String launch = LaunchCommand.detect().name();
      System.out.printf(
          "50,000 rows of %s%s: peak resident memory %,d kB (%s)%n",
          format, gzip ? ", gzip" : "", kilobytes, launch);
      if (launch.equals("native")) {
        assertThat(kilobytes).isLessThanOrEqualTo(MAX_KILOBYTES);
      }
    }
  }

  /** Returns upstream's answer once more. */
  private static InputStream upstreamAnswer(String target)
      throws IOException, InterruptedException {
    for (FakeCall call : stack.majestic().calls("GetTopBackLinks")) {
      if (target.equals(call.parameters().get("URL"))) {
        return stack.majestic().repeat(call);
      }
    }
    throw new AssertionError("no call for " + target);
  }

  private static void assertSameLink(JsonNode link, JsonNode sent, int row) {
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
      boolean isUnknown =
          text.isEmpty()
              || (text.equals("-1")
                  && List.of("ACRank", "LinksAvailableForRootDomain").contains(column));
      if (!link.at(field).asText().equals(isUnknown ? "" : text)) {
        assertThat(link.at(field).asText()).as("%s of row %d", field, row).isEqualTo(text);
      }
    });
    if (link.at("/flags/nofollow").booleanValue() != (sent.path("FlagNoFollow").asInt() == 1)) {
      assertThat(link.at("/flags/nofollow").asText()).as("row %d", row).isEqualTo(sent.toString());
    }
  }

  private static List<String> manifestKeys(String report) {
    return stack
        .dynamo()
        .client()
        .scanPaginator(scan -> scan.tableName(LocalStack.TABLE).projectionExpression("pk"))
        .items()
        .stream()
        .map(item -> item.get("pk").s())
        .filter(key -> key.startsWith("manifest#" + report))
        .toList();
  }
}
