package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RetiredCommandStoreTest {
  private static final Settings SETTINGS = Settings.from(Map.of());

  private static LocalDynamoDb dynamo;
  private static RetiredCommandStore retiredCommandStore;

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table().name());
    retiredCommandStore = StoreFixture.of(dynamo.client(), SETTINGS).retiredCommandStore();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void commandIsRetiredForOneDay() {
    assertThat(retiredCommandStore.isRetired("OfADay", NOW)).isFalse();
    assertThat(retiredCommandStore.markRetired("OfADay", NOW)).isTrue();
    assertThat(
            retiredCommandStore.isRetired("OfADay", NOW.plus(Duration.ofHours(24)).minusSeconds(1)))
        .isTrue();
    assertThat(retiredCommandStore.isRetired("OfADay", NOW.plus(Duration.ofHours(24)))).isFalse();
    assertThat(retiredCommandStore.isRetired("Another", NOW)).isFalse();
  }

  @Test
  void secondRetirementReturnsFalse() {
    assertThat(retiredCommandStore.markRetired("Twice", NOW)).isTrue();
    assertThat(retiredCommandStore.markRetired("Twice", NOW.plusSeconds(60))).isFalse();
    assertThat(retiredCommandStore.isRetired("Twice", NOW.plus(RetiredCommandStore.LIFETIME)))
        .isFalse();
  }

  @Test
  void commandCanBeRetiredAgainAfterOneDay() {
    retiredCommandStore.markRetired("Again", NOW);
    assertThat(retiredCommandStore.markRetired("Again", NOW.plus(RetiredCommandStore.LIFETIME)))
        .isTrue();
    assertThat(
            retiredCommandStore.isRetired(
                "Again", NOW.plus(RetiredCommandStore.LIFETIME).plusSeconds(60)))
        .isTrue();
  }
}
