package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertFieldsNamed;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.GatewayClient.parseBody;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backlinks.local.ApiGatewayServer;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.LocalStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.render.Rfc4180Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tests of pages. They run for both kinds of API Gateway. */
abstract class PagesContract {
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

  private final ApiGatewayServer front;
  private final GatewayClient http;
  private final String gateway;

  /**
   * @param gateway a part of each target, so that two gateways have different targets
   */
  PagesContract(ApiGatewayServer front, String gateway) {
    this.front = front;
    this.http = new GatewayClient(front);
    this.gateway = gateway;
  }

  /** Returns a target whose root domain has as many links as the target itself. */
  private String target(String name, int rows) {
    return "http://www.rows-" + rows + "-" + name + "-" + gateway + ".example/";
  }

  private JsonNode ask(String target, String moreFields) {
    Response response = http.post("{\"target\": \"" + target + "\"" + moreFields + "}");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    return parseBody(response);
  }

  @Test
  void pagesHaveEveryRowOnceInOrder() {
    String target = target("pages", 25);
    JsonNode whole = ask(target, "");
    assertThat(whole.path("backlinks")).hasSize(25);
    List<Response> pages = followPages(http.get("target=" + target + "&limit=10"));
    assertThat(rows(pages)).isEqualTo(rows(whole));
    assertThat(pages.stream().map(page -> parseBody(page).path("page")))
        .allSatisfy(page -> assertThat(page.path("total").asInt()).isEqualTo(25))
        .extracting(page -> page.path("from").asInt() + "+" + page.path("count").asInt())
        .containsExactly("0+10", "10+10", "20+5");
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void nextPageLinkHasStageAndCursor() {
    Response first = http.get("target=" + target("link", 3) + "&limit=2");
    String path = front.uri().getPath();
    JsonNode answer = parseBody(first);
    assertThat(first.header("Link"))
        .isEqualTo(
            "<%s/v1/reports/%s?cursor=%s&limit=2>; rel=\"next\""
                .formatted(path, answer.path("id").asText(), answer.at("/page/next").asText()));
  }

  @Test
  void pagesContinueAcrossLists() {
    String fields = ", \"scopes\": [\"rootDomain\", \"url\"], \"limit\": ";
    String target = target("scopes", 4);
    JsonNode whole = ask(target, fields + "100");
    assertThat(whole.path("lists").findValuesAsText("scope")).containsExactly("url", "rootDomain");
    assertThat(whole.at("/lists/1/item").asText())
        .isEqualTo(target.substring("http://www.".length(), target.length() - 1));
    assertThat(rows(whole).stream().map(row -> row.path("scope").asText()))
        .containsExactly(
            "url", "url", "url", "url", "rootDomain", "rootDomain", "rootDomain", "rootDomain");
    assertThat(whole.at("/page/total").asInt()).isEqualTo(8);
    Response first = http.post("{\"target\": \"" + target + "\"" + fields + "3}");
    assertThat(rows(followPages(first))).isEqualTo(rows(whole));
  }

  @Test
  void pageHasExactlyTheDomainsOfItsRows() {
    String target = target("domains", 40);
    List<Response> pages =
        followPages(
            http.get("target=" + target + "&includeDomains=true&limit=15&scopes=url,rootDomain"));
    assertThat(pages).hasSize(6);
    for (Response page : pages) {
      List<Integer> ids = ids(parseBody(page).path("domains"), "id");
      assertThat(ids)
          .doesNotHaveDuplicates()
          .containsOnlyElementsOf(ids(parseBody(page).path("backlinks"), "domain"));
      assertThat(parseBody(page).path("domains"))
          .allSatisfy(domain -> assertThat(domain.path("name").asText()).isNotBlank());
    }
  }

  @Test
  void domainsAreAbsentWhenNotRequested() {
    JsonNode answer = ask(target("no-domains", 3), "");
    assertThat(answer.has("domains")).isFalse();
    assertThat(rows(answer)).noneMatch(row -> row.has("domain"));
  }

  @Test
  void unknownUpstreamMembersAreKept() {
    String target = target("tomorrow", 2);
    stack().majestic().scriptTarget(target, new Behaviour.UnknownMembers());
    JsonNode answer = ask(target, ", \"includeDomains\": true");
    assertThat(answer.at("/provider/extra/BrandNewGlobal").asText()).isEqualTo("of tomorrow");
    assertThat(answer.at("/lists/0/extra/BrandNewAttribute").asText()).isEqualTo("42");
    assertThat(answer.at("/backlinks/1/extra/BrandNewColumn").asText()).isEqualTo("value 1");
    assertThat(answer.at("/domains/0/extra/BrandNewColumn").asText()).isEqualTo("value 0");
    assertThat(answer.at("/tables/BrandNewTable/0"))
        .isEqualTo(JSON.valueToTree(Map.of("Column", "text", "Number", "7")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "AAAA",
        "%00",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAQAAAAEAAAAAAQAAAAAAAAAAAAAAAAAAAAA",
        "_____________________wAAAAAAAAAAAAAAAAA",
        "-1",
        "10",
        "\u00fc",
        ""
      })
  void malformedCursorIsRefused(String cursor) {
    String id = ask(target("cursor", 3), "").path("id").asText();
    Response response = http.request().queryParam("cursor", cursor).get("/v1/reports/{id}", id);
    assertFieldsNamed(assertProblem(response, "invalid-request", 400), "cursor");
  }

  @Test
  void cursorOfOtherReportIsRefused() {
    String cursor = ask(target("mine", 3), ", \"limit\": 1").at("/page/next").asText();
    String other = ask(target("other", 3), ", \"limit\": 1").path("id").asText();
    Response response = http.request().queryParam("cursor", cursor).get("/v1/reports/{id}", other);
    assertFieldsNamed(assertProblem(response, "invalid-request", 400), "cursor");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=5001, limit",
    "limit=ten, limit",
    "limit=, limit",
    "limit=1&limit=2, limit",
    "cursor=x&cursor=y, cursor",
    "page=2, page",
  })
  void invalidPageParameterIsNamed(String query, String field) {
    String id = ask(target("parameters", 3), "").path("id").asText();
    Response response =
        http.request().urlEncodingEnabled(false).get("/v1/reports/" + id + "?" + query);
    assertFieldsNamed(assertProblem(response, "invalid-request", 400), field);
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-ndjson, application/x-ndjson",
    "text/csv, text/csv; charset=utf-8",
    "'text/csv, application/json;q=0.5', text/csv; charset=utf-8",
  })
  void preferredFormatHasTheSameRows(String accept, String type) throws IOException {
    String target = target("formats-" + Math.abs(accept.hashCode()), 25);
    List<JsonNode> whole = rows(ask(target, ""));
    List<String> urls = new ArrayList<>();
    Response page = http.request().accept(accept).get("/v1/backlinks?limit=10&target=" + target);
    for (int pages = 1; pages <= 3; pages++) {
      assertThat(page.contentType()).isEqualTo(type);
      urls.addAll(type.startsWith("text/csv") ? csvUrls(page) : ndjsonUrls(page));
      Matcher link = NEXT.matcher(String.valueOf(page.header("Link")));
      assertThat(link.matches()).isEqualTo(pages < 3);
      page = pages < 3 ? http.getPath(link.group(1), accept) : page;
    }
    assertThat(urls)
        .hasSize(25)
        .isEqualTo(whole.stream().map(row -> row.at("/source/url").asText()).toList());
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  private static List<String> csvUrls(Response page) {
    return Rfc4180Parser.parseRows(page.asString()).stream()
        .map(row -> row.get("source.url"))
        .toList();
  }

  private static List<String> ndjsonUrls(Response page) throws IOException {
    List<String> urls = new ArrayList<>();
    for (String line : page.asString().lines().toList()) {
      urls.add(JSON.readTree(line).at("/source/url").asText());
    }
    return urls;
  }

  @Test
  void nextPageLinkKeepsRawCsv() {
    String target = target("raw", 3);
    Response first =
        http.request().accept("text/csv").get("/v1/backlinks?csv=raw&limit=2&target=" + target);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.header("Link")).contains("&limit=2&csv=raw>");
    Response json = http.get("csv=raw&limit=2&target=" + target);
    assertThat(parseBody(json).path("backlinks")).hasSize(2);
    assertThat(json.header("Link")).doesNotContain("csv");
  }

