package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** API Gateway's HTTP API with Lambda proxy integration, payload format 2.0. */
record HttpApiGateway(Optional<String> stage) implements ApiGateway {
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public Optional<ObjectNode> toEvent(GatewayRequest request) {
    return pathWithoutStage(request.path())
        .map(_ -> event(request, GatewayRequest.decode(request.path().replace("+", "%2B"))));
  }

  /** Returns the event. It has a decoded path and an encoded query string, as in API Gateway. */
  private ObjectNode event(GatewayRequest request, String path) {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "2.0").put("routeKey", "$default").put("rawPath", path);
    event.put("rawQueryString", request.query());
    addCookies(request, event);
    ObjectNode headers = event.putObject("headers");
    request
        .headersGroupedBy(name -> name.toLowerCase(Locale.ROOT))
        .forEach((name, values) -> {
          if (!name.equals("cookie")) {
            headers.put(name, String.join(",", values));
          }
        });
    var parameters = request.queryParameters();
    if (!parameters.isEmpty()) {
      ObjectNode query = event.putObject("queryStringParameters");
      parameters.forEach((name, values) -> query.put(name, String.join(",", values)));
    }
    addContext(request, path, event.putObject("requestContext"));
    if (request.body().length > 0) {
      event.put("body", request.bodyText());
    }
    return event.put("isBase64Encoded", request.body().length > 0 && !request.hasTextBody());
  }

  private static void addCookies(GatewayRequest request, ObjectNode event) {
    List<String> cookies =
        request.headers().stream()
            .filter(header -> header.name().equalsIgnoreCase("cookie"))
            .flatMap(header -> Stream.of(header.value().split(";\\s*")))
            .toList();
    if (!cookies.isEmpty()) {
      cookies.forEach(event.putArray("cookies")::add);
    }
  }

  private void addContext(GatewayRequest request, String path, ObjectNode context) {
    context.put("accountId", "123456789012").put("apiId", "local");
    context.put("domainName", request.header("host")).put("domainPrefix", "local");
    context
        .putObject("http")
        .put("method", request.method())
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", request.sourceIp())
        .put("userAgent", request.header("user-agent"));
    context.put("requestId", request.requestId()).put("routeKey", "$default");
    context.put("stage", stage().orElse("$default"));
    context.put("time", request.commonLogTime()).put("timeEpoch", request.time().toEpochMilli());
  }

  @Override
  public GatewayResponse toResponse(byte[] result) throws IOException {
    JsonNode json = JSON.readTree(result);
    if (!json.has("statusCode")) {
      String body = json.isTextual() ? json.asText() : new String(result, StandardCharsets.UTF_8);
      return GatewayResponse.ofJson(200, body);
    }
    List<GatewayRequest.Header> headers = new ArrayList<>();
    json.path("headers")
        .properties()
        .forEach(header ->
            headers.add(new GatewayRequest.Header(header.getKey(), header.getValue().asText())));
    json.path("cookies")
        .forEach(cookie -> headers.add(new GatewayRequest.Header("Set-Cookie", cookie.asText())));
    return GatewayResponse.fromFunctionResult(json, headers, "text/plain;charset=UTF-8");
  }

  @Override
  public GatewayResponse stageNotFoundResponse() {
    return GatewayResponse.ofMessage(404, "Not Found");
  }

  @Override
  public GatewayResponse functionFailedResponse() {
    return GatewayResponse.ofMessage(502, "Internal Server Error");
  }

  @Override
  public GatewayResponse timeoutResponse() {
    return GatewayResponse.ofMessage(503, "Service Unavailable");
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(30);
  }
}
