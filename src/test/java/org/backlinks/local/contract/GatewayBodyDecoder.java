package org.backlinks.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** Decodes the body of an answer to a gateway. */
public final class GatewayBodyDecoder {
  private GatewayBodyDecoder() {}

  /** Returns the bytes of the body, decoded from base64 and gzip. */
  public static byte[] decode(JsonNode answer) {
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
