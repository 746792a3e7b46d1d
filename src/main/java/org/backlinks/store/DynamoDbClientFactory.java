package org.backlinks.store;

import java.time.Duration;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes the client of the table, with our time limits and a timer for its calls. */
public final class DynamoDbClientFactory {
  /**
   * The maximum time without a byte of an answer. The table answers much faster. But a connection
   * may break while the process is frozen, and a longer timeout would use up the caller's time.
   */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);

  /** The maximum time of all attempts of a call. It leaves time to answer the caller. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(12);

  private final DynamoDbTimer timer;

  public DynamoDbClientFactory(TaskScheduler scheduler) {
    this.timer = new DynamoDbTimer(scheduler);
  }

  /** Makes a client for the region and with the credentials of the environment. */
  public DynamoDbClient newClient() {
    return DynamoDbClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(SOCKET_TIMEOUT))
        .overrideConfiguration(configuration ->
            configuration.apiCallTimeout(CALL_TIMEOUT).addExecutionInterceptor(timer))
        .build();
  }

  /** Reads an item that does not exist, so that the credentials and a TLS connection are ready. */
  public static void warmUp(DynamoDbClient client, String table) {
    client.getItem(get -> get.tableName(table).key(Item.key(TableKeys.MISSING)));
  }

  /** Reports the time of each call from now on. */
  public void reportTo(Metrics metrics) {
    timer.reportTo(metrics);
  }
}
