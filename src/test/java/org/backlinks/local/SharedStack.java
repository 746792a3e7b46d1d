package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.backlinks.local.majestic.FakeCall;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * One stack for all integration tests of a run. Each test uses its own targets. The processes of
 * the stack end with this JVM.
 */
public final class SharedStack {
  /** Reads and writes events and answers. */
  public static final JsonMapper JSON = new JsonMapper();

  private SharedStack() {}

  /** Starts the stack when a test uses it for the first time. */
  private static final class Holder {
    static final LocalStack STACK = LocalStack.start();
    static final ApiGatewayServer REST = STACK.gatewayServer(ApiGateway.restApi("prod"));
  }

  /** Returns the stack. It sends no ticks and has no stream. */
  public static LocalStack stack() {
    return Holder.STACK;
  }

  /** Returns an HTTP API (payload 2.0) without a stage in its paths. */
  public static ApiGatewayServer httpApi() {
    return stack().gatewayServer();
  }

  /** Returns a REST API (payload 1.0) whose paths begin with the stage {@code prod}. */
  public static ApiGatewayServer restApi() {
    return Holder.REST;
  }

  /** Sends the payload to the function without a change and returns its answer. */
  public static JsonNode invoke(String payload) throws IOException, InterruptedException {
    return invoke(stack().callerPool(), payload);
  }

  /** As {@link #invoke(String)}, with the processes of this pool. */
  public static JsonNode invoke(FunctionPool pool, String payload)
      throws IOException, InterruptedException {
    return JSON.readTree(pool.invoke(payload.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns the calls to the fake Majestic API for this target. */
  public static List<FakeCall> upstreamCalls(String target) {
    return stack().majestic().calls().stream()
        .filter(call -> target.equals(call.parameters().get("URL")))
        .toList();
  }

  /** Returns the number of items in the table. */
  public static int itemCount() {
    return stack()
        .dynamo()
        .client()
        .scanPaginator(
            scan -> scan.tableName(LocalStack.TABLE).select("COUNT").consistentRead(true))
        .stream()
        .mapToInt(ScanResponse::count)
        .sum();
  }

  /** Returns the contents of the table as text. */
  public static String tableText() {
    return tableText(stack());
  }

  /** Returns the contents of another stack's table as text. */
  public static String tableText(LocalStack other) {
    StringBuilder text = new StringBuilder();
    other
        .dynamo()
        .client()
        .scanPaginator(scan -> scan.tableName(LocalStack.TABLE).consistentRead(true))
        .items()
        .forEach(item ->
            item.forEach((name, value) -> appendText(value, text.append(name).append('='))));
    return text.toString();
  }

  private static void appendText(AttributeValue value, StringBuilder text) {
    switch (value.type()) {
      case B -> text.append(value.b().asString(StandardCharsets.ISO_8859_1));
      case M ->
          value.m().forEach((name, inner) -> appendText(inner, text.append(name).append('=')));
      case L -> value.l().forEach(inner -> appendText(inner, text));
      default -> text.append(value);
    }
    text.append('\n');
  }

  /** Returns the contents of a test resource. */
  public static String readResource(String path) {
    try (InputStream file = SharedStack.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalArgumentException("no such file: " + path);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
