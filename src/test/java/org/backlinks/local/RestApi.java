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
record RestApi(Optional<String> stage) implements Gateway {
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public Optional<ObjectNode> event(Call call) {
    return behindStage(call.path()).map(path -> event(call, path));
  }

  private ObjectNode event(Call call, String path) {
    String resource = path.equals("/") ? "/" : "/{proxy+}";
    ObjectNode event = JSON.createObjectNode();
    event.put("resource", resource).put("path", path).put("httpMethod", call.method());
    values(event, "headers", "multiValueHeaders", call.headersBy(UnaryOperator.identity()));
    values(event, "queryStringParameters", "multiValueQueryStringParameters", call.parameters());
    if (path.equals("/")) {
      event.putNull("pathParameters");
    } else {
      event.putObject("pathParameters").put("proxy", path.substring(1));
    }
    event.putNull("stageVariables");
    context(call, resource, event.putObject("requestContext"));
    boolean text = call.body().length == 0 || call.hasTextBody();
    event.put("body", call.body().length == 0 ? null : call.bodyText());
    return event.put("isBase64Encoded", !text);
  }

  /** The last value of each name under one field, all of them under the other; null for none. */
  private static void values(
      ObjectNode event, String single, String multi, Map<String, List<String>> values) {
    if (values.isEmpty()) {
      event.putNull(single).putNull(multi);
      return;
    }
    ObjectNode last = event.putObject(single);
    ObjectNode all = event.putObject(multi);
    values.forEach((name, some) -> {
      last.put(name, some.getLast());
      some.forEach(all.putArray(name)::add);
    });
  }

  private void context(Call call, String resource, ObjectNode context) {
    context.put("resourceId", "local").put("resourcePath", resource);
    context.put("httpMethod", call.method()).put("path", call.path());
    context.put("requestTime", call.clfTime()).put("requestTimeEpoch", call.time().toEpochMilli());
    context.put("accountId", "123456789012").put("apiId", "local");
    context.put("protocol", "HTTP/1.1").put("stage", stage().orElse("prod"));
    context.put("domainName", call.header("host")).put("domainPrefix", "local");
    context.put("requestId", call.requestId()).put("extendedRequestId", call.requestId());
    context
        .putObject("identity")
        .put("sourceIp", call.sourceIp())
        .put("userAgent", call.header("user-agent"))
        .putNull("user");
  }

  @Override
  public Answer answer(byte[] result) throws IOException {
    JsonNode json = JSON.readTree(result);
    List<Call.Header> headers = new ArrayList<>();
    JsonNode multi = json.path("multiValueHeaders");
    json.path("headers")
        .properties()
        .forEach(header -> {
          if (!multi.has(header.getKey())) {
            headers.add(new Call.Header(header.getKey(), header.getValue().asText()));
          }
        });
    multi
        .properties()
        .forEach(header ->
            header
                .getValue()
                .forEach(value -> headers.add(new Call.Header(header.getKey(), value.asText()))));
    return Answer.of(json, headers, "application/json");
  }

  @Override
  public Answer noSuchStage() {
    return Answer.message(403, "Forbidden");
  }

  @Override
  public Answer failed() {
    return Answer.message(502, "Internal Server Error");
  }

  @Override
  public Answer late() {
    return Answer.message(504, "Endpoint request timed out");
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(29);
  }
}
