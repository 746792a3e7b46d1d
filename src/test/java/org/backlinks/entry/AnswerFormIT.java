package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.backlinks.local.majestic.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function's own answers to the gateways, before these unpack them. */
class AnswerFormIT {
  /** No complete answer may pass this, bytes. */
  private static final int LARGEST = 5_500_000;

  private static final String HOSTILE = hostile();

  @Test
  void anHttpApiGetsGzipWhenItsCallerTakesIt() throws Exception {
    String target = "http://www.rows-40-gzip.example/";
    send(v2(target, Map.of()));
    JsonNode plain = send(v2(target, Map.of("accept-encoding", "br, gzip;q=0")));
    JsonNode packed = send(v2(target, Map.of("accept-encoding", "br, gzip")));
    assertThat(plain.path("isBase64Encoded").booleanValue()).isFalse();
    assertThat(plain.path("headers").has("Content-Encoding")).isFalse();
    assertThat(packed.path("isBase64Encoded").booleanValue()).isTrue();
    assertThat(packed.at("/headers/Content-Encoding").asText()).isEqualTo("gzip");
    assertThat(packed.at("/headers/Vary").asText()).isEqualTo("Accept, Accept-Encoding");
    assertThat(packed.at("/headers/ETag").asText())
        .isNotEmpty()
        .isNotEqualTo(plain.at("/headers/ETag").asText());
    assertThat(unpacked(packed)).isEqualTo(plain.path("body").asText()).contains("rows-40-gzip");
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void theInterfaceIsPackedForWhoTakesGzip() throws Exception {
    JsonNode plain =
        send(v2("", Map.of()).put("rawPath", "/v1/openapi.json").put("rawQueryString", ""));
    JsonNode packed =
        send(
            v2("", Map.of("accept-encoding", "gzip"))
                .put("rawPath", "/v1/openapi.json")
                .put("rawQueryString", ""));
    assertThat(packed.at("/headers/Content-Encoding").asText()).isEqualTo("gzip");
    assertThat(packed.at("/headers/ETag").asText())
        .isNotEmpty()
        .isNotEqualTo(plain.at("/headers/ETag").asText());
    assertThat(unpacked(packed)).isEqualTo(plain.path("body").asText()).contains("\"3.1.0\"");
  }

  @Test
  void aRestApiNeverGetsBytes() throws Exception {
    String target = "http://www.rows-40-no-gzip.example/";
    JsonNode answer = send(v1(target, Map.of("Accept-Encoding", "gzip")));
    assertThat(answer.path("isBase64Encoded").booleanValue()).isFalse();
    assertThat(answer.path("headers").has("Content-Encoding")).isFalse();
    assertThat(JSON.readTree(answer.path("body").asText()).path("backlinks")).hasSize(40);
  }

  @Test
  void aProblemIsTooSmallToBePacked() throws Exception {
    JsonNode problem = send(v2("", Map.of("accept-encoding", "gzip", "accept", "text/csv")));
    assertThat(problem.path("isBase64Encoded").booleanValue()).isFalse();
    assertThat(problem.at("/headers/Content-Type").asText()).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-ndjson", "text/csv"})
  void noAnswerIsTooLargeWhateverTheCellsAre(String accept) throws Exception {
    String target = "http://hostile-" + accept.replace('/', '-') + ".example/";
    stack().majestic().on(target, new Behaviour.Http(200, "application/json", HOSTILE, Map.of()));
    byte[] rest = invoke(v1(target, Map.of("Accept", accept)));
    assertThat(rest.length).isLessThan(LARGEST);
    assertThat(JSON.readTree(rest).path("body").asText()).contains("row 0").doesNotContain("row 1");
    byte[] packed = invoke(v2(target, Map.of("accept", accept, "accept-encoding", "gzip")));
    assertThat(packed.length).isLessThan(LARGEST);
    assertThat(unpacked(JSON.readTree(packed))).contains("row 0").doesNotContain("row 1");
    byte[] direct = invoke(JSON.createObjectNode().put("target", target));
    assertThat(direct.length).isLessThan(LARGEST);
    assertThat(JSON.readTree(direct).at("/page/total").intValue()).isEqualTo(3);
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void aDirectCallerGetsJsonWhateverItSays() throws Exception {
    JsonNode csv =
        send(JSON.createObjectNode().put("target", "rows-1-direct.example").put("csv", "raw"));
    Problems.namesFields(Problems.problem(csv, "invalid-request", 400), "csv");
  }

  /** Three rows, each of which takes more than an answer may. */
  private static String hostile() {
    ObjectNode answer = JSON.createObjectNode().put("Code", "OK");
    ObjectNode table = answer.putObject("DataTables").putObject("URL");
    table.putObject("Headers").put("BackLinkType", "URL").put("AvailableLines", 3);
    ArrayNode rows = table.putArray("Data");
    for (int row = 0; row < 3; row++) {
      ObjectNode cells = rows.addObject().put("SourceURL", "row " + row);
      for (int column = 0; column < 15; column++) {
        cells.put("New" + column, "\u0001".repeat(60_000));
      }
    }
    return answer.toString();
  }

  private static ObjectNode v2(String target, Map<String, String> headers) {
    ObjectNode event =
        JSON.createObjectNode().put("version", "2.0").put("rawPath", "/v1/backlinks");
    event.put("rawQueryString", "target=" + target);
    headers.forEach(event.putObject("headers")::put);
    event.putObject("requestContext").putObject("http").put("method", "GET");
    return event;
  }

  private static ObjectNode v1(String target, Map<String, String> headers) {
    ObjectNode event =
        JSON.createObjectNode().put("httpMethod", "GET").put("path", "/v1/backlinks");
    event.putObject("queryStringParameters").put("target", target);
    headers.forEach(event.putObject("headers")::put);
    event.putObject("requestContext").put("path", "/prod/v1/backlinks");
    return event;
  }

  private static byte[] invoke(ObjectNode event) throws Exception {
    return stack().pool().invoke(JSON.writeValueAsBytes(event));
  }

  private static JsonNode send(ObjectNode event) throws Exception {
    return JSON.readTree(invoke(event));
  }

  private static String unpacked(JsonNode answer) throws IOException {
    byte[] body = answer.path("body").binaryValue();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
