package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.readResource;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.render.Rfc4180Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the function's answers to gateways, before a gateway decodes them. */
class GatewayResponseIT {
  /** The maximum number of bytes of a complete answer. */
  private static final int MAX_ANSWER_BYTES = 5_500_000;

  private static final String OVERSIZED_ROWS = oversizedRows();

  @Test
  void httpApiResponseIsCompressedWhenCallerAcceptsGzip() throws Exception {
    String target = "http://www.rows-40-gzip.example/";
    send(httpEvent(target, Map.of()));
    JsonNode plain = send(httpEvent(target, Map.of("accept-encoding", "gzip;q=0.5, identity;q=1")));
    JsonNode compressed = send(httpEvent(target, Map.of("accept-encoding", "br, gzip")));
    assertThat(plain.path("isBase64Encoded").booleanValue()).isFalse();
    assertThat(plain.path("headers").has("Content-Encoding")).isFalse();
    assertThat(compressed.path("isBase64Encoded").booleanValue()).isTrue();
    assertThat(compressed.at("/headers/Content-Encoding").asText()).isEqualTo("gzip");
    assertThat(compressed.at("/headers/Vary").asText()).isEqualTo("Accept, Accept-Encoding");
    assertThat(compressed.at("/headers/ETag").asText())
        .isNotEmpty()
        .isNotEqualTo(plain.at("/headers/ETag").asText());
    assertThat(decompress(compressed))
        .isEqualTo(plain.path("body").asText())
        .contains("rows-40-gzip");
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n=1+1",
        "\u00A0 +1",
        "\uFF1D1",
        "\uFE6Bx",
        "\t1",
        "\r\n-1",
        "\u200B@x",
        "\u22121"
      })
  void formulaCellIsEscapedUnlessCsvIsRaw(String anchor) throws Exception {
    String target = "http://formula-%x.example/".formatted(anchor.hashCode());
    answerWithAnchor(target, anchor);
    for (String variant : List.of("", "&csv=excel", "&csv=raw")) {
      JsonNode page = send(httpEvent(target + variant, Map.of("accept", "text/csv")));
      String csv = page.path("body").asText();
      assertThat(csv.startsWith("\uFEFF")).isEqualTo(variant.equals("&csv=excel"));
      assertThat(Rfc4180Parser.parseRows(csv).getFirst())
          .containsEntry("anchorText", variant.equals("&csv=raw") ? anchor : "'" + anchor);
    }
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void unicodeLineSeparatorsAreEscapedInNdjson() throws Exception {
    String target = "http://line-ends.example/";
    String anchor = "a\u2028b\u2029c\u0085d";
    answerWithAnchor(target, anchor);
    String line =
        send(httpEvent(target, Map.of("accept", "application/x-ndjson"))).path("body").asText();
    assertThat(line).doesNotContain("\u2028", "\u2029", "\u0085").endsWith("}\n");
    assertThat(JSON.readTree(line).path("anchorText").asText()).isEqualTo(anchor);
  }

  @Test
  void openApiDocumentIsCompressedWhenCallerAcceptsGzip() throws Exception {
    JsonNode plain =
        send(httpEvent("", Map.of()).put("rawPath", "/v1/openapi.json").put("rawQueryString", ""));
    JsonNode compressed =
        send(
            httpEvent("", Map.of("accept-encoding", "gzip"))
                .put("rawPath", "/v1/openapi.json")
                .put("rawQueryString", ""));
    assertThat(compressed.at("/headers/Content-Encoding").asText()).isEqualTo("gzip");
    assertThat(compressed.at("/headers/ETag").asText())
        .isNotEmpty()
        .isNotEqualTo(plain.at("/headers/ETag").asText());
    assertThat(decompress(compressed)).isEqualTo(plain.path("body").asText()).contains("\"3.1.0\"");
  }

  @Test
  void restApiResponseIsNeverCompressed() throws Exception {
    String target = "http://www.rows-40-no-gzip.example/";
    JsonNode answer = send(restEvent(target, Map.of("Accept-Encoding", "gzip")));
    assertThat(answer.path("isBase64Encoded").booleanValue()).isFalse();
    assertThat(answer.path("headers").has("Content-Encoding")).isFalse();
    assertThat(JSON.readTree(answer.path("body").asText()).path("backlinks")).hasSize(40);
  }

  @Test
  void problemIsNotCompressed() throws Exception {
    JsonNode problem = send(httpEvent("", Map.of("accept-encoding", "gzip", "accept", "text/csv")));
    assertThat(problem.path("isBase64Encoded").booleanValue()).isFalse();
    assertThat(problem.at("/headers/Content-Type").asText()).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-ndjson", "text/csv"})
  void answerStaysBelowSizeLimitWhenCellsAreHuge(String accept) throws Exception {
    String target = "http://hostile-" + accept.replace('/', '-') + ".example/";
    stack()
        .majestic()
        .scriptTarget(
            target, new Behaviour.FixedResponse(200, "application/json", OVERSIZED_ROWS, Map.of()));
    byte[] rest = invoke(restEvent(target, Map.of("Accept", accept)));
    assertThat(rest.length).isLessThan(MAX_ANSWER_BYTES);
    assertThat(JSON.readTree(rest).path("body").asText()).contains("row 0").doesNotContain("row 1");
    byte[] compressed =
        invoke(httpEvent(target, Map.of("accept", accept, "accept-encoding", "gzip")));
    assertThat(compressed.length).isLessThan(MAX_ANSWER_BYTES);
    assertThat(decompress(JSON.readTree(compressed))).contains("row 0").doesNotContain("row 1");
    byte[] direct = invoke(JSON.createObjectNode().put("target", target));
    assertThat(direct.length).isLessThan(MAX_ANSWER_BYTES);
    assertThat(JSON.readTree(direct).at("/page/total").intValue()).isEqualTo(3);
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void directPayloadWithCsvFieldIsRefused() throws Exception {
    JsonNode csv =
        send(JSON.createObjectNode().put("target", "rows-1-direct.example").put("csv", "raw"));
    ProblemAssertions.assertFieldsNamed(
        ProblemAssertions.assertProblem(csv, "invalid-request", 400), "csv");
  }

  /** Returns three rows. Each is larger than the maximum of an answer. */
  private static String oversizedRows() {
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

  /** Makes upstream answer with one link that has this anchor text. */
  private static void answerWithAnchor(String target, String anchor) throws IOException {
    JsonNode answer = JSON.readTree(readResource("/cases/F3-formula-cells.json"));
    ((ObjectNode) answer.at("/DataTables/URL/Data/0")).put("AnchorText", anchor);
    stack()
        .majestic()
        .scriptTarget(
            target,
            new Behaviour.FixedResponse(200, "application/json", answer.toString(), Map.of()));
  }

  private static ObjectNode httpEvent(String target, Map<String, String> headers) {
    ObjectNode event =
        JSON.createObjectNode().put("version", "2.0").put("rawPath", "/v1/backlinks");
    event.put("rawQueryString", "target=" + target);
    headers.forEach(event.putObject("headers")::put);
    event.putObject("requestContext").putObject("http").put("method", "GET");
    return event;
  }

  private static ObjectNode restEvent(String target, Map<String, String> headers) {
    ObjectNode event =
        JSON.createObjectNode().put("httpMethod", "GET").put("path", "/v1/backlinks");
    event.putObject("queryStringParameters").put("target", target);
    headers.forEach(event.putObject("headers")::put);
    event.putObject("requestContext").put("path", "/prod/v1/backlinks");
    return event;
  }

  private static byte[] invoke(ObjectNode event) throws Exception {
    return stack().callerPool().invoke(JSON.writeValueAsBytes(event));
  }

  private static JsonNode send(ObjectNode event) throws Exception {
    return JSON.readTree(invoke(event));
  }

  private static String decompress(JsonNode answer) throws IOException {
    byte[] body = answer.path("body").binaryValue();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
