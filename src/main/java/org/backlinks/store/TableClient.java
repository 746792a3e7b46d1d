package org.backlinks.store;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.backlinks.ops.Metrics;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The one client of the table. A process makes it while everything else starts, and reads once with
 * it: credentials, TLS and the connection are then there when the first event comes.
 */
public final class TableClient {
  /** The key of no item. */
  private static final String NOTHING = "nothing";

  /** Main runs before there are beans to hand anything to. */
  private static final AtomicReference<@Nullable CompletableFuture<DynamoDbClient>> EARLY =
      new AtomicReference<>();

  private static final TableTimes TIMES = new TableTimes();

  /**
   * The longest wait for the table's answer: a connection that died while the process was frozen
   * would otherwise cost the caller all of its time. It answers within fractions of that.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** All tries of a call together: a caller shall be told before the function's own end. */
  private static final Duration ALL_TRIES = Duration.ofSeconds(12);

  private TableClient() {}

  /** Begins to make the client; returns at once, and whatever fails shows at first use. */
  public static void begin(String table) {
    EARLY.set(begin(table, TableClient::make));
  }

  static CompletableFuture<DynamoDbClient> begin(String table, Supplier<DynamoDbClient> maker) {
    CompletableFuture<DynamoDbClient> made = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("table-client")
        .start(() -> {
          try {
            DynamoDbClient client = maker.get();
            // who waits for it has it before the read is done
            made.complete(client);
            client.getItem(get -> get.tableName(table).key(Item.key(NOTHING)));
          } catch (RuntimeException e) {
            made.completeExceptionally(e);
          }
        });
    return made;
  }

  @Produces
  @Singleton
  static DynamoDbClient client(Metrics metrics) {
    TIMES.tell(metrics);
    CompletableFuture<DynamoDbClient> early = EARLY.get();
    return early == null ? make() : early.exceptionally(e -> make()).join();
  }

  private static DynamoDbClient make() {
    return DynamoDbClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
        .overrideConfiguration(
            configuration -> configuration.apiCallTimeout(ALL_TRIES).addExecutionInterceptor(TIMES))
        .build();
  }
}
