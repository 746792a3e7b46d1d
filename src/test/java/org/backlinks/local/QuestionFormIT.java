package org.backlinks.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.local.SharedStack.httpApi;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

class QuestionFormIT {
  private static final String FIREFOX =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

  @Test
  void browserFindsFormAndGetsPage() {
    Response form = given().accept(FIREFOX).get(httpApi().uri() + "/");
    assertThat(form.statusCode()).isEqualTo(200);
    assertThat(form.asString())
        .contains("action=\"/v1/backlinks\"", "name=\"target\"", "name=\"scopes\"")
        .contains("name=\"maxBacklinks\"");
    Response page =
        given()
            .accept(FIREFOX)
            .queryParam("target", "http://rows-7-form.example/")
            .queryParam("scopes", "url,subdomain,rootDomain")
            .queryParam("maxBacklinks", "7")
            .get(httpApi().uri() + "/v1/backlinks");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.asString()).contains("Links to the URL", "Links to the whole domain");
  }

  @Test
  void programFindsNoForm() {
    assertThat(given().accept("*/*").get(httpApi().uri() + "/").statusCode()).isEqualTo(404);
  }
}
