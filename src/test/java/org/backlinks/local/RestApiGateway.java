package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** API Gateway's REST API with Lambda proxy integration, payload format 1.0. */
record RestApiGateway(Optional<String> stage) implements ApiGateway {
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public Optional<ObjectNode> toEvent(GatewayRequest request) {
    return pathWithoutStage(request.path()).map(path -> event(request, path));
  }

  private ObjectNode event(GatewayRequest request, String path) {
    String resource = path.equals("/") ? "/" : "/{proxy+}";
    ObjectNode event = JSON.createObjectNode();
    event.put("resource", resource).put("path", path).put("httpMethod", request.method());
    putValues(
        event, "headers", "multiValueHeaders", request.headersGroupedBy(UnaryOperator.identity()));
    putValues(
        event,
        "queryStringParameters",
        "multiValueQueryStringParameters",
        request.queryParameters());
    if (path.equals("/")) {
      event.putNull("pathParameters");
    } else {
      event.putObject("pathParameters").put("proxy", path.substring(1));
    }
    event.putNull("stageVariables");
    addContext(request, resource, event.putObject("requestContext"));
    boolean hasTextBody = request.body().length == 0 || request.hasTextBody();
    event.put("body", request.body().length == 0 ? null : request.bodyText());
    return event.put("isBase64Encoded", !hasTextBody);
  }

  /**
   * Writes the last value of each name into one field, and all values into another field. Writes
   * null into both when there are none.
   */
  private static void putValues(
      ObjectNode event, String singleValue, String multiValue, Map<String, List<String>> values) {
    if (values.isEmpty()) {
      event.putNull(singleValue).putNull(multiValue);
      return;
    }
    ObjectNode last = event.putObject(singleValue);
    ObjectNode all = event.putObject(multiValue);
    values.forEach((name, valuesOfName) -> {
      last.put(name, valuesOfName.getLast());
      valuesOfName.forEach(all.putArray(name)::add);
    });
  }

  private void addContext(GatewayRequest request, String resource, ObjectNode context) {
    context.put("resourceId", "local").put("resourcePath", resource);
    context.put("httpMethod", request.method()).put("path", request.path());
    context
        .put("requestTime", request.commonLogTime())
        .put("requestTimeEpoch", request.time().toEpochMilli());
    context.put("accountId", "123456789012").put("apiId", "local");
    context.put("protocol", "HTTP/1.1").put("stage", stage().orElse("prod"));
    context.put("domainName", request.header("host")).put("domainPrefix", "local");
    context.put("requestId", request.requestId()).put("extendedRequestId", request.requestId());
    context
        .putObject("identity")
        .put("sourceIp", request.sourceIp())
        .put("userAgent", request.header("user-agent"))
        .putNull("user");
  }

  @Override
  public GatewayResponse toResponse(byte[] result) throws IOException {
    JsonNode json = JSON.readTree(result);
    List<GatewayRequest.Header> headers = new ArrayList<>();
    JsonNode multiValue = json.path("multiValueHeaders");
    json.path("headers")
        .properties()
        .forEach(header -> {
          if (!multiValue.has(header.getKey())) {
            headers.add(new GatewayRequest.Header(header.getKey(), header.getValue().asText()));
          }
        });
    multiValue
        .properties()
        .forEach(header ->
            header
                .getValue()
                .forEach(value ->
                    headers.add(new GatewayRequest.Header(header.getKey(), value.asText()))));
    return GatewayResponse.fromFunctionResult(json, headers, "application/json");
  }

  @Override
  public GatewayResponse stageNotFoundResponse() {
    return GatewayResponse.ofMessage(403, "Forbidden");
  }

  @Override
  public GatewayResponse functionFailedResponse() {
    return GatewayResponse.ofMessage(502, "Internal Server Error");
  }

  @Override
  public GatewayResponse timeoutResponse() {
    return GatewayResponse.ofMessage(504, "Endpoint request timed out");
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(29);
  }
}
