package org.backlinks.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.backlinks.config.Settings;
import org.backlinks.question.Index;
import org.backlinks.store.CountedItemStore;
import org.backlinks.store.StoreFixture;
import org.backlinks.task.InlineTaskScheduler;
import org.backlinks.task.ModelChecker;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/** Requests that count a common item, while the table keeps no counts. */
public class IndexItemCounterInterleavingTest {
  private static final Settings SETTINGS = Settings.from(Map.of("MAJESTIC_API_KEY", "none"));
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final String ANSWER =
      """
      {"Code": "OK", "DataTables": {"Results": {"Headers": {}, "Data": [
        {"Item": "a.example", "Status": "Found", "ExtBackLinks": 1},
        {"Item": "b.example", "Status": "Found", "ExtBackLinks": 2}]}}}
      """;

  private final ScriptedUpstream upstream =
      new ScriptedUpstream(Collections.nCopies(2, ANSWER).toArray(String[]::new));
  private final IndexItemCounter counter = newCounter();

  private IndexItemCounter newCounter() {
    TaskScheduler scheduler = new InlineTaskScheduler();
    StoreFixture stores = StoreFixture.of(new ForgetfulTable(), SETTINGS);
    CurrentIndexes indexes =
        new CurrentIndexes(
            upstream.newMajesticClient(), stores.subscriptionStore(), scheduler, CLOCK);
    return new IndexItemCounter(
        new IndexItemFetcher(
            upstream.newMajesticClient(),
            stores.indexItemLedger(),
            new SubscriptionInfo(
                new SubscriptionFetcher(upstream.newClient(), indexes),
                stores.subscriptionStore(),
                scheduler,
                CLOCK),
            ServiceParts.failureProblems(SETTINGS, new SplittableRandom(1)),
            new Metrics(),
            CLOCK),
        stores.countedItemStore(),
        new CallTracker(scheduler),
        scheduler,
        CLOCK);
  }

  @Test
  void everyRequestGetsItsCounts() {
    new ModelChecker(getClass())
        .withoutSwitchesIn(IndexItemFetcher.class, CountedItemStore.class)
        .check(List.of("countBoth"), List.of("countOne"));
  }

  @Operation
  public void countBoth() {
    count("a.example", "b.example");
  }

  @Operation
  public void countOne() {
    count("b.example");
  }

  private void count(String... items) {
    if (!(counter.count(Index.HISTORIC, List.of(items), Duration.ofMinutes(1))
            instanceof IndexItemCounter.Result.Counted(var counted, int units))
        || !counted.keySet().containsAll(List.of(items))) {
      throw new IllegalStateException("not counted: " + List.of(items));
    }
  }

  @Validate
  public void checkCalls() {
    if (upstream.callCount() > 2) {
      throw new IllegalStateException(upstream.callCount() + " calls were sent");
    }
  }

  private static final class ForgetfulTable extends EmptyDynamoDbClient {
    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      return BatchGetItemResponse.builder().responses(Map.of()).unprocessedKeys(Map.of()).build();
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
      return TransactWriteItemsResponse.builder().build();
    }
  }
}
