package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertFieldsNamed;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.GatewayClient.parseBody;
import static org.backlinks.local.SharedStack.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.SharedStack;
import org.junit.jupiter.api.Test;

/** Compares reports that have not all lists in common, and pages of different changes. */
class IncomparableListsIT {
  private final GatewayClient http = new GatewayClient(SharedStack.httpApi());

  private static String ask(String fields) throws Exception {
    return invoke("{\"maxAge\": \"PT0S\", " + fields + "}").path("id").asText();
  }

  private Response changes(String id, String query) {
    return http.getPath("/v1/reports/" + id + "/changes?" + query);
  }

  @Test
  void listsOfOneReportAreNamedInWarning() throws Exception {
    String target = "\"target\": \"rows-4-lists.example\"";
    String since = ask(target + ", \"scopes\": [\"url\", \"rootDomain\"]");
    String id = ask(target + ", \"scopes\": [\"url\", \"subdomain\"]");
    JsonNode changes = parseBody(changes(id, "since=" + since));
    assertThat(changes.path("lists")).hasSize(1);
    assertThat(changes.at("/lists/0/scope").asText()).isEqualTo("url");
    assertThat(changes.path("warnings").toString()).contains("subdomain", "rootDomain");
  }

  @Test
  void reportsWithoutCommonListAreNotComparable() throws Exception {
    String target = "\"target\": \"rows-4-no-list.example\"";
    String since = ask(target + ", \"scopes\": [\"url\"]");
    String scope = ask(target + ", \"scopes\": [\"rootDomain\"]");
    String command = ask(target + ", \"command\": \"GetBackLinkData\"");
    for (String id : new String[] {scope, command}) {
      assertFieldsNamed(
          assertProblem(changes(id, "since=" + since), "not-comparable", 422), "scopes");
    }
  }

  @Test
  void cursorBelongsToItsChanges() throws Exception {
    String target = "\"target\": \"rows-30-changes-cursor.example\"";
    String small = ask(target + ", \"maxBacklinks\": 5");
    String other = ask(target + ", \"maxBacklinks\": 5");
    String id = ask(target + ", \"maxBacklinks\": 30");
    JsonNode page = parseBody(changes(id, "since=" + small + "&limit=2"));
    String cursor = page.at("/page/next").asText();
    assertThat(changes(id, "since=" + small + "&limit=9&cursor=" + cursor).statusCode())
        .isEqualTo(200);
    String pageCursor =
        parseBody(http.request().get("/v1/reports/" + id + "?limit=2")).at("/page/next").asText();
    for (String query :
        new String[] {
          "since=" + other + "&cursor=" + cursor,
          "since=" + small + "&kinds=appeared&cursor=" + cursor,
          "since=" + small + "&by=domain&cursor=" + cursor,
          "since=" + small + "&cursor=" + pageCursor
        }) {
      assertFieldsNamed(assertProblem(changes(id, query), "invalid-request", 400), "cursor");
    }
    assertFieldsNamed(
        assertProblem(
            http.getPath("/v1/reports/" + id + "?cursor=" + cursor), "invalid-request", 400),
        "cursor");
  }
}