  @Test
  void excelPagesBeginWithByteOrderMark() {
    String target = target("excel", 3);
    Response first =
        http.request().accept("text/csv").get("/v1/backlinks?csv=excel&limit=2&target=" + target);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.header("Link")).contains("&limit=2&csv=excel>");
    assertThat(first.asByteArray()).startsWith(0xEF, 0xBB, 0xBF, 's', 'c');
    String next = first.header("Link").replaceFirst("<(.*)>.*", "$1");
    Response second = http.getPath(next, "text/csv");
    assertThat(second.asByteArray()).startsWith(0xEF, 0xBB, 0xBF, 's', 'c');
    Response json = http.get("csv=excel&limit=2&target=" + target);
    assertThat(parseBody(json).path("backlinks")).hasSize(2);
    assertThat(json.header("Link")).doesNotContain("csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv=", "csv=Excel", "csv=RAW", "csv=raw,excel", "csv=raw&csv=raw"})
  void unknownCsvVariantIsRefused(String csv) {
    String target = target("csv", 3);
    Response requested = http.get("target=" + target + "&limit=0&" + csv);
    assertFieldsNamed(assertProblem(requested, "invalid-request", 400), "csv", "limit");
    Response posted =
        http.request()
            .urlEncodingEnabled(false)
            .contentType("application/json")
            .body("{}")
            .post("/v1/backlinks?" + csv);
    assertFieldsNamed(assertProblem(posted, "invalid-request", 400), "csv", "target");
    String id = "0123456789abcdef0123456789abcdef";
    Response shown = http.request().urlEncodingEnabled(false).get("/v1/reports/" + id + "?" + csv);
    assertFieldsNamed(assertProblem(shown, "invalid-request", 400), "csv");
    assertThat(upstreamCalls(target)).isEmpty();
  }

  @Test
  void pendingReportIsJsonRegardlessOfAcceptHeader() {
    Response pending =
        http.request().accept("text/csv").get("/v1/backlinks?wait=0&target=" + target("late", 3));
    assertThat(pending.statusCode()).isEqualTo(202);
    assertThat(pending.contentType()).isEqualTo("application/json");
    assertThat(pending.header("ETag")).isNull();
    Response unknown = http.request().accept("text/csv").get("/v1/reports/x");
    assertProblem(unknown, "not-found", 404);
    assertThat(unknown.header("ETag")).isNull();
    assertProblem(http.request().accept("image/png").get("/v1/reports/x"), "not-acceptable", 406);
  }

  @Test
  void currentPageIsNotModifiedWithoutReadingRows() {
    String id = ask(target("etag", 5), "").path("id").asText();
    Response page = http.getReport(id);
    String tag = page.header("ETag");
    assertThat(tag).matches("\"[^\"]+\"");
    assertThat(http.getReport(id).header("ETag")).isEqualTo(tag);
    List.of("manifest#" + id + "#1", "chunk#" + id + "#1#0").forEach(PagesContract::deleteItem);
    for (String names : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
      Response same = http.request().header("If-None-Match", names).get("/v1/reports/{id}", id);
      assertThat(same.statusCode()).as(names).isEqualTo(304);
      assertThat(same.asByteArray()).isEmpty();
      for (String header : List.of("ETag", "Vary", "Cache-Control")) {
        assertThat(same.header(header)).isNotBlank().isEqualTo(page.header(header));
      }
    }
  }

  @Test
  void currentLaterPageIsNotModifiedWhenRowsAreMissing() {
    JsonNode first = ask(target("etag-later", 5), ", \"limit\": 2");
    String id = first.path("id").asText();
    Map<String, String> next = Map.of("cursor", first.at("/page/next").asText(), "limit", "2");
    Response page = http.request().queryParams(next).get("/v1/reports/{id}", id);
    assertThat(parseBody(page).at("/page/from").asInt()).isEqualTo(2);
    List.of("manifest#" + id + "#1", "chunk#" + id + "#1#0").forEach(PagesContract::deleteItem);
    Response same =
        http.request()
            .header("If-None-Match", page.header("ETag"))
            .queryParams(next)
            .get("/v1/reports/{id}", id);
    assertThat(same.statusCode()).isEqualTo(304);
    Response gone = http.request().queryParams(next).get("/v1/reports/{id}", id);
    assertProblem(gone, "internal", 500);
  }

  private static void deleteItem(String key) {
    stack()
        .dynamo()
        .client()
        .deleteItem(
            item -> item.tableName(LocalStack.TABLE).key(Map.of("pk", AttributeValue.fromS(key))));
  }

  @Test
  void entityTagDiffersByPageAndFormat() {
    String target = target("tags", 5);
    String id = ask(target, "").path("id").asText();
    Set<String> tags = new HashSet<>();
    for (String query : List.of("", "?limit=2", "?csv=raw", "?csv=excel")) {
      for (String accept : List.of("application/json", "application/x-ndjson", "text/csv")) {
        tags.add(http.request().accept(accept).get("/v1/reports/" + id + query).header("ETag"));
      }
    }
    assertThat(tags).as("the parameter csv changes only CSV pages").hasSize(8).doesNotContainNull();
    for (String tag : tags) {
      Response other =
          http.request().header("If-None-Match", tag).get("/v1/reports/" + id + "?limit=3");
      assertThat(other.statusCode()).isEqualTo(200);
    }
    Response posted =
        http.request()
            .header("If-None-Match", "*")
            .contentType("application/json")
            .body("{\"target\": \"" + target + "\"}")
            .post("/v1/backlinks");
    assertThat(posted.statusCode()).isEqualTo(200);
  }

  @Test
  void reusedAnswerHasAgeHeader() {
    String target = target("age", 2);
    assertThat(http.get("target=" + target).header("Age")).isNull();
    Response again = http.get("target=" + target);
    assertThat(Integer.parseInt(again.header("Age"))).isBetween(0, 120);
    Response same =
        http.request()
            .header("If-None-Match", again.header("ETag"))
            .get("/v1/backlinks?target=" + target);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.header("Age")).isNotNull();
    assertThat(http.getReport(parseBody(again).path("id").asText()).header("Age")).isNull();
  }

  /** Returns a page and all later pages. Follows the links between them. */
  private List<Response> followPages(Response first) {
    List<Response> pages = new ArrayList<>(List.of(first));
    while (true) {
      Response last = pages.getLast();
      assertThat(last.statusCode()).as(last.asString()).isEqualTo(200);
      assertThat(parseBody(last).at("/page/next").isMissingNode())
          .isEqualTo(last.header("Link") == null);
      if (last.header("Link") == null) {
        return pages;
      }
      Matcher link = NEXT.matcher(last.header("Link"));
      assertThat(link.matches()).as(last.header("Link")).isTrue();
      pages.add(http.getPath(link.group(1)));
    }
  }

  private static List<JsonNode> rows(List<Response> pages) {
    return pages.stream().flatMap(page -> rows(parseBody(page)).stream()).toList();
  }

  private static List<JsonNode> rows(JsonNode answer) {
    List<JsonNode> rows = new ArrayList<>();
    answer.path("backlinks").forEach(rows::add);
    return rows;
  }

  private static List<Integer> ids(Iterable<JsonNode> objects, String member) {
    List<Integer> ids = new ArrayList<>();
    for (JsonNode object : objects) {
      assertThat(object.path(member).isInt()).as(member).isTrue();
      ids.add(object.path(member).intValue());
    }
    return ids;
  }
}
