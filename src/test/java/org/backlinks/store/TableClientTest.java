package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backlinks.local.DynamoDb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

class TableClientTest {
  private static final String TABLE = "backlinks";
  private static final int PATIENCE_SECONDS = 30;

  private static DynamoDb dynamo;

  private final Watch watch = new Watch();

  @BeforeAll
  static void start() {
    dynamo = DynamoDb.inMemory();
    dynamo.createTable(TABLE);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void whoeverAsksHasTheClientBeforeItsFirstReadIsDone() throws InterruptedException {
    try (DynamoDbClient client = watched()) {
      assertThat(TableClient.begin(TABLE, () -> client).join()).isSameAs(client);
      assertThat(watch.answered.getCount()).isOne();
      watch.goOn.countDown();
      assertThat(watch.answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aFirstReadThatFailsIsForgotten() throws InterruptedException {
    watch.goOn.countDown();
    try (DynamoDbClient client = watched()) {
      CompletableFuture<DynamoDbClient> made = TableClient.begin("no-such-table", () -> client);
      assertThat(watch.failed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(made.join().getItem(get -> get.tableName(TABLE).key(Item.key("a"))).hasItem())
          .isFalse();
    }
  }

  @Test
  void aClientThatCannotBeMadeIsKnownByWhoeverAsks() {
    CompletableFuture<DynamoDbClient> made =
        TableClient.begin(
            TABLE,
            () -> {
              throw new IllegalStateException("no region");
            });
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(made::join)
        .withMessageContaining("no region");
  }

  private DynamoDbClient watched() {
    var same = dynamo.client().serviceClientConfiguration();
    return DynamoDbClient.builder()
        .endpointOverride(dynamo.endpoint())
        .region(same.region())
        .credentialsProvider(same.credentialsProvider())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(with -> with.addExecutionInterceptor(watch))
        .build();
  }

  /** Holds reads back until they may go on, and sees how they end. */
  private static final class Watch implements ExecutionInterceptor {
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch failed = new CountDownLatch(1);

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      if (context.response() instanceof GetItemResponse) {
        answered.countDown();
      }
    }

    @Override
    public void onExecutionFailure(
        Context.FailedExecution context, ExecutionAttributes attributes) {
      failed.countDown();
    }
  }
}
