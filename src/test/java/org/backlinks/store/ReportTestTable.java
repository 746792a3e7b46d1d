package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.Globals;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table in memory with reports in several states. */
final class ReportTestTable implements AutoCloseable {
  static final String NAME = "backlinks";
  private static final Duration TTL = Duration.ofDays(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final LocalDynamoDb dynamo = LocalDynamoDb.inMemory();
  private final StoreFixture stores;

  ReportTestTable() {
    dynamo.createTable(NAME);
    stores = StoreFixture.of(dynamo.client(), Settings.from(Map.of("BACKLINKS_TABLE", NAME)));
  }

  DynamoDbClient client() {
    return dynamo.client();
  }

  ReportStore reportStore() {
    return stores.reportStore();
  }

  ClaimTransactions claimTransactions() {
    return stores.claimTransactions();
  }

  DueIndex dueIndex() {
    return stores.dueIndex();
  }

  void clear() {
    for (Map<String, AttributeValue> item : items()) {
      Map<String, AttributeValue> key = Map.of(TableAttributes.KEY, item.get(TableAttributes.KEY));
      dynamo.client().deleteItem(delete -> delete.tableName(NAME).key(key));
    }
  }

  Report claimedReport() {
    Report report = SampleReports.claimed();
    assertThat(claimTransactions().claim(report, QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    return report;
  }

  Report finishedReport() {
    Report ready = claimedReport().markReady(NOW.plusSeconds(1), TTL, Globals.NONE);
    assertThat(reportStore().finish(ready)).isTrue();
    return ready;
  }

  QuestionSlots findSlots(Report report) {
    return claimTransactions().findSlots(report.question().fingerprint());
  }

  Map<String, AttributeValue> slotItem(Report report) {
    String key = TableKeys.question(report.question().fingerprint());
    return dynamo.client().getItem(get -> get.tableName(NAME).key(Item.key(key))).item();
  }

  List<Map<String, AttributeValue>> items() {
    return dynamo.client().scan(scan -> scan.tableName(NAME)).items();
  }

  /** Returns the results of tasks that start at the same moment. */
  static List<Boolean> runTogether(List<Callable<Boolean>> tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    List<Boolean> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (Callable<Boolean> task : tasks) {
        running.add(
            threads.submit(() -> {
              start.await();
              return task.call();
            }));
      }
      for (Future<Boolean> task : running) {
        results.add(task.get());
      }
    }
    return results;
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
