package org.backlinks.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.RequestReader;
import org.backlinks.render.ResponseBuffer;

/** Decodes any bytes as an event, and reads the request in it. */
class EventDecoderFuzzTest {
  private static final RequestReader REQUEST_READER = new RequestReader(true, Set.of());

  @FuzzTest
  void anyBytesAreDecodedToAnEvent(byte[] bytes) throws IOException {
    switch (EventDecoder.decode(new ByteArrayInputStream(bytes))) {
      case Event.Http(HttpRequest http) -> checkRequest(http);
      case Event.Direct direct -> assertThat(REQUEST_READER.fromJson(direct.payload())).isNotNull();
      case Event.TableStream stream ->
          assertThat(stream.records())
              .allSatisfy(record ->
                  assertThat(record.newReport() == null ? "" : record.newReport().text())
                      .matches("[0-9a-f]*"));
      case Event.Queue queue ->
          assertThat(queue.messages()).allSatisfy(message -> assertThat(message.id()).isNotNull());
      case Event.MalformedHttp bad -> assertThat(bad.field()).isIn("query", "body");
      case Event.Tick tick -> assertThat(tick).isNotNull();
      case Event.Unhandled(String source) ->
          assertThat(source).matches("[A-Za-z0-9:._-]{1,64}|a (source|batch) [a-z ]+");
      case Event.TooLarge large ->
          assertThat(bytes.length).isGreaterThan(EventDecoder.MAX_DIRECT_BYTES);
      case Event.Unknown unknown -> assertThat(unknown).isNotNull();
    }
  }

  private static void checkRequest(HttpRequest http) throws IOException {
    // the prefix is part of the headers Location and Link
    assertThat(http.pathPrefix()).matches("(/[A-Za-z0-9._~-]{1,64}){0,4}");
    ContentNegotiation.from(http, true)
        .ifPresent(form -> assertThat(form.otherParameters()).doesNotContainKey("csv"));
    EntityTag.matches(http.header("if-none-match"), "\"tag\"");
    assertThat(REQUEST_READER.fromQuery(http.queryParameters())).isNotNull();
    try {
      assertThat(REQUEST_READER.fromJson(http.body().parseJson())).isNotNull();
    } catch (IOException noJson) {
      assertThat(noJson.getMessage()).isNotNull();
    }
    checkResponse(http);
  }

  /** Checks that the gateway gets JSON with headers of one line, regardless of the request. */
  private static void checkResponse(HttpRequest http) throws IOException {
    ResponseBuffer body = new ResponseBuffer();
    byte[] text = http.path().getBytes(UTF_8);
    body.write(text, 0, text.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GatewayResponseWriter.write(
        HttpResponse.json(200, body).withHeader("Location", http.pathPrefix() + "/v1/reports/0"),
        out);
    JsonNode answer = EventDecoder.parseJson(out.toByteArray());
    assertThat(answer.path("body").asText()).isEqualTo(new String(text, UTF_8));
    for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
      assertThat(header.getValue().asText()).doesNotContainPattern("\\p{Cntrl}");
    }
  }
}
