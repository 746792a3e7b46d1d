package org.backlinks.store;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.backlinks.config.Settings;
import org.backlinks.task.TaskScheduler;
import org.backlinks.task.ThreadTaskScheduler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** All stores of one table, created as the program creates them. */
public record StoreFixture(
    ReportStore reportStore,
    ClaimTransactions claimTransactions,
    DueIndex dueIndex,
    Ledger ledger,
    ChunkStore chunkStore,
    IdempotencyKeyStore idempotencyKeyStore,
    SubscriptionStore subscriptionStore,
    RetiredCommandStore retiredCommandStore,
    CountedItemStore countedItemStore,
    IndexItemLedger indexItemLedger,
    ComparisonStore comparisonStore,
    ShareLinkStore shareLinkStore,
    SummaryStore summaryStore,
    CallbackStore callbackStore,
    WriteRetry writeRetry) {

  /** Returns the stores on the table that the settings name. */
  public static StoreFixture of(DynamoDbClient dynamo, Settings settings) {
    return of(dynamo, settings, new ThreadTaskScheduler(), new SecureRandom());
  }

  /** Returns the stores on the table that the settings name. */
  public static StoreFixture of(
      DynamoDbClient dynamo, Settings settings, TaskScheduler scheduler, RandomGenerator random) {
    WriteBackoff backoff = new WriteBackoff(scheduler, random);
    DynamoDbTable table = new DynamoDbTable(dynamo, settings, backoff);
    TransactionRunner transactions = new TransactionRunner(dynamo, backoff, scheduler, random);
    QuestionSlotStore slotStore = new QuestionSlotStore(table);
    IdempotencyKeyStore keyStore = new IdempotencyKeyStore(table);
    Ledger ledger = new Ledger(table, settings);
    WriteRetry writeRetry = new WriteRetry(backoff);
    LargeValueStore values = new LargeValueStore(table);
    CallbackStore callbackStore = new CallbackStore(table);
    return new StoreFixture(
        new ReportStore(table, transactions, slotStore, ledger),
        new ClaimTransactions(table, transactions, slotStore, keyStore, callbackStore, ledger),
        new DueIndex(dynamo, settings),
        ledger,
        new ChunkStore(values, writeRetry, scheduler),
        keyStore,
        new SubscriptionStore(table),
        new RetiredCommandStore(table),
        new CountedItemStore(table),
        new IndexItemLedger(table, transactions, settings),
        new ComparisonStore(table, values),
        new ShareLinkStore(table, backoff),
        new SummaryStore(values),
        callbackStore,
        writeRetry);
  }
}
