package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.backlinks.report.SampleReports.NOW;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.local.TableFault;
import org.backlinks.local.TableProxy;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Writes whose response is lost. The AWS client repeats some of them. The store must repeat the
 * others.
 */
class LostResponseTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Settings SETTINGS = Settings.from(Map.of());

  private LocalDynamoDb dynamo;
  private TableProxy proxy;
  private DynamoDbClient client;
  private StoreFixture stores;

  @BeforeEach
  void start() throws Exception {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table().name());
    proxy = TableProxy.startFor(dynamo);
    client =
        DynamoDbClient.builder()
            .endpointOverride(proxy.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    stores = StoreFixture.of(client, SETTINGS);
  }

  @AfterEach
  void stop() {
    client.close();
    proxy.close();
    dynamo.close();
  }

  @Test
  void takeOverSucceedsForOneWorkerWhenResponseIsLost() {
    Report stored = SampleReports.claimed();
    stores.claimTransactions().claim(stored, QuestionSlots.EMPTY, null, List.of(), TIMEOUT);
    Report takenOver = stored.takeOver(NOW.plus(LEASE), LEASE);
    failRequests("PutItem", TableFault.RESET_AFTER_EXECUTION, 1);
    assertThat(stores.reportStore().takeOver(stored, takenOver)).isTrue();
    assertThat(stores.reportStore().takeOver(stored, takenOver))
        .as("another worker at the same moment")
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 554_712, 999_999})
  void renewalSucceedsWhenResponseIsLost(long nanos) {
    Report stored = SampleReports.claimed();
    stores.claimTransactions().claim(stored, QuestionSlots.EMPTY, null, List.of(), TIMEOUT);
    failRequests("UpdateItem", TableFault.RESET_AFTER_EXECUTION, 1);
    Instant end = stored.lease().end().plusSeconds(15).plusNanos(nanos);
    assertThat(stores.reportStore().renewLease(stored, end)).isTrue();
  }

  @Test
  void deleteIsRecognizedByItsMarkWhenResponseIsLost() {
    Report stored = SampleReports.claimed();
    stores.claimTransactions().claim(stored, QuestionSlots.EMPTY, null, List.of(), TIMEOUT);
    failRequests("TransactWriteItems", TableFault.RESET_AFTER_EXECUTION, Integer.MAX_VALUE);
    assertThat(stores.reportStore().delete(stored, stored.delete(NOW), "mine")).isTrue();
    assertThat(stores.reportStore().isDeletedBy(stored.id(), "mine")).isTrue();
    assertThat(stores.reportStore().isDeletedBy(stored.id(), "another")).isFalse();
  }

  @Test
  void writeIsRetriedWhenClientGaveUp() throws IOException {
    Report stored = SampleReports.claimed();
    stores.claimTransactions().claim(stored, QuestionSlots.EMPTY, null, List.of(), TIMEOUT);
    failRequests("PutItem", TableFault.SERVER_ERROR, 12);
    Report waiting = stored.releaseUntil(SampleReports.queued(NOW), Globals.NONE);
    assertThat(
            stores
                .writeRetry()
                .retryWhileHeld(() -> true, () -> stores.reportStore().save(waiting)))
        .isTrue();
    assertThat(stores.reportStore().find(stored.id())).hasValue(waiting);
  }

  @Test
  void writeIsNotRetriedAfterLeaseEnds() {
    failRequests("PutItem", TableFault.SERVER_ERROR, Integer.MAX_VALUE);
    AtomicInteger remaining = new AtomicInteger(2);
    assertThatExceptionOfType(SdkException.class)
        .isThrownBy(() ->
            stores
                .writeRetry()
                .retryWhileHeld(
                    () -> remaining.decrementAndGet() > 0,
                    () -> stores.reportStore().save(SampleReports.claimed())));
    assertThat(remaining).hasValue(0);
  }

  @Test
  void writeIsNotRetriedWhenItemIsRejected() {
    Report tooLarge =
        SampleReports.claimed()
            .withProgress(progress -> progress.withWarning("x".repeat(401 * 1024)));
    AtomicInteger attempts = new AtomicInteger();
    assertThatExceptionOfType(ItemRejectedException.class)
        .isThrownBy(() ->
            stores
                .writeRetry()
                .retryWhileHeld(
                    () -> true,
                    () -> {
                      attempts.incrementAndGet();
                      return stores.reportStore().save(tooLarge);
                    }));
    assertThat(attempts).hasValue(1);
  }

  @Test
  void transactionIsRetriedWhenThrottled() {
    failRequests("TransactWriteItems", TableFault.THROTTLED_TRANSACTION, 3);
    assertThat(
            stores
                .claimTransactions()
                .claim(SampleReports.claimed(), QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
  }

  @Test
  void transactionIsBusyWhenThrottledForTooLong() {
    failRequests("TransactWriteItems", TableFault.THROTTLED_TRANSACTION, Integer.MAX_VALUE);
    assertThat(
            stores
                .claimTransactions()
                .claim(
                    SampleReports.claimed(),
                    QuestionSlots.EMPTY,
                    null,
                    List.of(),
                    Duration.ofMillis(200)))
        .isEqualTo(ReservationResult.BUSY);
  }

  private void failRequests(String operation, TableFault fault, int times) {
    AtomicInteger remaining = new AtomicInteger(times);
    proxy.setRule(request ->
        request.operation().equals(operation) && remaining.getAndDecrement() > 0
            ? Optional.of(fault)
            : Optional.empty());
  }
}
