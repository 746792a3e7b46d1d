package org.backlinks.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A client of the simulated table. */
final class SimulatedDynamoDbClient implements DynamoDbClient {
  private static final String INDEX_PARTITION = "dueShard";
  private static final String INDEX_SORT = "dueAt";

  private final SimulatedTable table;
  private final LaggingIndex index;
  private final TableNetwork network;

  SimulatedDynamoDbClient(SimulatedTable table, LaggingIndex index, TableNetwork network) {
    this.table = table;
    this.index = index;
    this.network = network;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return network.send(
        request, () -> GetItemResponse.builder().item(table.get(key(request.key()))).build());
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    Map.Entry<String, KeysAndAttributes> asked =
        request.requestItems().entrySet().iterator().next();
    return network.send(
        request,
        () -> {
          if (Set.copyOf(asked.getValue().keys()).size() < asked.getValue().keys().size()) {
            throw SimulatedTable.validation("Provided list of item keys contains duplicates");
          }
          List<Map<String, AttributeValue>> found = new ArrayList<>();
          List<Map<String, AttributeValue>> unprocessed = new ArrayList<>();
          for (Map<String, AttributeValue> key : asked.getValue().keys()) {
            Map<String, AttributeValue> item = table.get(key(key));
            if (network.isThrottled()) {
              unprocessed.add(key);
            } else if (!item.isEmpty()) {
              found.add(item);
            }
          }
          return BatchGetItemResponse.builder()
              .responses(Map.of(asked.getKey(), found))
              .unprocessedKeys(
                  unprocessed.isEmpty()
                      ? Map.of()
                      : Map.of(
                          asked.getKey(), KeysAndAttributes.builder().keys(unprocessed).build()))
              .build();
        });
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return network.send(
        request, () -> SimulatedTable.query(request, index.items(), INDEX_PARTITION, INDEX_SORT));
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    Put put =
        Put.builder()
            .item(request.item())
            .conditionExpression(request.conditionExpression())
            .expressionAttributeNames(request.expressionAttributeNames())
            .expressionAttributeValues(request.expressionAttributeValues())
            .build();
    boolean returnsOld =
        SimulatedTable.returnsOldItem(request.returnValuesOnConditionCheckFailure());
    return write(
        request,
        TransactWriteItem.builder().put(put).build(),
        returnsOld,
        PutItemResponse.builder().build());
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    Update update =
        Update.builder()
            .key(request.key())
            .updateExpression(request.updateExpression())
            .conditionExpression(request.conditionExpression())
            .expressionAttributeNames(request.expressionAttributeNames())
            .expressionAttributeValues(request.expressionAttributeValues())
            .build();
    boolean returnsOld =
        SimulatedTable.returnsOldItem(request.returnValuesOnConditionCheckFailure());
    return write(
        request,
        TransactWriteItem.builder().update(update).build(),
        returnsOld,
        UpdateItemResponse.builder().build());
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    Delete delete =
        Delete.builder()
            .key(request.key())
            .conditionExpression(request.conditionExpression())
            .expressionAttributeNames(request.expressionAttributeNames())
            .expressionAttributeValues(request.expressionAttributeValues())
            .build();
    return write(
        request,
        TransactWriteItem.builder().delete(delete).build(),
        false,
        DeleteItemResponse.builder().build());
  }

  private <T> T write(
      DynamoDbRequest request, TransactWriteItem item, boolean returnsOldItem, T response) {
    return network.send(
        request,
        () -> {
          if (network.isConflicting()) {
            throw TransactionConflictException.builder().message("simulated").build();
          }
          table.writeAlone(item, returnsOldItem);
          return response;
        });
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    return network.send(
        request,
        () -> {
          // a request that is sent again after its success has no effect, and meets nothing
          if (network.isConflicting() && !table.wasExecuted(request)) {
            throw conflict(request.transactItems().size());
          }
          table.writeTransaction(request);
          return TransactWriteItemsResponse.builder().build();
        });
  }

  /** Returns the answer to a transaction whose first write met another one. */
  private static RuntimeException conflict(int count) {
    List<CancellationReason> reasons = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String code = i == 0 ? "TransactionConflict" : "None";
      reasons.add(CancellationReason.builder().code(code).build());
    }
    return TransactionCanceledException.builder()
        .message("simulated")
        .cancellationReasons(reasons)
        .build();
  }

  private static String key(Map<String, AttributeValue> key) {
    return key.values().iterator().next().s();
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {}
}
