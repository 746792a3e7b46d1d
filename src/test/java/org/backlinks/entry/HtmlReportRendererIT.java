package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.local.SharedStack.httpApi;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.restApi;
import static org.backlinks.local.SharedStack.upstreamCalls;

import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backlinks.local.ApiGatewayServer;
import org.backlinks.local.GatewayClient;
import org.junit.jupiter.api.Test;

/** Asks for pages as browsers do. */
class HtmlReportRendererIT {
  private static final String CHROMIUM =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
          + "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

  private static Response browse(ApiGatewayServer server, String path) {
    return new GatewayClient(server).request().urlEncodingEnabled(false).accept(CHROMIUM).get(path);
  }

  @Test
  void browserGetsPageAndFollowsItsLinkToTheNextOne() {
    for (ApiGatewayServer server : new ApiGatewayServer[] {httpApi(), restApi()}) {
      Response first =
          browse(server, "/v1/backlinks?target=rows-130-page.example&maxBacklinks=130");
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.contentType()).isEqualTo("text/html; charset=utf-8");
      assertThat(first.header("Vary")).isEqualTo("Accept, Accept-Encoding");
      assertThat(first.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(first.asString()).contains("<figure", "of 130");
      Matcher next = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"").matcher(first.asString());
      assertThat(next.find()).isTrue();
      String path = next.group(1).replace("&amp;", "&");
      Response second = new GatewayClient(server).getPath(path, CHROMIUM);
      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(second.asString()).contains("of 130, in").doesNotContain("<figure");
    }
    assertThat(upstreamCalls("rows-130-page.example")).hasSize(1);
  }

  @Test
  void pageThatTheBrowserHasIsNotSentAgain() {
    String path = "/v1/backlinks?target=rows-5-same-page.example";
    browse(httpApi(), path);
    Response page = browse(httpApi(), path);
    Response same =
        new GatewayClient(httpApi())
            .request()
            .accept(CHROMIUM)
            .header("If-None-Match", page.header("ETag"))
            .get(path);
    assertThat(same.statusCode()).isEqualTo(304);
  }

  @Test
  void changesSinceThePreviousReportAreShown() throws Exception {
    invoke("{\"target\": \"rows-6-page-changes.example\"}");
    String id =
        invoke("{\"target\": \"rows-6-page-changes.example\", \"maxAge\": \"PT0S\"}")
            .path("id")
            .asText();
    assertThat(browse(httpApi(), "/v1/reports/" + id).asString())
        .contains("Changes since 2", "6 links did not change");
  }

  @Test
  void oldJavaClientGetsJson() {
    Response answer =
        new GatewayClient(httpApi())
            .request()
            .accept("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2")
            .get("/v1/backlinks?target=rows-2-old-java.example");
    assertThat(answer.contentType()).startsWith("application/json");
  }
}
