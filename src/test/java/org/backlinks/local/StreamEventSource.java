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
 * The event source mapping of the table's stream. It sends new records that match the filter of the
 * template to the function, in batches. It sends failed records again, a few times.
 */
public final class StreamEventSource implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_BATCH_SIZE = 100;
  private static final int MAX_ATTEMPTS = 3;
  private static final long INTERVAL_MILLIS = 100;

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stream").factory());
  private final DynamoDbStreamsClient client;
  private final String streamArn;
  private final List<JsonNode> filters;
  private final Invoker invoker;
  private final Map<String, String> iterators = new HashMap<>();
  private final Set<String> seenShards = new HashSet<>();

  private StreamEventSource(LocalDynamoDb dynamo, String table, Invoker invoker) {
    this.client = dynamo.streamsClient();
    this.streamArn =
        dynamo.client().describeTable(r -> r.tableName(table)).table().latestStreamArn();
    this.filters = CloudFormationTemplate.readProjectTemplate().streamFilters();
    this.invoker = invoker;
    openShards(ShardIteratorType.LATEST);
    scheduler.scheduleWithFixedDelay(
        this::poll, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Starts to read the stream. Skips older records. */
  public static StreamEventSource start(LocalDynamoDb dynamo, String table, Invoker invoker) {
    return new StreamEventSource(dynamo, table, invoker);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    client.close();
  }

  private void openShards(ShardIteratorType position) {
    for (Shard shard :
        client.describeStream(r -> r.streamArn(streamArn)).streamDescription().shards()) {
      String id = shard.shardId();
      if (seenShards.add(id)) {
        iterators.put(
            id,
            client
                .getShardIterator(
                    r -> r.streamArn(streamArn).shardId(id).shardIteratorType(position))
                .shardIterator());
      }
    }
  }

  private void poll() {
    try {
      for (var entry : List.copyOf(iterators.entrySet())) {
        GetRecordsResponse response =
            client.getRecords(r -> r.shardIterator(entry.getValue()).limit(MAX_BATCH_SIZE));
        sendBatch(
            response.records().stream().map(this::toJson).filter(this::matchesFilter).toList());
        if (response.nextShardIterator() == null) {
          iterators.remove(entry.getKey());
          openShards(ShardIteratorType.TRIM_HORIZON);
        } else {
          iterators.put(entry.getKey(), response.nextShardIterator());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!scheduler.isShutdown()) {
        System.err.println("stream: " + e);
      }
    }
  }

  private void sendBatch(List<ObjectNode> records) throws InterruptedException {
    List<ObjectNode> remaining = records;
    for (int attempt = 0; !remaining.isEmpty() && attempt < MAX_ATTEMPTS; attempt++) {
      try {
        remaining = failedRecords(remaining, invoker.invoke(toEvent(remaining)));
      } catch (FunctionErrorException e) {
        System.err.println("stream: " + e);
      }
    }
  }

  /**
   * Returns the records to send again: those from the first failed record on. Returns all records
   * when the answer is not readable or names an unknown record.
   */
  private static List<ObjectNode> failedRecords(List<ObjectNode> sent, byte[] answer) {
    Set<String> failedNumbers = new HashSet<>();
    try {
      JSON.readTree(answer)
          .path("batchItemFailures")
          .forEach(failure -> failedNumbers.add(failure.path("itemIdentifier").asText()));
    } catch (IOException e) {
      return sent;
    }
    if (failedNumbers.isEmpty()) {
      return List.of();
    }
    List<ObjectNode> remaining = new ArrayList<>(sent);
    while (!remaining.isEmpty() && !failedNumbers.contains(sequenceNumber(remaining.getFirst()))) {
      remaining.removeFirst();
    }
    return remaining.isEmpty() ? sent : remaining;
  }

  private static String sequenceNumber(ObjectNode record) {
    return record.at("/dynamodb/SequenceNumber").asText();
  }

  private boolean matchesFilter(ObjectNode record) {
    return filters.isEmpty()
        ? record.path("eventName").asText().equals("INSERT")
        : filters.stream().anyMatch(filter -> EventFilter.matches(filter, record));
  }

  private static byte[] toEvent(List<ObjectNode> records) {
    ObjectNode event = JSON.createObjectNode();
    event.putArray("Records").addAll(records);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode toJson(Record record) {
    ObjectNode json = JSON.createObjectNode();
    json.put("eventID", record.eventID()).put("eventName", record.eventNameAsString());
    json.put("eventVersion", record.eventVersion()).put("eventSource", "aws:dynamodb");
    json.put("awsRegion", LocalDynamoDb.REGION).put("eventSourceARN", streamArn);
    var change = record.dynamodb();
    ObjectNode dynamodb = json.putObject("dynamodb");
    Optional.ofNullable(change.approximateCreationDateTime())
        .ifPresent(time -> dynamodb.put("ApproximateCreationDateTime", time.getEpochSecond()));
    dynamodb.set("Keys", itemJson(change.keys()));
    if (change.hasNewImage()) {
      dynamodb.set("NewImage", itemJson(change.newImage()));
    }
    if (change.hasOldImage()) {
      dynamodb.set("OldImage", itemJson(change.oldImage()));
    }
    dynamodb.put("SequenceNumber", change.sequenceNumber()).put("SizeBytes", change.sizeBytes());
    dynamodb.put("StreamViewType", change.streamViewTypeAsString());
    return json;
  }

  private static ObjectNode itemJson(Map<String, AttributeValue> attributes) {
    ObjectNode item = JSON.createObjectNode();
    attributes.forEach((name, value) -> item.set(name, valueJson(value)));
    return item;
  }

  private static ObjectNode valueJson(AttributeValue value) {
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
        var array = json.putArray("BS");
        value
            .bs()
            .forEach(bytes -> array.add(Base64.getEncoder().encodeToString(bytes.asByteArray())));
      }
      case L -> {
        var array = json.putArray("L");
        value.l().forEach(element -> array.add(valueJson(element)));
      }
      case M -> json.set("M", itemJson(value.m()));
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException(value.toString());
    }
    return json;
  }
}
