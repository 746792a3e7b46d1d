package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.backlinks.local.majestic.Call;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * One stack for all integration tests of a run: each test has targets of its own. Its processes end
 * with this JVM.
 */
public final class SharedStack {
  /** Reads and writes what goes in and out. */
  public static final JsonMapper JSON = new JsonMapper();

  private SharedStack() {}

  /** Started with the first test that asks for it. */
  private static final class Started {
    static final Stack STACK = Stack.start();
    static final HttpFront REST = STACK.front(Gateway.rest("prod"));
  }

  /** The stack; nothing wakes its functions by itself. */
  public static Stack stack() {
    return Started.STACK;
  }

  /** An HTTP API (payload 2.0) without a stage in its paths. */
  public static HttpFront http() {
    return stack().front();
  }

  /** A REST API (payload 1.0) whose paths begin with the stage {@code prod}. */
  public static HttpFront rest() {
    return Started.REST;
  }

  /** What the function answers to a payload as it stands. */
  public static JsonNode invoke(String payload) throws IOException, InterruptedException {
    return invoke(stack().pool(), payload);
  }

  /** As {@link #invoke(String)}, by other processes. */
  public static JsonNode invoke(FunctionPool pool, String payload)
      throws IOException, InterruptedException {
    return JSON.readTree(pool.invoke(payload.getBytes(StandardCharsets.UTF_8)));
  }

  /** What upstream was asked about a target. */
  public static List<Call> upstreamCalls(String target) {
    return stack().majestic().calls().stream()
        .filter(call -> target.equals(call.parameters().get("URL")))
        .toList();
  }

  /** How many items the table has. */
  public static int items() {
    return stack()
        .dynamo()
        .client()
        .scanPaginator(scan -> scan.tableName(Stack.TABLE).select("COUNT").consistentRead(true))
        .stream()
        .mapToInt(ScanResponse::count)
        .sum();
  }

  /** Everything in the table, as text. */
  public static String table() {
    return table(stack());
  }

  /** Everything in another stack's table, as text. */
  public static String table(Stack other) {
    StringBuilder text = new StringBuilder();
    other
        .dynamo()
        .client()
        .scanPaginator(scan -> scan.tableName(Stack.TABLE).consistentRead(true))
        .items()
        .forEach(item -> item.forEach((name, value) -> text(value, text.append(name).append('='))));
    return text.toString();
  }

  private static void text(AttributeValue value, StringBuilder into) {
    switch (value.type()) {
      case B -> into.append(value.b().asString(StandardCharsets.ISO_8859_1));
      case M -> value.m().forEach((name, inner) -> text(inner, into.append(name).append('=')));
      case L -> value.l().forEach(inner -> text(inner, into));
      default -> into.append(value);
    }
    into.append('\n');
  }

  /** A file beside the tests. */
  public static String resource(String path) {
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
