package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What the gateway sends back over HTTP. */
record Answer(int status, List<Call.Header> headers, byte[] body) {
  static Answer message(int status, String message) {
    return json(status, "{\"message\":\"" + message + "\"}");
  }

  static Answer json(int status, String body) {
    return new Answer(
        status,
        List.of(new Call.Header("Content-Type", "application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** A proxy answer of the function: its status and body, with the headers collected so far. */
  static Answer of(JsonNode result, List<Call.Header> headers, String defaultType) {
    List<Call.Header> all = new ArrayList<>(headers);
    if (all.stream().noneMatch(header -> header.name().equalsIgnoreCase("content-type"))) {
      all.add(new Call.Header("Content-Type", defaultType));
    }
    String text = result.path("body").asText("");
    byte[] body =
        result.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8);
    return new Answer(result.get("statusCode").asInt(), all, body);
  }
}
