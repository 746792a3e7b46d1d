package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.backlinks.render.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 1_000, 16_383, 16_384, 16_385, 100_000})
  void aBodyOfAnyLengthStandsInTheAnswerAsText(int length) throws IOException {
    String text = "ä\"\\\n\u0001x".repeat(length / 6) + "y".repeat(length % 6);
    JsonNode answer = written(HttpAnswer.json(200, body(text)).with("A", "b"));
    assertThat(answer.path("statusCode").intValue()).isEqualTo(200);
    assertThat(answer.path("isBase64Encoded").booleanValue()).isFalse();
    assertThat(answer.path("body").textValue()).isEqualTo(text);
    assertThat(answer.at("/headers/A").textValue()).isEqualTo("b");
    assertThat(answer).hasSize(4);
  }

  @Test
  void anAnswerWithoutABodyHasNone() throws IOException {
    assertThat(written(HttpAnswer.empty(204)).has("body")).isFalse();
    JsonNode same = written(HttpAnswer.notModified());
    assertThat(same.path("statusCode").intValue()).isEqualTo(304);
    assertThat(same.has("body")).isFalse();
    assertThat(same.at("/headers/Vary").textValue()).isEqualTo("Accept, Accept-Encoding");
    assertThat(same.at("/headers/Cache-Control").textValue()).isEqualTo("private");
    assertThat(same.path("headers").has("Content-Type")).isFalse();
  }

  @Test
  void aPackedBodyIsGzipInBase64() throws IOException {
    String text = "{\"some\":\"text\"}".repeat(1_000);
    JsonNode answer = written(HttpAnswer.json(200, body(text)).packed());
    assertThat(answer.path("isBase64Encoded").booleanValue()).isTrue();
    assertThat(answer.at("/headers/Content-Encoding").textValue()).isEqualTo("gzip");
    assertThat(answer.at("/headers/Content-Type").textValue()).isEqualTo("application/json");
    byte[] bytes = answer.path("body").binaryValue();
    assertThat(bytes.length).isLessThan(text.length() / 10);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void aSmallBodyOrNoneIsNotPacked() throws IOException {
    HttpAnswer small = HttpAnswer.json(200, body("x".repeat(Gzip.SMALLEST - 1))).packed();
    assertThat(small.base64()).isFalse();
    assertThat(small.headers()).doesNotContainKey("Content-Encoding");
    assertThat(HttpAnswer.empty(204).packed().body()).isNull();
  }

  @Test
  void whatPackingWouldMakeLargerIsNotPacked() throws IOException {
    StringBuilder noise = new StringBuilder();
    new Random(5).ints(50_000, '#', '\\').forEach(noise::appendCodePoint);
    HttpAnswer answer = HttpAnswer.json(200, body(noise.toString())).packed();
    assertThat(answer.base64()).isFalse();
    assertThat(answer.headers()).doesNotContainKey("Content-Encoding");
    assertThat(written(answer).path("body").textValue()).isEqualTo(noise.toString());
  }

  private static Buffer body(String text) {
    Buffer body = new Buffer();
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    body.write(utf8, 0, utf8.length);
    return body;
  }

  private static JsonNode written(HttpAnswer answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GatewayAnswer.write(answer, out);
    return JSON.readTree(out.toByteArray());
  }
}
