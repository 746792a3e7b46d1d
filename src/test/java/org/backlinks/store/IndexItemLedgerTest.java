package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.DailySpend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexItemLedgerTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private static LocalDynamoDb dynamo;
  private static int tables;

  private String table;

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @BeforeEach
  void newTable() {
    table = "index-items-" + tables++;
    dynamo.createTable(table);
  }

  @Test
  void unitsAreBookedUpToBudgetOfDay() {
    StoreFixture stores = newProcess("5");
    assertThat(stores.indexItemLedger().book(TODAY, 3)).isTrue();
    assertThat(stores.indexItemLedger().book(TODAY, 3)).isFalse();
    assertThat(stores.indexItemLedger().book(TODAY, 2)).isTrue();
    assertThat(stores.indexItemLedger().book(TODAY, 1)).isFalse();
    assertThat(bookedUnits(stores, TODAY)).isEqualTo(5);
    assertThat(stores.indexItemLedger().book(TODAY.plusDays(1), 5)).isTrue();
    assertThat(bookedUnits(stores, TODAY)).isEqualTo(5);
  }

  @Test
  void nothingIsBookedWhenCallIsLargerThanBudget() {
    StoreFixture stores = newProcess("2");
    assertThat(stores.indexItemLedger().book(TODAY, 3)).isFalse();
    assertThat(stores.ledger().days(List.of(TODAY))).containsExactly(DailySpend.zero(TODAY));
    assertThat(newProcess("0").indexItemLedger().book(TODAY, 1)).isFalse();
  }

  @Test
  void unitsThatAreTakenBackCanBeBookedAgain() {
    StoreFixture stores = newProcess("3");
    assertThat(stores.indexItemLedger().book(TODAY, 3)).isTrue();
    stores.indexItemLedger().takeBack(TODAY, 2);
    assertThat(bookedUnits(stores, TODAY)).isEqualTo(1);
    assertThat(stores.indexItemLedger().book(TODAY, 2)).isTrue();
  }

  @Test
  void budgetHoldsOverManyProcesses() throws Exception {
    List<Callable<Boolean>> bookings =
        IntStream.range(0, 40)
            .mapToObj(i -> newProcess("10"))
            .<Callable<Boolean>>map(stores -> () -> stores.indexItemLedger().book(TODAY, 1))
            .toList();
    int booked = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> booking : threads.invokeAll(bookings)) {
        booked += booking.get() ? 1 : 0;
      }
    }
    assertThat(booked).isEqualTo(10);
    assertThat(bookedUnits(newProcess("10"), TODAY)).isEqualTo(10);
  }

  private static long bookedUnits(StoreFixture stores, LocalDate day) {
    return stores.ledger().days(List.of(day)).getFirst().indexItems();
  }

  private StoreFixture newProcess(String budget) {
    return StoreFixture.of(
        dynamo.client(),
        Settings.from(
            Map.of("BACKLINKS_TABLE", table, "BACKLINKS_DAY_BUDGET_INDEX_ITEMS", budget)));
  }
}
