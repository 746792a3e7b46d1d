package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdempotencyKeyStoreTest {
  private static final Settings SETTINGS = Settings.from(Map.of());
  private static final Instant EXPIRES_AT = NOW.plus(IdempotencyRecord.LIFETIME);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static LocalDynamoDb dynamo;
  private static StoreFixture stores;
  private static IdempotencyKeyStore keyStore;

  private final Report report = SampleReports.claimed();
  private final String key = "key of " + report.id().text();

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table().name());
    stores = StoreFixture.of(dynamo.client(), SETTINGS);
    keyStore = stores.idempotencyKeyStore();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void keyIsAssignedToReportClaimedWithIt() {
    assertThat(keyStore.find(key, NOW)).isEmpty();
    assertThat(
            stores
                .claimTransactions()
                .claim(report, QuestionSlots.EMPTY, newClaim(report, NOW), List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(keyStore.find(key, NOW)).hasValue(newRecord(report, EXPIRES_AT));
  }

  @Test
  void keyExpiresAfterOneDay() {
    stores
        .claimTransactions()
        .claim(report, QuestionSlots.EMPTY, newClaim(report, NOW), List.of(), TIMEOUT);
    assertThat(keyStore.find(key, EXPIRES_AT.minusSeconds(1))).isPresent();
    assertThat(keyStore.find(key, EXPIRES_AT)).isEmpty();
  }

  @Test
  void claimWritesNothingWhenKeyIsAssignedToAnotherReport() {
    stores
        .claimTransactions()
        .claim(report, QuestionSlots.EMPTY, newClaim(report, NOW), List.of(), TIMEOUT);
    Report other = SampleReports.claimed();
    assertThat(
            stores
                .claimTransactions()
                .claim(other, QuestionSlots.EMPTY, newClaim(other, NOW), List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.CONFLICT);
    assertThat(stores.reportStore().find(other.id())).isEmpty();
    assertThat(stores.claimTransactions().findSlots(other.question().fingerprint()))
        .isEqualTo(QuestionSlots.EMPTY);
    assertThat(keyStore.find(key, NOW)).hasValue(newRecord(report, EXPIRES_AT));
  }

  @Test
  void keyIsNotAssignedWhenClaimConflicts() {
    stores.claimTransactions().claim(report, QuestionSlots.EMPTY, null, List.of(), TIMEOUT);
    Report rival = SampleReports.claimed(report.question());
    assertThat(
            stores
                .claimTransactions()
                .claim(rival, QuestionSlots.EMPTY, newClaim(rival, NOW), List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.CONFLICT);
    assertThat(keyStore.find(key, NOW)).isEmpty();
  }

  @Test
  void keyCanBeReassignedWhenExpired() {
    stores
        .claimTransactions()
        .claim(report, QuestionSlots.EMPTY, newClaim(report, NOW), List.of(), TIMEOUT);
    Report other = SampleReports.claimed();
    assertThat(keyStore.assign(newClaim(other, EXPIRES_AT.minusSeconds(1)))).isFalse();
    assertThat(keyStore.assign(newClaim(other, EXPIRES_AT))).isTrue();
    assertThat(keyStore.find(key, EXPIRES_AT))
        .hasValue(newRecord(other, EXPIRES_AT.plus(IdempotencyRecord.LIFETIME)));
  }

  @Test
  void keyCanBeReassignedWhenReportIsGone() {
    IdempotencyRecord record = newRecord(report, EXPIRES_AT);
    keyStore.assign(newClaim(report, NOW));
    Report other = SampleReports.claimed();
    IdempotencyRecord next = newRecord(other, EXPIRES_AT);
    assertThat(keyStore.assign(new IdempotencyClaim(key, next, NOW, null))).isFalse();
    assertThat(keyStore.assign(new IdempotencyClaim(key, next, NOW, record))).isTrue();
    assertThat(keyStore.find(key, NOW)).hasValue(next);
  }

  @Test
  void keyCanBeAssignedAgainToSameReport() {
    assertThat(keyStore.assign(newClaim(report, NOW))).isTrue();
    assertThat(keyStore.assign(newClaim(report, NOW))).isTrue();
  }

  @Test
  void keyTextIsNotStored() {
    keyStore.assign(newClaim(report, NOW));
    assertThat(
            dynamo
                .client()
                .scan(scan -> scan.tableName(SETTINGS.table().name()))
                .items()
                .toString())
        .contains(report.id().text())
        .doesNotContain("key of");
  }

  private IdempotencyClaim newClaim(Report owner, Instant now) {
    return new IdempotencyClaim(
        key, newRecord(owner, now.plus(IdempotencyRecord.LIFETIME)), now, null);
  }

  private static IdempotencyRecord newRecord(Report owner, Instant expiresAt) {
    return new IdempotencyRecord(owner.question().fingerprint(), owner.id(), expiresAt);
  }
}
