package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RerunExtensionTest {
  private static final String TABLE = "backlinks";
  private static LocalDynamoDb dynamo;

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(TABLE);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  /** Passes when the table does not have its item yet. */
  static class NewItem {
    @Test
    void itemIsNew() {
      Map<String, AttributeValue> item = Map.of("pk", AttributeValue.fromS("rerun"));
      dynamo
          .client()
          .putItem(put ->
              put.tableName(TABLE).item(item).conditionExpression("attribute_not_exists(pk)"));
    }
  }

  @Test
  void testsThatRunAgainFindNoItems() {
    assertThat(countPassed(NewItem.class)).isEqualTo(1);
    assertThat(countPassed(NewItem.class)).isEqualTo(1);
  }

  private static long countPassed(Class<?> tests) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build(),
            listener);
    return listener.getSummary().getTestsSucceededCount();
  }
}
