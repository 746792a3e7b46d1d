package org.backlinks.floor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Executes the reads in its event one after the other and returns the number of items. Each line is
 * one read: {@code get} or {@code batch}, the table, the keys.
 */
@Named("floor")
public final class Floor implements RequestStreamHandler {
  private final DynamoDbClient dynamo;

  Floor(DynamoDbClient dynamo) {
    this.dynamo = dynamo;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    int items = event.lines().mapToInt(this::read).sum();
    out.write(Integer.toString(items).getBytes(StandardCharsets.UTF_8));
  }

  private int read(String line) {
    List<String> words = List.of(line.split(" "));
    String table = words.get(1);
    Stream<Map<String, AttributeValue>> keys =
        words.stream().skip(2).map(key -> Map.of("pk", AttributeValue.fromS(key)));
    if (words.getFirst().equals("get")) {
      Map<String, AttributeValue> key = keys.findFirst().orElseThrow();
      return dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true)).hasItem()
          ? 1
          : 0;
    }
    KeysAndAttributes keysAndAttributes =
        KeysAndAttributes.builder().keys(keys.toList()).consistentRead(true).build();
    return dynamo
        .batchGetItem(get -> get.requestItems(Map.of(table, keysAndAttributes)))
        .responses()
        .getOrDefault(table, List.of())
        .size();
  }
}
