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
import org.backlinks.render.ResponseBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 1_000, 16_383, 16_384, 16_385, 100_000})
  void bodyOfAnyLengthIsWrittenAsText(int length) throws IOException {
    String text = "ä\"\\\n\u0001x".repeat(length / 6) + "y".repeat(length % 6);
    JsonNode answer = writeAndParse(HttpResponse.json(200, body(text)).withHeader("A", "b"));
    assertThat(answer.path("statusCode").intValue()).isEqualTo(200);
    assertThat(answer.path("isBase64Encoded").booleanValue()).isFalse();
    assertThat(answer.path("body").textValue()).isEqualTo(text);
    assertThat(answer.at("/headers/A").textValue()).isEqualTo("b");
    assertThat(answer).hasSize(4);
  }

  @Test
  void emptyResponseHasNoBodyMember() throws IOException {
    assertThat(writeAndParse(HttpResponse.empty(204)).has("body")).isFalse();
    JsonNode notModified = writeAndParse(HttpResponse.notModified("\"tag\""));
    assertThat(notModified.path("statusCode").intValue()).isEqualTo(304);
    assertThat(notModified.has("body")).isFalse();
    assertThat(notModified.at("/headers/Vary").textValue()).isEqualTo("Accept, Accept-Encoding");
    assertThat(notModified.at("/headers/Cache-Control").textValue()).isEqualTo("private");
    assertThat(notModified.path("headers").has("Content-Type")).isFalse();
  }

  @Test
  void everyResponseHasNosniffHeader() throws IOException {
    for (HttpResponse answer :
        new HttpResponse[] {
          HttpResponse.empty(204),
          HttpResponse.notModified("\"tag\""),
          HttpResponse.json(200, body("{}"))
        }) {
      assertThat(writeAndParse(answer).at("/headers/X-Content-Type-Options").textValue())
          .isEqualTo("nosniff");
    }
  }

  @Test
  void headResponseHasHeadersWithoutBody() throws IOException {
    String text = "{\"some\":\"text\"}".repeat(1_000);
    JsonNode get = writeAndParse(HttpResponse.json(200, body(text)).withGzipIfSmaller());
    JsonNode head =
        writeAndParse(HttpResponse.json(200, body(text)).withGzipIfSmaller().withoutBody());
    assertThat(head.path("headers")).isEqualTo(get.path("headers"));
    assertThat(head.path("statusCode")).isEqualTo(get.path("statusCode"));
    assertThat(head.has("body")).isFalse();
    assertThat(head.path("isBase64Encoded").booleanValue()).isFalse();
  }

  @Test
  void compressedBodyIsGzipInBase64() throws IOException {
    String text = "{\"some\":\"text\"}".repeat(1_000);
    JsonNode answer = writeAndParse(HttpResponse.json(200, body(text)).withGzipIfSmaller());
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
  void smallOrMissingBodyIsNotCompressed() throws IOException {
    HttpResponse small =
        HttpResponse.json(200, body("x".repeat(FastGzipOutputStream.MIN_BODY_BYTES - 1)))
            .withGzipIfSmaller();
    assertThat(small.isBase64()).isFalse();
    assertThat(small.headers()).doesNotContainKey("Content-Encoding");
    assertThat(HttpResponse.empty(204).withGzipIfSmaller().body()).isNull();
  }

  @Test
  void bodyIsNotCompressedWhenGzipIsLarger() throws IOException {
    StringBuilder noise = new StringBuilder();
    new Random(5).ints(50_000, '#', '\\').forEach(noise::appendCodePoint);
    HttpResponse answer = HttpResponse.json(200, body(noise.toString())).withGzipIfSmaller();
    assertThat(answer.isBase64()).isFalse();
    assertThat(answer.headers()).doesNotContainKey("Content-Encoding");
    assertThat(writeAndParse(answer).path("body").textValue()).isEqualTo(noise.toString());
  }

  private static ResponseBuffer body(String text) {
    ResponseBuffer body = new ResponseBuffer();
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    body.write(utf8, 0, utf8.length);
    return body;
  }

  private static JsonNode writeAndParse(HttpResponse answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GatewayResponseWriter.write(answer, out);
    return JSON.readTree(out.toByteArray());
  }
}
