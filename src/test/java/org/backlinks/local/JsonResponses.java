package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Writes the JSON responses of the Runtime API and of the Extensions API. */
final class JsonResponses {
  private static final JsonMapper JSON = new JsonMapper();

  private JsonResponses() {}

  static void send(HttpExchange exchange, int status, JsonNode json) throws IOException {
    byte[] body = JSON.writeValueAsBytes(json);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Sends the response to an accepted request. */
  static void sendAccepted(HttpExchange exchange) throws IOException {
    send(exchange, 202, newObject().put("status", "OK"));
  }

  static void sendError(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    send(exchange, status, newObject().put("errorMessage", message).put("errorType", type));
  }

  static ObjectNode newObject() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode parse(byte[] body) throws IOException {
    return JSON.readTree(body);
  }
}
