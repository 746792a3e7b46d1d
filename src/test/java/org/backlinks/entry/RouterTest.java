package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backlinks.service.ServiceEnvironment;
import org.backlinks.service.ServiceFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RouterTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TARGET = "http://rows-3.example.com/";
  private static final String UNKNOWN_ID = "0123456789abcdef0123456789abcdef";

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private ServiceFixture service;
  private EntryAssembly entry;
  private Router router;

  @BeforeEach
  void start() {
    service = ENVIRONMENT.newService("BACKLINKS_DAY_BUDGET_ANALYSIS", "1000000");
    entry = new EntryAssembly(service);
    router = entry.router;
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/backlinks/x",
    "/v1/backlink",
    "/v1/usages",
    "/v1/",
    "/",
    "''",
    "/v2/usage",
    "/v1/reports"
  })
  void unknownPathIsNotFound(String path) throws IOException {
    HttpResponse response = handle("GET", path);
    assertThat(response.status()).isEqualTo(404);
    assertThat(json(response).path("type").asText()).isEqualTo("/problems/not-found");
    assertThat(json(response).path("detail").asText()).isEqualTo("There is no such route.");
  }

  @Test
  void questionIsAnsweredByBacklinksRoute() throws IOException {
    HttpResponse response = ask();
    assertThat(response.status()).isEqualTo(200);
    assertThat(json(response).path("backlinks")).hasSize(3);
  }

  @Test
  void reportIsShownAndDeletedByItsRoute() throws IOException {
    String path = "/v1/reports/" + json(ask()).path("id").asText();
    assertThat(json(handle("GET", path)).path("state").asText()).isEqualTo("ready");
    assertThat(handle("DELETE", path).status()).isEqualTo(204);
    assertThat(handle("GET", path).status()).isEqualTo(404);
  }

  @Test
  void changesAreShownByTheirRoute() throws IOException {
    String id = json(ask()).path("id").asText();
    HttpResponse changes = handle("GET", "/v1/reports/" + id + "/changes");
    assertThat(json(changes).path("type").asText()).isEqualTo("/problems/not-comparable");
  }

  @Test
  void costIsAnsweredByItsRoutes() throws IOException {
    HttpResponse estimate =
        router.handle(
            request(
                "POST",
                "/v1/estimates",
                Map.of(),
                Map.of("content-type", "application/json"),
                "{\"target\": \"" + TARGET + "\"}"),
            entry.newContext());
    assertThat(estimate.status()).isEqualTo(200);
    assertThat(json(estimate).path("allowed").booleanValue()).isTrue();
    assertThat(json(handle("GET", "/v1/usage")).path("days")).hasSize(30);
  }

  @Test
  void documentIsReturnedByItsRoute() throws IOException {
    assertThat(json(handle("GET", "/v1/openapi.json")).path("openapi").asText()).startsWith("3.");
  }

  @Test
  void notificationRouteExistsOnlyWhenNotificationsAreEnabled() throws IOException {
    String path = "/v1/notify/" + UNKNOWN_ID + "/secret";
    assertThat(handle("POST", path).status()).isEqualTo(404);
    try (ServiceFixture enabled =
        ENVIRONMENT.newService("MAJESTIC_NOTIFY_URL", "https://notify.example")) {
      HttpResponse response =
          new EntryAssembly(enabled)
              .router.handle(request("POST", path, Map.of()), entry.newContext());
      assertThat(response.status()).isEqualTo(204);
    }
  }

  @Test
  void routesOfSharingExistOnlyWhenReportsAreShared() throws IOException {
    for (String path : List.of("/v1/reports/" + UNKNOWN_ID + "/share", "/v1/shared/token")) {
      assertThat(json(handle("GET", path)).path("detail").asText())
          .isEqualTo("There is no such route.");
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOTIFICATION", "SHARE", "SHARED"})
  void otherMethodIsRefusedWithAllowHeader(Route route) throws IOException {
    HttpResponse response = handle("PATCH", route.template());
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("Allow", route.allow());
    assertThat(json(response).path("detail").asText())
        .isEqualTo("This route does not allow PATCH. It allows " + route.allow() + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/backlinks, 406",
    "GET, /v1/reports/" + UNKNOWN_ID + ", 406",
    "POST, /v1/estimates, 406",
    "GET, /v1/usage, 406",
    "GET, /v1/openapi.json, 406",
    "DELETE, /v1/reports/" + UNKNOWN_ID + ", 404",
    "GET, /v1/nothing, 404",
    "PUT, /v1/usage, 405"
  })
  void requestForUnknownFormatIsRefusedUnlessAnswerHasNoFormat(
      String method, String path, int status) throws IOException {
    HttpResponse response =
        router.handle(request(method, path, Map.of("accept", "image/png")), entry.newContext());
    assertThat(response.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/backlinks, true",
    "PATCH, /v1/backlinks, true",
    "POST, /v1/estimates, true",
    "GET, /v1/usage, true",
    "GET, /v1/reports/" + UNKNOWN_ID + ", false",
    "GET, /v1/openapi.json, false",
    "GET, /v1/nothing, false"
  })
  void onlyRoutesThatConcernCostHaveRateLimitHeaders(String method, String path, boolean hasHeaders)
      throws IOException {
    assertThat(handle(method, path).headers().containsKey("RateLimit-Policy"))
        .isEqualTo(hasHeaders);
  }

  @Test
  void bodyIsCompressedOnlyWhenCallerAndGatewayAcceptIt() throws IOException {
    Map<String, String> gzip = Map.of("accept-encoding", "gzip");
    HttpRequest request = request("GET", "/v1/openapi.json", gzip);
    HttpRequest textOnly =
        new HttpRequest("GET", "/v1/openapi.json", "", Map.of(), gzip, RequestBody.EMPTY, false);
    assertThat(router.handle(request, entry.newContext()).headers())
        .containsEntry("Content-Encoding", "gzip");
    assertThat(router.handle(textOnly, entry.newContext()).headers())
        .doesNotContainKey("Content-Encoding");
    assertThat(handle("GET", "/v1/openapi.json").headers()).doesNotContainKey("Content-Encoding");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/notify/0/1, 404",
    "/v1/openapi.json, 200",
    "/v1/usage, 200",
    "/v1/nothing, 404",
    "/v1/estimates, 405"
  })
  void headIsAnsweredWithoutBody(String path, int status) throws IOException {
    HttpResponse response = handle("HEAD", path);
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body()).isNull();
    assertThat(response.headers()).containsKey("Content-Type");
  }

  private HttpResponse ask() throws IOException {
    HttpRequest request =
        request("GET", "/v1/backlinks", Map.of("target", List.of(TARGET)), Map.of(), "");
    return router.handle(request, entry.newContext());
  }

  private HttpResponse handle(String method, String path) throws IOException {
    return router.handle(request(method, path, Map.of()), entry.newContext());
  }

  private static HttpRequest request(String method, String path, Map<String, String> headers) {
    return request(method, path, Map.of(), headers, "");
  }

  private static HttpRequest request(
      String method,
      String path,
      Map<String, List<String>> parameters,
      Map<String, String> headers,
      String body) {
    return new HttpRequest(
        method,
        path,
        "",
        parameters,
        new HashMap<>(headers),
        RequestBody.of(body.getBytes(StandardCharsets.UTF_8)),
        true);
  }

  private static JsonNode json(HttpResponse response) throws IOException {
    return JSON.readTree(Objects.requireNonNull(response.body()).toByteArray());
  }
}
