package org.backlinks.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.backlinks.question.RequestReader;
import org.backlinks.render.Buffer;

/** Any bytes that wake the function: what they are, and what they ask. */
class EventFuzzTest {
  private static final RequestReader REQUESTS = new RequestReader();

  @FuzzTest
  void anyEventIsUnderstoodOrToldApart(byte[] bytes) throws IOException {
    switch (Events.read(bytes)) {
      case Event.Http(HttpCall http) -> http(http);
      case Event.Direct direct -> assertThat(REQUESTS.fromJson(direct.payload())).isNotNull();
      case Event.TableStream stream ->
          assertThat(stream.records())
              .allSatisfy(record ->
                  assertThat(record.report() == null ? "" : record.report().text())
                      .matches("[0-9a-f]*"));
      case Event.BadHttp bad -> assertThat(bad.field()).isIn("query", "body");
      case Event.Tick tick -> assertThat(tick).isNotNull();
      case Event.Unknown unknown -> assertThat(unknown).isNotNull();
    }
  }

  private static void http(HttpCall http) throws IOException {
    // stands in Location and Link
    assertThat(http.prefix()).matches("(/[A-Za-z0-9._~-]{1,64}){0,4}");
    Form.of(http).ifPresent(form -> assertThat(form.others()).doesNotContainKey("csv"));
    EntityTag.names(http.header("if-none-match"), "\"tag\"");
    assertThat(REQUESTS.fromQuery(http.parameters())).isNotNull();
    byte[] body = http.body();
    if (body != null) {
      try {
        assertThat(REQUESTS.fromJson(Events.json(body))).isNotNull();
      } catch (IOException noJson) {
        assertThat(noJson.getMessage()).isNotNull();
      }
    }
    answer(http);
  }

  /** Whatever stands in it, the gateway is given JSON, with headers of one line. */
  private static void answer(HttpCall http) throws IOException {
    Buffer body = new Buffer();
    byte[] text = http.path().getBytes(UTF_8);
    body.write(text, 0, text.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GatewayAnswer.write(
        HttpAnswer.json(200, body).with("Location", http.prefix() + "/v1/reports/0"), out);
    JsonNode answer = Events.json(out.toByteArray());
    assertThat(answer.path("body").asText()).isEqualTo(new String(text, UTF_8));
    for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
      assertThat(header.getValue().asText()).doesNotContainPattern("\\p{Cntrl}");
    }
  }
}
