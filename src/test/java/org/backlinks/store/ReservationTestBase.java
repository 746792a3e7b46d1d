package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.Billing;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.Units;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The base of tests of reservations and settlements. Each test has its own table. */
abstract class ReservationTestBase {
  static final LocalDate TODAY = DailySpend.utcDate(NOW);
  static final Units BOUND = new Units(5_000, 100);
  static final Duration TTL = Duration.ofDays(30);
  static final Duration LEASE = Duration.ofSeconds(60);
  static final Duration TIMEOUT = Duration.ofSeconds(20);
  static final Problem PROBLEM = Problem.of(Problem.Kind.UPSTREAM_TIMEOUT, "Late.");
  static final Globals CHARGED =
      new Globals(Map.of("ChargedAnalysisResUnits", "5000", "ChargedRetrievalResUnits", "7"));

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
    table = "ledger-" + tables++;
    dynamo.createTable(table);
  }

  Settings settings(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>(Map.of("BACKLINKS_TABLE", table));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Settings.from(environment);
  }

  StoreFixture newStores(String... namesAndValues) {
    return StoreFixture.of(dynamo.client(), settings(namesAndValues));
  }

  static Report claim(StoreFixture stores, Report report) {
    assertThat(
            stores.claimTransactions().claim(report, QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    return report;
  }

  /** Returns a held report whose call is counted. */
  static Report reservedReport(Instant now) {
    return reservedReport(SampleReports.claimed(), now);
  }

  static Report reservedReport(Report report, Instant now) {
    return uncalledReport(report, now).withCallCounted(NOW, LEASE);
  }

  static Report uncalledReport(Instant now) {
    return uncalledReport(SampleReports.claimed().release(), now);
  }

  static Report uncalledReport(Report report, Instant now) {
    return SampleReports.withUsage(Usage.NONE, report)
        .withBilling(billing -> billing.reserve(now, BOUND, 1));
  }

  static Report reclaimedReport(Report abandoned, Instant now) {
    return abandoned
        .withBilling(Billing::settleAtBound)
        .takeOver(now, LEASE)
        .withBilling(billing -> billing.reserve(now, BOUND, 1))
        .withCallCounted(NOW, LEASE);
  }

  DailySpend today() {
    return day(TODAY);
  }

  DailySpend day(LocalDate date) {
    return newStores().ledger().days(List.of(date)).getFirst();
  }

  long openReservations() {
    return dynamo.client().scan(scan -> scan.tableName(table)).items().stream()
        .filter(item -> item.get("pk").s().startsWith("reservation#"))
        .count();
  }

  DynamoDbClient client() {
    return dynamo.client();
  }

  String table() {
    return table;
  }
}
