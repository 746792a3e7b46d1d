package org.backlinks.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.local.FunctionPool;

/** Calls the function directly, as another Lambda does. */
public record Caller(FunctionPool pool) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int PAGE = 5_000;

  public JsonNode invoke(JsonNode event) throws InterruptedException {
    return invoke(event, LONG);
  }

  public JsonNode invoke(JsonNode event, Duration limit) throws InterruptedException {
    try {
      return JSON.readTree(pool.invoke(JSON.writeValueAsBytes(event), limit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode poll() throws InterruptedException {
    return invoke(JSON.createObjectNode().put("action", "poll"));
  }

  public JsonNode get(String id) throws InterruptedException {
    return invoke(page(id, 1));
  }

  /** The page behind the first one; the first one where there is no other. */
  public JsonNode secondPage(String id) throws InterruptedException {
    JsonNode first = get(id);
    JsonNode next = first.at("/page/next");
    return next.isTextual() ? invoke(page(id, 1).set("cursor", next)) : first;
  }

  /** Every row, page after page. */
  public List<JsonNode> rows(String id) throws InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    ObjectNode ask = page(id, PAGE);
    while (true) {
      JsonNode page = invoke(ask);
      page.path("backlinks").forEach(rows::add);
      JsonNode next = page.at("/page/next");
      if (!next.isTextual()) {
        return rows;
      }
      ask.set("cursor", next);
    }
  }

  /** Wakes a worker for these reports alone, as the table's stream does. */
  public void wake(List<String> ids) throws InterruptedException {
    ObjectNode event = JSON.createObjectNode();
    for (String id : ids) {
      ObjectNode record = event.withArray("Records").addObject();
      record.put("eventSource", "aws:dynamodb").put("eventName", "INSERT");
      ObjectNode change =
          record.putObject("dynamodb").put("SequenceNumber", new BigInteger(id, 16).toString());
      change.putObject("Keys").putObject("pk").put("S", "report#" + id);
    }
    invoke(event);
  }

  private static ObjectNode page(String id, int limit) {
    return JSON.createObjectNode().put("action", "get").put("id", id).put("limit", limit);
  }
}
