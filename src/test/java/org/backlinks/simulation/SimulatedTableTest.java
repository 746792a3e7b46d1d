package org.backlinks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import java.util.function.Supplier;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.simulation.RandomTableRequests.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Sends the same random requests to the simulated table and to DynamoDB Local. */
class SimulatedTableTest {
  private static final int OPERATIONS = Integer.getInteger("simulation.tableOperations", 4_000);

  private static LocalDynamoDb dynamo;
  private final RandomTableRequests requests = new RandomTableRequests(20_261_129);
  private final LaggingIndex index = new LaggingIndex();
  private final SimulatedTable table =
      new SimulatedTable(
          changes -> changes.forEach(change -> index.changed(change.key(), change.after())),
          TableCondition::parse);

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(RandomTableRequests.TABLE);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void simulatedTableAnswersAsDynamoDbDoes() {
    DynamoDbClient real = dynamo.client();
    DynamoDbClient simulated = new SimulatedDynamoDbClient(table, index, TableNetwork.direct());
    for (int i = 0; i < OPERATIONS; i++) {
      Operation operation = requests.next();
      assertThat(outcome(() -> operation.send(simulated)))
          .as("operation %d", i)
          .isEqualTo(outcome(() -> operation.send(real)));
    }
  }

  private static String outcome(Supplier<String> request) {
    try {
      return request.get();
    } catch (ConditionalCheckFailedException e) {
      return "condition failed, found " + (e.hasItem() ? new TreeMap<>(e.item()) : "nothing");
    } catch (TransactionCanceledException e) {
      return "cancelled: "
          + e.cancellationReasons().stream().map(CancellationReason::code).toList();
    } catch (DynamoDbException e) {
      return e.awsErrorDetails().errorCode();
    }
  }
}
