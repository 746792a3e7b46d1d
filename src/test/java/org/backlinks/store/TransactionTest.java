package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.Samples.NOW;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.backlinks.local.DynamoDb;
import org.backlinks.ops.Settings;
import org.backlinks.report.Day;
import org.backlinks.report.Report;
import org.backlinks.report.Samples;
import org.backlinks.report.Units;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Globals;
import org.backlinks.store.BusyTable.Fate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims and settlings on a table that is busy, over a network that loses answers. */
class TransactionTest {
  private static final Units BOUND = new Units(5_000, 100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration TTL = Duration.ofDays(30);
  private static final Settings SETTINGS =
      Settings.from(Map.of("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000"));

  private DynamoDb dynamo;
  private BusyTable busy;
  private Reports reports;

  @BeforeEach
  void start() throws Exception {
    dynamo = DynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table());
    busy = new BusyTable(dynamo.endpoint());
    reports = new Reports(busy.client(), SETTINGS);
  }

  @AfterEach
  void stop() {
    busy.close();
    dynamo.close();
  }

  @Test
  void aClaimWhoseAnswerIsLostIsMadeAndCountedOnce() {
    busy.next(Fate.ANSWER_LOST, Fate.ANSWER_LOST);
    Report report = reserved();
    assertThat(reports.claim(report, Slots.EMPTY, null, PATIENCE)).isEqualTo(Written.DONE);
    assertThat(busy.tokens()).hasSize(3);
    assertThat(new HashSet<>(busy.tokens())).hasSize(1);
    assertThat(reports.find(report.id())).hasValue(report);
    assertThat(today()).isEqualTo(new Day(Day.of(NOW), 5_000, 100, 1));
  }

  @Test
  void aSettlingWhoseAnswerIsLostGivesBackOnce() {
    Report report = reserved();
    assertThat(reports.claim(report, Slots.EMPTY, null, PATIENCE)).isEqualTo(Written.DONE);
    busy.next(Fate.ANSWER_LOST);
    Globals charged =
        new Globals(Map.of("ChargedAnalysisResUnits", "4000", "ChargedRetrievalResUnits", "7"));
    assertThat(reports.finish(report.ready(NOW, TTL, charged))).isTrue();
    assertThat(today()).isEqualTo(new Day(Day.of(NOW), 4_000, 7, 1));
  }

  @Test
  void aClaimThatMeetsOthersIsTriedAgainUntilItIsMade() {
    Fate[] many = new Fate[12];
    Arrays.fill(many, Fate.CONFLICT);
    busy.next(many);
    assertThat(reports.claim(reserved(), Slots.EMPTY, null, PATIENCE)).isEqualTo(Written.DONE);
    assertThat(busy.tokens()).hasSize(13);
    assertThat(today()).isEqualTo(new Day(Day.of(NOW), 5_000, 100, 1));
  }

  @Test
  void aConflictBesideAUsedUpBudgetIsNoVerdict() {
    busy.next(Fate.CONFLICT_BESIDE_A_LIMIT, Fate.CONFLICT_BESIDE_A_LIMIT);
    assertThat(reports.claim(reserved(), Slots.EMPTY, null, PATIENCE)).isEqualTo(Written.DONE);
  }

  @Test
  void aClaimThatMeetsOthersForTooLongIsBusyAndWritesNothing() {
    Fate[] many = new Fate[1_000];
    Arrays.fill(many, Fate.CONFLICT);
    busy.next(many);
    Report report = reserved();
    assertThat(reports.claim(report, Slots.EMPTY, null, Duration.ofMillis(200)))
        .isEqualTo(Written.BUSY);
    assertThat(reports.find(report.id())).isEmpty();
    assertThat(today()).isEqualTo(Day.unspent(Day.of(NOW)));
  }

  @Test
  void whatIsStillAtWorkIsAskedForUnderTheSameToken() {
    busy.next(Fate.IN_PROGRESS, Fate.IN_PROGRESS);
    assertThat(reports.claim(reserved(), Slots.EMPTY, null, PATIENCE)).isEqualTo(Written.DONE);
    assertThat(busy.tokens()).hasSize(3);
    assertThat(new HashSet<>(busy.tokens())).hasSize(1);
  }

  private static Report reserved() {
    Report report = Samples.claimed();
    return Samples.costing(Usage.NONE, report).reserved(NOW, BOUND, 1).calling();
  }

  private Day today() {
    return new Ledger(dynamo.client(), SETTINGS).days(List.of(Day.of(NOW))).getFirst();
  }
}
