package org.backlinks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.local.DynamoDb;
import org.backlinks.local.Function;
import org.backlinks.local.Launch;
import org.backlinks.local.majestic.Majestic;

/** Upstream and the database, and native processes of the function that use them. */
final class Local implements AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();

  /** Longer than anything here takes. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String TABLE = "backlinks";

  private final Majestic majestic = Majestic.start();
  private final DynamoDb dynamo = DynamoDb.inMemory();

  Local() {
    dynamo.createTable(TABLE);
  }

  Majestic majestic() {
    return majestic;
  }

  /** A new process of the function. */
  Function function() {
    return function(Launch.nativeExecutable());
  }

  /** The same, started in another way. */
  Function function(Launch launch) {
    return function(launch, dynamo.endpoint());
  }

  /** A new process of the bare function. */
  Function floor() {
    return function(new Launch("floor", List.of(Places.FLOOR.toAbsolutePath().toString())));
  }

  private Function function(Launch launch, URI table) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", table.toString());
    environment.put("BACKLINKS_TABLE", TABLE);
    environment.put("MAJESTIC_URL", majestic.uri().toString());
    environment.put("MAJESTIC_API_KEY", majestic.key());
    environment.put("MAJESTIC_DOWNLOAD_HOSTS", majestic.uri().getAuthority());
    return Function.start(launch, environment);
  }

  /** The table's reads of an event that a process answers not for the first time. */
  byte[] reads(byte[] event) throws IOException, InterruptedException {
    try (ReadRecorder recorder = new ReadRecorder(dynamo.endpoint());
        Function function = function(Launch.nativeExecutable(), recorder.uri())) {
      function.invoke(event, PATIENCE);
      recorder.clear();
      function.invoke(event, PATIENCE);
      return recorder.reads();
    }
  }

  /** Has a report made, by the call itself or as the worker does it, and gives its id. */
  static String report(Function function, int rows, String name)
      throws IOException, InterruptedException {
    ObjectNode question = JSON.createObjectNode();
    question.put("target", target(rows, name)).put("maxBacklinks", rows).put("limit", 1);
    JsonNode answer = ask(function, question.put("wait", 0));
    String id = answer.path("id").asText();
    ask(function, JSON.createObjectNode().put("action", "poll"));
    JsonNode made =
        ask(function, JSON.createObjectNode().put("action", "get").put("id", id).put("limit", 1));
    if (!made.path("state").asText().equals("ready") || made.at("/page/total").asInt() != rows) {
      throw new IllegalStateException("no report with " + rows + " rows: " + made);
    }
    return id;
  }

  static String target(int rows, String name) {
    return "http://rows-%d.%s.example/".formatted(rows, name);
  }

  static JsonNode ask(Function function, ObjectNode payload)
      throws IOException, InterruptedException {
    return JSON.readTree(function.invoke(JSON.writeValueAsBytes(payload), PATIENCE));
  }

  /** A GET as an HTTP API hands it over. */
  static byte[] get(String path, String query) {
    return """
    {"version": "2.0", "routeKey": "$default", "rawPath": "%1$s", "rawQueryString": "%2$s",
     "headers": {"accept": "application/json", "host": "local", "x-forwarded-proto": "https"},
     "requestContext": {"accountId": "123456789012", "apiId": "local", "domainName": "local",
       "http": {"method": "GET", "path": "%1$s", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1"},
       "requestId": "1", "routeKey": "$default", "stage": "$default"},
     "isBase64Encoded": false}
    """
        .formatted(path, query)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The payload inside a gateway answer, which must be a 200. */
  static JsonNode payload(byte[] answer) throws IOException {
    JsonNode gateway = JSON.readTree(answer);
    if (gateway.path("statusCode").asInt() != 200) {
      throw new IllegalStateException("no 200: " + gateway);
    }
    return JSON.readTree(gateway.path("body").asText());
  }

  @Override
  public void close() {
    dynamo.close();
    majestic.close();
  }
}
