package org.backlinks.entry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.local.GatewayClient.parseBody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.restassured.response.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.backlinks.local.ApiGateway;
import org.backlinks.local.ApiGatewayServer;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.SecretSearch;
import org.backlinks.local.SharedStack;
import org.backlinks.service.DirectInvoker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links with which everybody can see a report. */
class SharedPageResourceIT {
  private static FunctionPool pool;
  private static ApiGatewayServer front;
  private static DirectInvoker caller;

  @BeforeAll
  static void start() {
    front = ApiGatewayServer.start(ApiGateway.httpApi("live"), 0, event -> pool.invoke(event));
    pool = SharedStack.stack().callerPool(Map.of("BACKLINKS_SHARE_URL", front.uri().toString()));
    caller = new DirectInvoker(pool);
  }

  @AfterAll
  static void stop() {
    front.close();
    pool.close();
  }

  private static String newReport(String name) {
    JsonNode answer =
        parseBody(
            given()
                .queryParam("target", "http://rows-7." + name + ".share.example/")
                .get(front.uri() + "/v1/backlinks"));
    assertThat(answer.path("state").asText()).as(answer.toString()).isEqualTo("ready");
    return answer.path("id").asText();
  }

  private static String sharePath(String id) {
    return front.uri() + "/v1/reports/" + id + "/share";
  }

  private static String share(String id) {
    Response response = given().post(sharePath(id));
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
    return parseBody(response).path("url").asText();
  }

  private static String token(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  @Test
  void everybodySeesSharedPage() {
    String id = newReport("seen");
    String url = share(id);
    Response page = given().header("Accept", "application/json").get(url + "?utm_source=mail");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.header("X-Robots-Tag")).isEqualTo("noindex");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.asString())
        .contains("rows-7.seen.share.example")
        .doesNotContain(id)
        .doesNotContain("/v1/")
        .doesNotContain("cursor=")
        .doesNotContain("units");
    assertThat(given().head(url).statusCode()).isEqualTo(200);
  }

  @Test
  void linksThatDoNotWorkGetEqualAnswers() {
    String id = newReport("equal");
    String revoked = share(id);
    given().delete(sharePath(id)).then().statusCode(204);
    String other = newReport("deleted");
    String deleted = share(other);
    given().delete(front.uri() + "/v1/reports/" + other).then().statusCode(204);
    String forged = front.uri() + "/v1/shared/" + "A".repeat(43);
    Response expected = given().get(forged);
    assertThat(expected.statusCode()).isEqualTo(404);
    for (String url : List.of(revoked, deleted, front.uri() + "/v1/shared/" + id, forged + "/x")) {
      Response answer = given().get(url);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.asByteArray()).isEqualTo(expected.asByteArray());
      assertThat(answer.headers().asList().toString().replaceAll("Date=[^,]*", ""))
          .isEqualTo(expected.headers().asList().toString().replaceAll("Date=[^,]*", ""));
      assertThat(given().head(url).statusCode()).isEqualTo(404);
    }
    assertThat(parseBody(given().get(front.uri() + "/v1/reports/" + id)).path("state").asText())
        .isEqualTo("ready");
  }

  @Test
  void tokenIsNotStored() {
    String url = share(newReport("secret"));
    given().get(url).then().statusCode(200);
    assertThat(SecretSearch.findInTables(SharedStack.stack(), token(url))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"for\": \"PT59M\"} | 400",
        "{\"for\": \"P91D\"} | 400",
        "{\"until\": 7} | 400",
        "[] | 400",
        "{\"for\": \"P90D\"} | 201",
        "{} | 201"
      })
  void bodyIsChecked(String body, int status) {
    String id = newReport("body");
    given()
        .contentType("application/json")
        .body(body)
        .post(sharePath(id))
        .then()
        .statusCode(status);
  }

  @Test
  void unknownReportIsNotShared() {
    String unknown = sharePath("0".repeat(32));
    given().post(unknown).then().statusCode(404);
    given().delete(unknown).then().statusCode(404);
  }

  @Test
  void directCallerSharesAndEndsLinks() {
    String id = newReport("direct");
    JsonNode link = caller.invoke(action("share", id));
    String url = link.path("url").asText();
    assertThat(given().get(URI.create(url)).statusCode()).isEqualTo(200);
    JsonNode ended = caller.invoke(action("unshare", id));
    assertThat(ended.path("id").asText()).isEqualTo(id);
    assertThat(ended.path("deleted").booleanValue()).isTrue();
    assertThat(given().get(URI.create(url)).statusCode()).isEqualTo(404);
  }

  private static JsonNode action(String name, String id) {
    return JsonNodeFactory.instance.objectNode().put("action", name).put("id", id);
  }
}
