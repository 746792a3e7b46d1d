package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.local.GatewayClient.parseBody;
import static org.backlinks.local.SharedStack.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.LocalStack;
import org.backlinks.local.SharedStack;
import org.backlinks.local.majestic.FakeIndex;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.local.majestic.SeriesChange;
import org.backlinks.local.majestic.SeriesChange.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Compares reports of series, whose links change in known ways with each build of the index. */
class ChangesPresenterIT {
  private static final int BUILDS = 20;
  private static final Map<Kind, String> KIND_OF_CHANGE =
      Map.of(
          Kind.BORN, "new first-indexed",
          Kind.LOST, "lost complete-list",
          Kind.MOVED, "moved",
          Kind.NOFOLLOW, "changed",
          Kind.ANCHOR, "changed",
          Kind.LINK_TYPE, "changed");

  private static final LocalStack STACK =
      LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(1));

  /** The current build of the index. */
  private static int build;

  private final GatewayClient http = new GatewayClient(STACK.gatewayServer());

  @AfterAll
  static void closeStack() {
    STACK.close();
  }

  @BeforeEach
  void startWithFirstBuild() {
    STACK.majestic().resetIndexes();
    build = 0;
  }

  private static void rebuild() {
    STACK.majestic().rebuild(FakeIndex.HISTORIC);
    build++;
  }

  /** Pays for a new report. */
  private JsonNode ask(String target, String moreFields) {
    Response response =
        http.post("{\"target\": \"%s\", \"maxAge\": \"PT0S\"%s}".formatted(target, moreFields));
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    return parseBody(response);
  }

  private JsonNode changes(JsonNode report, String query) {
    Response response = get(report, query, "application/json");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    return parseBody(response);
  }

  private Response get(JsonNode report, String query, String accept) {
    return http.getPath("/v1/reports/" + report.path("id").asText() + "/changes" + query, accept);
  }

  @ParameterizedTest
  @CsvSource({"GetTopBackLinks, false", "GetBackLinkData, false", "GetBackLinkData, true"})
  void everyChangeOfCompleteListsHasItsKindAndEvidence(String command, boolean includeDeleted) {
    String target =
        "http://www.series-30-"
            + command.toLowerCase(Locale.ROOT)
            + "-"
            + includeDeleted
            + ".example/";
    String fields =
        ", \"scopes\": [\"url\", \"subdomain\", \"rootDomain\"], \"command\": \"%s\", \"includeDeleted\": %s, \"maxBacklinks\": 1000"
            .formatted(command, includeDeleted);
    ask(target, fields);
    for (int number = 1; number < BUILDS; number++) {
      rebuild();
      JsonNode report = ask(target, fields + ", \"compareWith\": \"previous\"");
      JsonNode changes = changes(report, "");
      for (JsonNode list : report.path("lists")) {
        assertThat(shown(changes, list.path("scope").asText()))
            .containsExactlyInAnyOrderElementsOf(
                expected(list.path("item").asText(), includeDeleted));
      }
      assertCountsAddUp(changes);
      assertThat(report.at("/changes/since")).isEqualTo(changes.path("since"));
      assertThat(report.at("/changes/since")).isEqualTo(report.path("previous"));
      assertThat(report.at("/changes/scope").asText()).isEqualTo("rootDomain");
      assertThat(report.at("/changes/counts")).isEqualTo(changes.at("/lists/2/counts"));
    }
  }

  /** Returns the kinds, the evidence and the sources of the changes of a scope. */
  private static List<String> shown(JsonNode changes, String scope) {
    List<String> shown = new ArrayList<>();
    for (JsonNode change : changes.path("changes")) {
      if (change.path("scope").asText().equals(scope)) {
        String kind =
            (change.path("kind").asText() + " " + change.path("evidence").asText()).strip();
        String source =
            change.has("from")
                ? change.at("/from/source").asText()
                : change.at("/backlink/source/url").asText();
        shown.add(kind + " " + source);
      }
    }
    return shown;
  }

  /** Returns the same of what happened in the last build. */
  private static List<String> expected(String item, boolean includeDeleted) {
    return FakeMajestic.seriesChanges(item, FakeIndex.HISTORIC, build - 1, build).stream()
        .map(change -> kind(change, includeDeleted) + " " + change.sourceUrl())
        .toList();
  }

  private static String kind(SeriesChange change, boolean includeDeleted) {
    return change.kind() == Kind.DELETED
        ? includeDeleted ? "lost reported" : "lost complete-list"
        : KIND_OF_CHANGE.getOrDefault(change.kind(), "");
  }

  private static void assertCountsAddUp(JsonNode changes) {
    for (JsonNode list : changes.path("lists")) {
      JsonNode counts = list.path("counts");
      int both = sum(counts, "unchanged", "changed", "moved");
      long reported = 0;
      for (JsonNode change : changes.path("changes")) {
        reported +=
            change.path("evidence").asText().equals("reported")
                    && change.path("scope").equals(list.path("scope"))
                ? 1
                : 0;
      }
      assertThat(list.at("/before/returned").asInt())
          .isEqualTo(both + sum(counts, "lost", "unlisted") + counts.at("/gone/before").asInt());
      assertThat(list.at("/after/returned").asLong())
          .isEqualTo(
              both + sum(counts, "new", "appeared") + reported + counts.at("/gone/after").asInt());
    }
  }

  private static int sum(JsonNode counts, String... names) {
    int sum = 0;
    for (String name : names) {
      sum += counts.path(name).asInt();
    }
    return sum;
  }

  @Test
  void linkBelowTheCutIsNeverLost() {
    String target = "series-60-cut.example.com";
    ask(target, ", \"maxBacklinks\": 20");
    Set<String> kinds = new TreeSet<>();
    for (int number = 1; number < BUILDS; number++) {
      rebuild();
      JsonNode changes = changes(ask(target, ", \"maxBacklinks\": 20"), "");
      assertThat(changes.at("/lists/0/after/complete").booleanValue()).isFalse();
      shown(changes, "url").forEach(line -> kinds.add(line.substring(0, line.lastIndexOf(' '))));
      assertCountsAddUp(changes);
    }
    assertThat(kinds)
        .contains("unlisted below-cut", "appeared was-unlisted")
        .noneMatch(kind -> kind.startsWith("lost"));
  }

  @Test
  void damagedEarlierReportLeavesPageOfLaterOne() {
    String target = "series-60-damaged.example.com";
    JsonNode since = ask(target, "");
    rebuild();
    JsonNode report = ask(target, "");
    assertThat(changes(report, "").path("changes")).isNotEmpty();
    String chunk = "chunk#" + since.path("id").asText() + "#1#0";
    STACK
        .dynamo()
        .client()
        .deleteItem(delete ->
            delete.tableName(LocalStack.TABLE).key(Map.of("pk", AttributeValue.fromS(chunk))));
    String path = "/v1/reports/" + report.path("id").asText();
    assertThat(http.getPath(path, "text/html").statusCode()).isEqualTo(200);
    assertThat(parseBody(http.getPath(path, "application/json")).path("state").asText())
        .isEqualTo("ready");
  }

  @Test
  void pagesAndFormatsHaveSameChanges() throws Exception {
    String target = "series-80-pages.example.com";
    JsonNode since = ask(target, "");
    rebuild();
    JsonNode report = ask(target, "");
    String id = report.path("id").asText();
    JsonNode whole = changes(report, "?since=" + since.path("id").asText());
    assertThat(whole.path("changes")).isNotEmpty();

    List<JsonNode> changes = whole.path("changes").valueStream().toList();
    for (int limit : new int[] {1, 3, 7, changes.size()}) {
      assertThat(walk(report, limit)).isEqualTo(changes);
    }
    JsonNode direct =
        invoke(STACK.callerPool(), "{\"action\": \"changes\", \"id\": \"" + id + "\"}");
    assertThat(direct).isEqualTo(whole);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : get(report, "", "application/x-ndjson").asString().split("\n")) {
      lines.add(SharedStack.JSON.readTree(line));
    }
    assertThat(lines).isEqualTo(changes);
    assertThat(
            get(report, "?csv=excel", "text/csv")
                .asString()
                .lines()
                .filter(ChangesPresenterIT::isRow))
        .hasSize(changes.size());
  }

  @Test
  void laterPageOfDeletedReportIsNotFound() throws Exception {
    String target = "series-30-deleted.example.com";
    JsonNode since = ask(target, "");
    rebuild();
    JsonNode report = ask(target, "");
    String next = changes(report, "?limit=1").at("/page/next").asText();
    String later = "?limit=1&cursor=" + next;
    assertThat(changes(report, later).path("changes")).hasSize(1);
    invoke(
        STACK.callerPool(),
        "{\"action\": \"delete\", \"id\": \"" + since.path("id").asText() + "\"}");
    assertThat(get(report, later, "application/json").statusCode()).isEqualTo(404);
  }

  /** Returns the changes of all pages. */
  private List<JsonNode> walk(JsonNode report, int limit) {
    List<JsonNode> walked = new ArrayList<>();
    Response page = get(report, "?limit=" + limit, "application/json");
    while (page.header("Link") != null) {
      parseBody(page).path("changes").forEach(walked::add);
      assertThat(page.header("Link")).contains(parseBody(page).at("/page/next").asText());
      page = http.getPath(page.header("Link").replaceFirst("^<(.*)>.*", "$1"));
    }
    parseBody(page).path("changes").forEach(walked::add);
    return walked;
  }

  /** Returns whether a line of CSV begins a row. Texts have line breaks, too. */
  private static boolean isRow(String line) {
    return line.matches("(new|appeared|lost|unlisted|changed|moved),url,.*");
  }

  @Test
  void kindsAndDomainsAreSelected() {
    String target = "series-50-select.example.com";
    ask(target, "");
    for (int number = 1; number < BUILDS; number++) {
      rebuild();
    }
    JsonNode report = ask(target, "");
    JsonNode whole = changes(report, "");
    JsonNode some = changes(report, "?kinds=new,lost");
    assertThat(some.path("lists")).isEqualTo(whole.path("lists"));
    assertThat(some.path("changes").valueStream().map(change -> change.path("kind").asText()))
        .isEqualTo(
            whole
                .path("changes")
                .valueStream()
                .map(change -> change.path("kind").asText())
                .filter(Set.of("new", "lost")::contains)
                .toList());
    JsonNode domains = changes(report, "?by=domain");
    Map<String, Long> counts =
        domains
            .path("changes")
            .valueStream()
            .collect(
                Collectors.groupingBy(
                    change -> change.path("kind").asText(), Collectors.counting()));
    assertThat(domains.path("changes")).isNotEmpty();
    whole
        .at("/lists/0/domains")
        .properties()
        .forEach(count ->
            assertThat(counts.getOrDefault(count.getKey(), 0L))
                .isEqualTo(count.getValue().asLong()));
    assertThat(get(report, "?by=domain", "text/csv").asString())
        .startsWith("kind,scope,domain,evidence,links.before,links.after\r\n");
  }

  @Test
  void callerWhoHasThePageGetsNotModified() {
    String target = "series-20-tag.example.com";
    ask(target, "");
    rebuild();
    JsonNode report = ask(target, "");
    String path = "/v1/reports/" + report.path("id").asText() + "/changes";
    Response first = http.request().get(path);
    String tag = first.header("ETag");
    assertThat(http.request().header("If-None-Match", tag).get(path).statusCode()).isEqualTo(304);
    assertThat(http.request().header("If-None-Match", tag).get(path + "?limit=9").statusCode())
        .isEqualTo(200);
    Response head = http.request().head(path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.header("ETag")).isEqualTo(tag);
    assertThat(head.asByteArray()).isEmpty();
  }

  @Test
  void reportHasNoChangesSinceItself() {
    JsonNode report = ask("series-20-itself.example.com", "");
    JsonNode changes = changes(report, "?since=" + report.path("id").asText());
    assertThat(changes.path("changes")).isEmpty();
    assertThat(changes.at("/lists/0/counts/unchanged")).isEqualTo(report.at("/page/total"));
  }

  @Test
  void readyPayloadSaysWhyThereIsNothingToCompareWith() {
    String target = "series-20-compare.example.com";
    JsonNode first = ask(target, ", \"compareWith\": \"previous\", \"idempotencyKey\": \"k\"");
    assertThat(first.path("changes").toString()).isEqualTo("{\"since\":null}");
    assertThat(first.path("warnings").toString()).contains("no report before");
    rebuild();
    JsonNode later = ask(target, "");

    JsonNode wrongOrder =
        ask(
            target,
            ", \"compareWith\": \"%s\", \"idempotencyKey\": \"k\""
                .formatted(later.path("id").asText()));
    assertThat(wrongOrder.path("id")).isEqualTo(first.path("id"));
    assertThat(wrongOrder.path("changes").toString()).isEqualTo("{\"since\":null}");
    assertThat(wrongOrder.path("warnings").toString()).contains("since must be the earlier one");
  }

  @Test
  void payloadWithoutCompareWithHasNoChanges() {
    String target = "series-20-without.example.com";
    ask(target, "");
    assertThat(ask(target, "").has("changes")).isFalse();
    Response csv = http.getPath("/v1/backlinks?compareWith=previous&target=" + target, "text/csv");
    assertThat(csv.asString()).startsWith("scope,");
    assertThat(http.get("compareWith=previous&target=" + target).header("ETag"))
        .isNotEqualTo(http.get("target=" + target).header("ETag"));
  }
}
