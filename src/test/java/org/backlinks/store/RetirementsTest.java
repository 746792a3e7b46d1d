package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.Samples.NOW;

import java.time.Duration;
import java.util.Map;
import org.backlinks.local.DynamoDb;
import org.backlinks.ops.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RetirementsTest {
  private static final Settings SETTINGS = Settings.from(Map.of());

  private static DynamoDb dynamo;
  private static Retirements retirements;

  @BeforeAll
  static void start() {
    dynamo = DynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table());
    retirements = new Retirements(dynamo.client(), SETTINGS);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void aCommandIsGoneForADay() {
    assertThat(retirements.isGone("OfADay", NOW)).isFalse();
    assertThat(retirements.remember("OfADay", NOW)).isTrue();
    assertThat(retirements.isGone("OfADay", NOW.plus(Duration.ofHours(24)).minusSeconds(1)))
        .isTrue();
    assertThat(retirements.isGone("OfADay", NOW.plus(Duration.ofHours(24)))).isFalse();
    assertThat(retirements.isGone("Another", NOW)).isFalse();
  }

  @Test
  void whoFindsItOutSecondIsToldSo() {
    assertThat(retirements.remember("Twice", NOW)).isTrue();
    assertThat(retirements.remember("Twice", NOW.plusSeconds(60))).isFalse();
    assertThat(retirements.isGone("Twice", NOW.plus(Retirements.LIFE))).isFalse();
  }

  @Test
  void itIsFoundOutAnewWhenTheDayIsOver() {
    retirements.remember("Again", NOW);
    assertThat(retirements.remember("Again", NOW.plus(Retirements.LIFE))).isTrue();
    assertThat(retirements.isGone("Again", NOW.plus(Retirements.LIFE).plusSeconds(60))).isTrue();
  }
}
