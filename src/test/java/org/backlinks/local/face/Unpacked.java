package org.backlinks.local.face;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** The body of an answer for a gateway as its caller sees it. */
public final class Unpacked {
  private Unpacked() {}

  /** The bytes, out of base64 and gzip. */
  public static byte[] body(JsonNode answer) {
    String body = answer.path("body").asText();
    if (!answer.path("isBase64Encoded").asBoolean()) {
      return body.getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = Base64.getDecoder().decode(body);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
