package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The event source mapping of the table's stream: new records that pass the template's filter go to
 * the function in batches; what it names as failed is sent again, a few times.
 */
public final class Stream implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int BATCH = 100;
  private static final int TRIES = 3;
  private static final long INTERVAL_MILLIS = 100;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stream").factory());
  private final DynamoDbStreamsClient client;
  private final String arn;
  private final List<JsonNode> filters;
  private final Invoker invoker;
  private final Map<String, String> iterators = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  private Stream(DynamoDb dynamo, String table, Invoker invoker) {
    this.client = dynamo.streams();
    this.arn = dynamo.client().describeTable(r -> r.tableName(table)).table().latestStreamArn();
    this.filters = Template.ofProject().streamFilters();
    this.invoker = invoker;
    openShards(ShardIteratorType.LATEST);
    clock.scheduleWithFixedDelay(
        this::read, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Starts reading; records older than this moment are not sent. */
  public static Stream of(DynamoDb dynamo, String table, Invoker invoker) {
    return new Stream(dynamo, table, invoker);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.close();
  }

  private void openShards(ShardIteratorType from) {
    for (Shard shard : client.describeStream(r -> r.streamArn(arn)).streamDescription().shards()) {
      String id = shard.shardId();
      if (seen.add(id)) {
        iterators.put(
            id,
            client
                .getShardIterator(r -> r.streamArn(arn).shardId(id).shardIteratorType(from))
                .shardIterator());
      }
    }
  }

  private void read() {
    try {
      for (var entry : List.copyOf(iterators.entrySet())) {
        GetRecordsResponse got =
            client.getRecords(r -> r.shardIterator(entry.getValue()).limit(BATCH));
        send(got.records().stream().map(this::json).filter(this::passes).toList());
        if (got.nextShardIterator() == null) {
          iterators.remove(entry.getKey());
          openShards(ShardIteratorType.TRIM_HORIZON);
        } else {
          iterators.put(entry.getKey(), got.nextShardIterator());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!clock.isShutdown()) {
        System.err.println("stream: " + e);
      }
    }
  }

  private void send(List<ObjectNode> records) throws InterruptedException {
    List<ObjectNode> left = records;
    for (int tries = 0; !left.isEmpty() && tries < TRIES; tries++) {
      try {
        left = failed(left, invoker.invoke(event(left)));
      } catch (FunctionError e) {
        System.err.println("stream: " + e);
      }
    }
  }

  /** The records from the first one that the function named on; all of them when it is unknown. */
  private static List<ObjectNode> failed(List<ObjectNode> sent, byte[] answer) {
    Set<String> named = new HashSet<>();
    try {
      JSON.readTree(answer)
          .path("batchItemFailures")
          .forEach(failure -> named.add(failure.path("itemIdentifier").asText()));
    } catch (IOException e) {
      return sent;
    }
    if (named.isEmpty()) {
      return List.of();
    }
    List<ObjectNode> left = new ArrayList<>(sent);
    while (!left.isEmpty() && !named.contains(number(left.getFirst()))) {
      left.removeFirst();
    }
    return left.isEmpty() ? sent : left;
  }

  private static String number(ObjectNode record) {
    return record.at("/dynamodb/SequenceNumber").asText();
  }

  private boolean passes(ObjectNode record) {
    return filters.isEmpty()
        ? record.path("eventName").asText().equals("INSERT")
        : filters.stream().anyMatch(filter -> Filter.matches(filter, record));
  }

  private static byte[] event(List<ObjectNode> records) {
    ObjectNode event = JSON.createObjectNode();
    event.putArray("Records").addAll(records);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode json(Record record) {
    ObjectNode json = JSON.createObjectNode();
    json.put("eventID", record.eventID()).put("eventName", record.eventNameAsString());
    json.put("eventVersion", record.eventVersion()).put("eventSource", "aws:dynamodb");
    json.put("awsRegion", DynamoDb.REGION).put("eventSourceARN", arn);
    var change = record.dynamodb();
    ObjectNode dynamodb = json.putObject("dynamodb");
    Optional.ofNullable(change.approximateCreationDateTime())
        .ifPresent(at -> dynamodb.put("ApproximateCreationDateTime", at.getEpochSecond()));
    dynamodb.set("Keys", item(change.keys()));
    if (change.hasNewImage()) {
      dynamodb.set("NewImage", item(change.newImage()));
    }
    if (change.hasOldImage()) {
      dynamodb.set("OldImage", item(change.oldImage()));
    }
    dynamodb.put("SequenceNumber", change.sequenceNumber()).put("SizeBytes", change.sizeBytes());
    dynamodb.put("StreamViewType", change.streamViewTypeAsString());
    return json;
  }

  private static ObjectNode item(Map<String, AttributeValue> attributes) {
    ObjectNode item = JSON.createObjectNode();
    attributes.forEach((name, value) -> item.set(name, value(value)));
    return item;
  }

  private static ObjectNode value(AttributeValue value) {
    ObjectNode json = JSON.createObjectNode();
    switch (value.type()) {
      case S -> json.put("S", value.s());
      case N -> json.put("N", value.n());
      case B -> json.put("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
      case BOOL -> json.put("BOOL", value.bool());
      case NUL -> json.put("NULL", true);
      case SS -> value.ss().forEach(json.putArray("SS")::add);
      case NS -> value.ns().forEach(json.putArray("NS")::add);
      case BS -> {
        var all = json.putArray("BS");
        value.bs().forEach(b -> all.add(Base64.getEncoder().encodeToString(b.asByteArray())));
      }
      case L -> {
        var all = json.putArray("L");
        value.l().forEach(element -> all.add(value(element)));
      }
      case M -> json.set("M", item(value.m()));
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException(value.toString());
    }
    return json;
  }
}
