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
record HttpApi(Optional<String> stage) implements Gateway {
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public Optional<ObjectNode> event(Call call) {
    return behindStage(call.path())
        .map(_ -> event(call, Call.decode(call.path().replace("+", "%2B"))));
  }

  /** The path is sent decoded, the query string is not: so does the real one. */
  private ObjectNode event(Call call, String path) {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "2.0").put("routeKey", "$default").put("rawPath", path);
    event.put("rawQueryString", call.query());
    cookies(call, event);
    ObjectNode headers = event.putObject("headers");
    call.headersBy(name -> name.toLowerCase(Locale.ROOT))
        .forEach((name, values) -> {
          if (!name.equals("cookie")) {
            headers.put(name, String.join(",", values));
          }
        });
    var parameters = call.parameters();
    if (!parameters.isEmpty()) {
      ObjectNode query = event.putObject("queryStringParameters");
      parameters.forEach((name, values) -> query.put(name, String.join(",", values)));
    }
    context(call, path, event.putObject("requestContext"));
    if (call.body().length > 0) {
      event.put("body", call.bodyText());
    }
    return event.put("isBase64Encoded", call.body().length > 0 && !call.hasTextBody());
  }

  private static void cookies(Call call, ObjectNode event) {
    List<String> cookies =
        call.headers().stream()
            .filter(header -> header.name().equalsIgnoreCase("cookie"))
            .flatMap(header -> Stream.of(header.value().split(";\\s*")))
            .toList();
    if (!cookies.isEmpty()) {
      cookies.forEach(event.putArray("cookies")::add);
    }
  }

  private void context(Call call, String path, ObjectNode context) {
    context.put("accountId", "123456789012").put("apiId", "local");
    context.put("domainName", call.header("host")).put("domainPrefix", "local");
    context
        .putObject("http")
        .put("method", call.method())
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", call.sourceIp())
        .put("userAgent", call.header("user-agent"));
    context.put("requestId", call.requestId()).put("routeKey", "$default");
    context.put("stage", stage().orElse("$default"));
    context.put("time", call.clfTime()).put("timeEpoch", call.time().toEpochMilli());
  }

  @Override
  public Answer answer(byte[] result) throws IOException {
    JsonNode json = JSON.readTree(result);
    if (!json.has("statusCode")) {
      String body = json.isTextual() ? json.asText() : new String(result, StandardCharsets.UTF_8);
      return Answer.json(200, body);
    }
    List<Call.Header> headers = new ArrayList<>();
    json.path("headers")
        .properties()
        .forEach(
            header -> headers.add(new Call.Header(header.getKey(), header.getValue().asText())));
    json.path("cookies")
        .forEach(cookie -> headers.add(new Call.Header("Set-Cookie", cookie.asText())));
    return Answer.of(json, headers, "text/plain;charset=UTF-8");
  }

  @Override
  public Answer noSuchStage() {
    return Answer.message(404, "Not Found");
  }

  @Override
  public Answer failed() {
    return Answer.message(502, "Internal Server Error");
  }

  @Override
  public Answer late() {
    return Answer.message(503, "Service Unavailable");
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(30);
  }
}
