package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.Samples.NOW;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.backlinks.local.DynamoDb;
import org.backlinks.local.TableFault;
import org.backlinks.local.TableProxy;
import org.backlinks.ops.Settings;
import org.backlinks.report.Report;
import org.backlinks.report.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Writes that the client tries again by itself, or that it leaves to us. */
class LostAnswerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Settings SETTINGS = Settings.from(Map.of());

  private DynamoDb dynamo;
  private TableProxy proxy;
  private DynamoDbClient client;
  private Reports reports;

  @BeforeEach
  void start() throws Exception {
    dynamo = DynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table());
    proxy = TableProxy.before(dynamo);
    client =
        DynamoDbClient.builder()
            .endpointOverride(proxy.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    reports = new Reports(client, SETTINGS);
  }

  @AfterEach
  void stop() {
    client.close();
    proxy.close();
    dynamo.close();
  }

  @Test
  void aTakeOverWhoseAnswerIsLostIsOursAndNobodyElses() {
    Report stored = Samples.claimed();
    reports.claim(stored, Slots.EMPTY, null, PATIENCE);
    Report taken = stored.takenOver(NOW.plus(LEASE), LEASE);
    failing("PutItem", TableFault.RESET_AFTER, 1);
    assertThat(reports.replace(stored, taken)).isTrue();
    assertThat(reports.replace(stored, taken)).as("another worker at the same moment").isFalse();
  }

  @Test
  void aTransactionThatIsThrottledIsTriedAgain() {
    failing("TransactWriteItems", TableFault.THROTTLED_INSIDE, 3);
    assertThat(reports.claim(Samples.claimed(), Slots.EMPTY, null, PATIENCE))
        .isEqualTo(Written.DONE);
  }

  @Test
  void aTransactionThatIsThrottledForTooLongIsBusy() {
    failing("TransactWriteItems", TableFault.THROTTLED_INSIDE, Integer.MAX_VALUE);
    assertThat(reports.claim(Samples.claimed(), Slots.EMPTY, null, Duration.ofMillis(200)))
        .isEqualTo(Written.BUSY);
  }

  private void failing(String operation, TableFault fault, int times) {
    AtomicInteger left = new AtomicInteger(times);
    proxy.rule(request ->
        request.operation().equals(operation) && left.getAndDecrement() > 0
            ? Optional.of(fault)
            : Optional.empty());
  }
}
