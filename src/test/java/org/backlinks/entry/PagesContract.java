package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.namesFields;
import static org.backlinks.entry.Problems.problem;
import static org.backlinks.local.Http.body;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backlinks.local.Http;
import org.backlinks.local.HttpFront;
import org.backlinks.local.majestic.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a report, the same behind either gateway. */
abstract class PagesContract {
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

  private final HttpFront front;
  private final Http http;
  private final String gateway;

  /**
   * @param gateway keeps the targets of two gateways apart
   */
  PagesContract(HttpFront front, String gateway) {
    this.front = front;
    this.http = new Http(front);
    this.gateway = gateway;
  }

  /** Its root domain has as many links as the target itself. */
  private String target(String name, int rows) {
    return "http://www.rows-" + rows + "-" + name + "-" + gateway + ".example/";
  }

  private JsonNode ask(String target, String moreFields) {
    Response response = http.post("{\"target\": \"" + target + "\"" + moreFields + "}");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    return body(response);
  }

  @Test
  void pagesHaveEveryRowOnceAndInOrder() {
    String target = target("pages", 25);
    JsonNode whole = ask(target, "");
    assertThat(whole.path("backlinks")).hasSize(25);
    List<Response> pages = pages(http.get("target=" + target + "&limit=10"));
    assertThat(rows(pages)).isEqualTo(rows(whole));
    assertThat(pages.stream().map(page -> body(page).path("page")))
        .allSatisfy(page -> assertThat(page.path("total").asInt()).isEqualTo(25))
        .extracting(page -> page.path("from").asInt() + "+" + page.path("count").asInt())
        .containsExactly("0+10", "10+10", "20+5");
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void theLinkToTheNextPageCarriesTheStageAndTheCursorOfThePayload() {
    Response first = http.get("target=" + target("link", 3) + "&limit=2");
    String path = front.uri().getPath();
    JsonNode answer = body(first);
    assertThat(first.header("Link"))
        .isEqualTo(
            "<%s/v1/reports/%s?cursor=%s&limit=2>; rel=\"next\""
                .formatted(path, answer.path("id").asText(), answer.at("/page/next").asText()));
  }

  @Test
  void pagesRunOnFromOneListToTheNext() {
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
    assertThat(rows(pages(first))).isEqualTo(rows(whole));
  }

  @Test
  void theDomainsOfAPageAreThoseOfItsRows() {
    String target = target("domains", 40);
    List<Response> pages =
        pages(http.get("target=" + target + "&includeDomains=true&limit=15&scopes=url,rootDomain"));
    assertThat(pages).hasSize(6);
    for (Response page : pages) {
      List<Integer> ids = ids(body(page).path("domains"), "id");
      assertThat(ids)
          .doesNotHaveDuplicates()
          .containsOnlyElementsOf(ids(body(page).path("backlinks"), "domain"));
      assertThat(body(page).path("domains"))
          .allSatisfy(domain -> assertThat(domain.path("name").asText()).isNotBlank());
    }
  }

  @Test
  void withoutDomainsAskedForNoneAreShownNorNamed() {
    JsonNode answer = ask(target("no-domains", 3), "");
    assertThat(answer.has("domains")).isFalse();
    assertThat(rows(answer)).noneMatch(row -> row.has("domain"));
  }

  @Test
  void whatUpstreamAddsTomorrowSurvives() {
    String target = target("tomorrow", 2);
    stack().majestic().on(target, new Behaviour.NewMembers());
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
      strings = {"x", "AAAA", "%00", "AAAAAAAAAAAAAAAAAAAAAAAAAAA", "-1", "10", "\u00fc", ""})
  void aCursorThatWeDidNotMakeIsRefused(String cursor) {
    String id = ask(target("cursor", 3), "").path("id").asText();
    Response response = http.request().queryParam("cursor", cursor).get("/v1/reports/{id}", id);
    namesFields(problem(response, "invalid-request", 400), "cursor");
  }

  @Test
  void aCursorOfAnotherReportIsRefused() {
    String cursor = ask(target("mine", 3), ", \"limit\": 1").at("/page/next").asText();
    String other = ask(target("other", 3), ", \"limit\": 1").path("id").asText();
    Response response = http.request().queryParam("cursor", cursor).get("/v1/reports/{id}", other);
    namesFields(problem(response, "invalid-request", 400), "cursor");
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
  void aWrongParameterOfAPageIsNamed(String query, String field) {
    String id = ask(target("parameters", 3), "").path("id").asText();
    Response response =
        http.request().urlEncodingEnabled(false).get("/v1/reports/" + id + "?" + query);
    namesFields(problem(response, "invalid-request", 400), field);
  }

  /** This page and those behind it, as their links lead. */
  private List<Response> pages(Response first) {
    List<Response> pages = new ArrayList<>(List.of(first));
    while (true) {
      Response last = pages.getLast();
      assertThat(last.statusCode()).as(last.asString()).isEqualTo(200);
      assertThat(body(last).at("/page/next").isMissingNode())
          .isEqualTo(last.header("Link") == null);
      if (last.header("Link") == null) {
        return pages;
      }
      Matcher link = NEXT.matcher(last.header("Link"));
      assertThat(link.matches()).as(last.header("Link")).isTrue();
      pages.add(http.follow(link.group(1)));
    }
  }

  private static List<JsonNode> rows(List<Response> pages) {
    return pages.stream().flatMap(page -> rows(body(page)).stream()).toList();
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
