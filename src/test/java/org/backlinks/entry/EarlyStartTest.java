package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backlinks.local.LocalDynamoDb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

class EarlyStartTest {
  private static final String TABLE = "backlinks";
  private static final int TIMEOUT_SECONDS = 30;

  private static LocalDynamoDb dynamo;

  private final ReadBlocker readBlocker = new ReadBlocker();

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(TABLE);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void clientIsAvailableBeforeFirstReadEnds() throws InterruptedException {
    try (DynamoDbClient client = newBlockedClient()) {
      assertThat(EarlyStart.startClient(() -> client, TABLE).join()).isSameAs(client);
      assertThat(readBlocker.answered.getCount()).isOne();
      readBlocker.released.countDown();
      assertThat(readBlocker.answered.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void clientIsUsableWhenFirstReadFails() throws InterruptedException {
    readBlocker.released.countDown();
    try (DynamoDbClient client = newBlockedClient()) {
      CompletableFuture<DynamoDbClient> future =
          EarlyStart.startClient(() -> client, "no-such-table");
      assertThat(readBlocker.failed.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(
              future
                  .join()
                  .getItem(get -> get.tableName(TABLE).key(Map.of("pk", AttributeValue.fromS("a"))))
                  .hasItem())
          .isFalse();
    }
  }

  @Test
  void exceptionIsPropagatedWhenClientCannotBeCreated() {
    CompletableFuture<DynamoDbClient> future =
        EarlyStart.startClient(
            () -> {
              throw new IllegalStateException("no region");
            },
            TABLE);
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(future::join)
        .withMessageContaining("no region");
  }

  private DynamoDbClient newBlockedClient() {
    var configuration = dynamo.client().serviceClientConfiguration();
    return DynamoDbClient.builder()
        .endpointOverride(dynamo.endpoint())
        .region(configuration.region())
        .credentialsProvider(configuration.credentialsProvider())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(override -> override.addExecutionInterceptor(readBlocker))
        .build();
  }

  /** Blocks reads until the test releases them, and records how they end. */
  private static final class ReadBlocker implements ExecutionInterceptor {
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch failed = new CountDownLatch(1);

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      try {
        released.await();
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
