package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.backlinks.local.DynamoDb;
import org.backlinks.ops.Settings;
import org.backlinks.report.Report;
import org.backlinks.report.Samples;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final Settings SETTINGS = Settings.from(Map.of());
  private static final Instant UNTIL = NOW.plus(KeyUse.LIFE);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static DynamoDb dynamo;
  private static Reports reports;
  private static Keys keys;

  private final Report report = Samples.claimed();
  private final String key = "key of " + report.id().text();

  @BeforeAll
  static void start() {
    dynamo = DynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table());
    reports = new Reports(dynamo.client(), SETTINGS);
    keys = new Keys(dynamo.client(), SETTINGS);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void aKeyStandsForTheReportThatWasClaimedWithIt() {
    assertThat(keys.find(key, NOW)).isEmpty();
    assertThat(reports.claim(report, Slots.EMPTY, claimOf(report, NOW), PATIENCE))
        .isEqualTo(Written.DONE);
    assertThat(keys.find(key, NOW)).hasValue(useOf(report, UNTIL));
  }

  @Test
  void aKeyIsForgottenAfterADay() {
    reports.claim(report, Slots.EMPTY, claimOf(report, NOW), PATIENCE);
    assertThat(keys.find(key, UNTIL.minusSeconds(1))).isPresent();
    assertThat(keys.find(key, UNTIL)).isEmpty();
  }

  @Test
  void aClaimWhoseKeyStandsForAnotherReportWritesNothing() {
    reports.claim(report, Slots.EMPTY, claimOf(report, NOW), PATIENCE);
    Report other = Samples.claimed();
    assertThat(reports.claim(other, Slots.EMPTY, claimOf(other, NOW), PATIENCE))
        .isEqualTo(Written.LOST);
    assertThat(reports.find(other.id())).isEmpty();
    assertThat(reports.slots(other.question().fingerprint())).isEqualTo(Slots.EMPTY);
    assertThat(keys.find(key, NOW)).hasValue(useOf(report, UNTIL));
  }

  @Test
  void aLosingClaimLeavesItsKeyFree() {
    reports.claim(report, Slots.EMPTY, null, PATIENCE);
    Report rival = Samples.claimed(report.question());
    assertThat(reports.claim(rival, Slots.EMPTY, claimOf(rival, NOW), PATIENCE))
        .isEqualTo(Written.LOST);
    assertThat(keys.find(key, NOW)).isEmpty();
  }

  @Test
  void aKeyWhoseDayIsOverMayStandForAnotherReport() {
    reports.claim(report, Slots.EMPTY, claimOf(report, NOW), PATIENCE);
    Report other = Samples.claimed();
    assertThat(keys.remember(claimOf(other, UNTIL.minusSeconds(1)))).isFalse();
    assertThat(keys.remember(claimOf(other, UNTIL))).isTrue();
    assertThat(keys.find(key, UNTIL)).hasValue(useOf(other, UNTIL.plus(KeyUse.LIFE)));
  }

  @Test
  void aKeyOfAReportThatIsGoneMayStandForAnother() {
    KeyUse gone = useOf(report, UNTIL);
    keys.remember(claimOf(report, NOW));
    Report other = Samples.claimed();
    KeyUse next = useOf(other, UNTIL);
    assertThat(keys.remember(new KeyClaim(key, next, NOW, null))).isFalse();
    assertThat(keys.remember(new KeyClaim(key, next, NOW, gone))).isTrue();
    assertThat(keys.find(key, NOW)).hasValue(next);
  }

  @Test
  void aKeyMayBeRememberedAgainForTheSameReport() {
    assertThat(keys.remember(claimOf(report, NOW))).isTrue();
    assertThat(keys.remember(claimOf(report, NOW))).isTrue();
  }

  @Test
  void whatACallerPutIntoAKeyIsNotStored() {
    keys.remember(claimOf(report, NOW));
    assertThat(dynamo.client().scan(scan -> scan.tableName(SETTINGS.table())).items().toString())
        .contains(report.id().text())
        .doesNotContain("key of");
  }

  private KeyClaim claimOf(Report of, Instant now) {
    return new KeyClaim(key, useOf(of, now.plus(KeyUse.LIFE)), now, null);
  }

  private static KeyUse useOf(Report of, Instant until) {
    return new KeyUse(of.question().fingerprint(), of.id(), until);
  }
}
