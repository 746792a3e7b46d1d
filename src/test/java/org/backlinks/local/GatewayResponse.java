package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The HTTP response of the gateway. */
record GatewayResponse(int status, List<GatewayRequest.Header> headers, byte[] body) {
  static GatewayResponse ofMessage(int status, String message) {
    return ofJson(status, "{\"message\":\"" + message + "\"}");
  }

  static GatewayResponse ofJson(int status, String body) {
    return new GatewayResponse(
        status,
        List.of(new GatewayRequest.Header("Content-Type", "application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the response for a result of the function, with its status, its body and these headers.
   */
  static GatewayResponse fromFunctionResult(
      JsonNode result, List<GatewayRequest.Header> headers, String defaultType) {
    List<GatewayRequest.Header> allHeaders = new ArrayList<>(headers);
    if (allHeaders.stream().noneMatch(header -> header.name().equalsIgnoreCase("content-type"))) {
      allHeaders.add(new GatewayRequest.Header("Content-Type", defaultType));
    }
    String text = result.path("body").asText("");
    byte[] body =
        result.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8);
    return new GatewayResponse(result.get("statusCode").asInt(), allHeaders, body);
  }
}
