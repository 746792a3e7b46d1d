package org.backlinks.entry;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.backlinks.config.Settings;
import org.backlinks.service.CallTracker;
import org.backlinks.store.DynamoDbClientFactory;
import org.backlinks.task.TaskScheduler;
import org.backlinks.task.ThreadTaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Starts the slow parts of the program before Quarkus starts, and hands them to the beans.
 *
 * <p>The two references in this class are the only static mutable state of the program. Main runs
 * before there are beans, and Quarkus creates the beans itself: only a static field is visible to
 * both. Main sets each reference at most once, before it starts Quarkus.
 */
public final class EarlyStart {
  private static final AtomicReference<@Nullable LambdaExtension> EXTENSION =
      new AtomicReference<>();
  private static final AtomicReference<@Nullable TableClient> TABLE_CLIENT =
      new AtomicReference<>();

  private record TableClient(
      DynamoDbClientFactory factory, CompletableFuture<DynamoDbClient> client) {}

  private EarlyStart() {}

  /**
   * Starts to register the extension with the Lambda platform, and returns at once. Call this
   * before the runtime asks for its first event.
   */
  public static void startExtension(Map<String, String> environment, Clock clock) {
    EXTENSION.set(LambdaExtension.start(environment, clock));
  }

  /** Starts to make the client of the table, and returns at once. Its first use shows a failure. */
  static void startTableClient(Settings settings) {
    DynamoDbClientFactory factory = new DynamoDbClientFactory(new ThreadTaskScheduler());
    TABLE_CLIENT.set(
        new TableClient(factory, startClient(factory::newClient, settings.table().name())));
  }

  /** Makes a client and warms it up. The client is available before the warm-up ends. */
  static CompletableFuture<DynamoDbClient> startClient(
      Supplier<DynamoDbClient> factory, String table) {
    CompletableFuture<DynamoDbClient> future = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("table-client")
        .start(() -> {
          try {
            DynamoDbClient client = factory.get();
            future.complete(client);
            DynamoDbClientFactory.warmUp(client, table);
          } catch (RuntimeException e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  /** Returns the extension that main started, or one that never registers. */
  @Produces
  @Singleton
  static LambdaExtension extension(Clock clock) {
    LambdaExtension started = EXTENSION.get();
    return started == null ? LambdaExtension.inactive(clock) : started;
  }

  /** Returns the tracker of the calls for which the extension waits. */
  @Produces
  @Singleton
  static CallTracker callTracker(LambdaExtension extension) {
    return extension.callTracker();
  }

  /** Returns the client that main started. Makes a new one if main started none or it failed. */
  @Produces
  @Singleton
  static DynamoDbClient dynamoDbClient(TaskScheduler scheduler, Metrics metrics) {
    TableClient early = TABLE_CLIENT.get();
    DynamoDbClientFactory factory =
        early == null ? new DynamoDbClientFactory(scheduler) : early.factory;
    factory.reportTo(metrics);
    return early == null
        ? factory.newClient()
        : early.client.exceptionally(e -> factory.newClient()).join();
  }
}
