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
import org.backlinks.local.FunctionProcess;
import org.backlinks.local.LaunchCommand;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.local.majestic.FakeMajestic;

/** The fake Majestic API, a database, and native processes of the function that use them. */
final class BenchmarkStack implements AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();

  /** Longer than every call of the benchmarks. */
  static final Duration TIMEOUT = Duration.ofMinutes(5);

  private static final String TABLE = "backlinks";

  /** The same limit as in {@code ReportFactory}: a call makes no larger report itself. */
  private static final int MAX_ROWS_IN_CALL = 5_000;

  private final FakeMajestic majestic = FakeMajestic.start();
  private final LocalDynamoDb dynamo = LocalDynamoDb.inMemory();

  BenchmarkStack() {
    dynamo.createTable(TABLE);
  }

  FakeMajestic majestic() {
    return majestic;
  }

  /** Starts a process of the function. */
  FunctionProcess startFunction() {
    return startFunction(LaunchCommand.nativeExecutable());
  }

  /** Starts a process of the function with another launch command. */
  FunctionProcess startFunction(LaunchCommand launch) {
    return startFunction(launch, dynamo.endpoint());
  }

  /** Starts a process of the bare function. */
  FunctionProcess startFloor() {
    return startFunction(
        new LaunchCommand(
            "floor", List.of(BenchmarkFiles.FLOOR_EXECUTABLE.toAbsolutePath().toString())));
  }

  private FunctionProcess startFunction(LaunchCommand launch, URI table) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", table.toString());
    environment.put("BACKLINKS_TABLE", TABLE);
    environment.put("MAJESTIC_URL", majestic.uri().toString());
    environment.put("MAJESTIC_API_KEY", majestic.key());
    environment.put("MAJESTIC_DOWNLOAD_HOSTS", majestic.uri().getAuthority());
    return FunctionProcess.start(launch, environment);
  }

  /** Returns the reads of an event in a process that has answered it before. */
  byte[] recordReads(byte[] event) throws IOException, InterruptedException {
    try (ReadRecorder recorder = new ReadRecorder(dynamo.endpoint());
        FunctionProcess function =
            startFunction(LaunchCommand.nativeExecutable(), recorder.uri())) {
      function.invoke(event, TIMEOUT);
      recorder.clear();
      function.invoke(event, TIMEOUT);
      return recorder.recordedReads();
    }
  }

  /** Creates a report and returns its id. */
  static String createReport(FunctionProcess function, int rows, String name)
      throws IOException, InterruptedException {
    return createReportOf(function, target(rows, name), rows);
  }

  /** Creates a report of a target that has at least this number of links, and returns its id. */
  static String createReportOf(FunctionProcess function, String target, int rows)
      throws IOException, InterruptedException {
    ObjectNode question = JSON.createObjectNode();
    question.put("target", target).put("maxBacklinks", rows).put("limit", 1).put("maxAge", "PT0S");
    // the poll makes a large report, so nobody waits for it here
    int wait = rows > MAX_ROWS_IN_CALL ? 1 : 10;
    JsonNode answer = invoke(function, question.put("wait", wait));
    String id = answer.path("id").asText();
    invoke(function, JSON.createObjectNode().put("action", "poll"));
    JsonNode report =
        invoke(
            function, JSON.createObjectNode().put("action", "get").put("id", id).put("limit", 1));
    if (!report.path("state").asText().equals("ready")
        || report.at("/page/total").asInt() != rows) {
      throw new IllegalStateException("the report does not have " + rows + " rows: " + report);
    }
    return id;
  }

  static String target(int rows, String name) {
    return "http://rows-%d.%s.example/".formatted(rows, name);
  }

  static JsonNode invoke(FunctionProcess function, ObjectNode payload)
      throws IOException, InterruptedException {
    return JSON.readTree(function.invoke(JSON.writeValueAsBytes(payload), TIMEOUT));
  }

  /** Returns the event of a GET request through an HTTP API. */
  static byte[] httpGetEvent(String path, String query) {
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

  /** Returns the payload in the answer to a gateway, whose status must be 200. */
  static JsonNode parsePayload(byte[] answer) throws IOException {
    JsonNode gateway = JSON.readTree(answer);
    if (gateway.path("statusCode").asInt() != 200) {
      throw new IllegalStateException("the status is not 200: " + gateway);
    }
    return JSON.readTree(gateway.path("body").asText());
  }

  @Override
  public void close() {
    dynamo.close();
    majestic.close();
  }
}
