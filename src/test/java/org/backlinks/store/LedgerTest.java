package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.local.DynamoDb;
import org.backlinks.ops.Settings;
import org.backlinks.report.Amounts;
import org.backlinks.report.Day;
import org.backlinks.report.Problem;
import org.backlinks.report.Remaining;
import org.backlinks.report.Report;
import org.backlinks.report.Samples;
import org.backlinks.report.State;
import org.backlinks.report.Units;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reservations and settlings on a real table; each test has a table of its own. */
class LedgerTest {
  private static final LocalDate TODAY = Day.of(NOW);
  private static final Units BOUND = new Units(5_000, 100);
  private static final Duration TTL = Duration.ofDays(30);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Problem PROBLEM = Problem.of(Problem.Kind.UPSTREAM_TIMEOUT, "Late.");
  private static final Globals CHARGED =
      new Globals(Map.of("ChargedAnalysisResUnits", "5000", "ChargedRetrievalResUnits", "7"));

  private static DynamoDb dynamo;
  private static int tables;

  private String table;

  @BeforeAll
  static void start() {
    dynamo = DynamoDb.inMemory();
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

  @Test
  void aClaimTakesItsWorstCaseFromTheDay() {
    Reports reports = reports();
    claim(reports, reserved(NOW));
    claim(reports, reserved(NOW));
    assertThat(today()).isEqualTo(new Day(TODAY, 10_000, 200, 2));
    assertThat(openReservations()).isEqualTo(2);
  }

  @Test
  void aLostClaimTakesNothing() {
    Reports reports = reports();
    Report first = reserved(NOW);
    claim(reports, first);
    Report rival = reserved(Samples.claimed(first.question()), NOW);
    assertThat(reports.claim(rival, Slots.EMPTY, null, PATIENCE)).isEqualTo(Written.LOST);
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 100, 1));
    assertThat(openReservations()).isEqualTo(1);
  }

  @Test
  void aBudgetThatIsUsedUpWritesNothingAtAll() {
    Reports reports = reports("BACKLINKS_DAY_BUDGET_ANALYSIS", "9999");
    claim(reports, reserved(NOW));
    Report second = reserved(NOW);
    assertThat(reports.claim(second, Slots.EMPTY, null, PATIENCE)).isEqualTo(Written.OVER_BUDGET);
    assertThat(reports.find(second.id())).isEmpty();
    assertThat(reports.slots(second.question().fingerprint())).isEqualTo(Slots.EMPTY);
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 100, 1));
  }

  @Test
  void aBudgetMayBeUsedToItsLastUnit() {
    Reports reports = reports("BACKLINKS_DAY_BUDGET_RETRIEVAL", "200");
    claim(reports, reserved(NOW));
    claim(reports, reserved(NOW));
    assertThat(reports.claim(reserved(NOW), Slots.EMPTY, null, PATIENCE))
        .isEqualTo(Written.OVER_BUDGET);
  }

  @Test
  void oneCallThatIsMoreThanTheWholeBudgetNeverFits() {
    Reports reports = reports("BACKLINKS_DAY_BUDGET_ANALYSIS", "4999");
    assertThat(reports.claim(reserved(NOW), Slots.EMPTY, null, PATIENCE))
        .isEqualTo(Written.OVER_BUDGET);
    assertThat(today()).isEqualTo(Day.unspent(TODAY));
  }

  @Test
  void aNewDayHasItsWholeBudget() {
    Reports reports = reports("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000");
    claim(reports, reserved(NOW));
    claim(reports, reserved(Day.end(NOW)));
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 100, 1));
    assertThat(day(TODAY.plusDays(1))).isEqualTo(new Day(TODAY.plusDays(1), 5_000, 100, 1));
  }

  @Test
  void whoLosesToAnEqualQuestionIsNotToldOfTheBudget() {
    Reports reports = reports("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000");
    Report first = reserved(NOW);
    claim(reports, first);
    Report rival = reserved(Samples.claimed(first.question()), NOW);
    assertThat(reports.claim(rival, Slots.EMPTY, null, PATIENCE)).isEqualTo(Written.LOST);
  }

  @Test
  void nothingIsReservedWhenTooLittleIsLeftUpstream() {
    Reports reports = reports("BACKLINKS_MIN_REMAINING_ANALYSIS", "1000");
    Accounts accounts = new Accounts(dynamo.client(), settings());
    claim(reports, reserved(NOW));
    accounts.keep(new Remaining(1_000L, 5L, null), NOW);
    claim(reports, reserved(NOW));
    accounts.keep(new Remaining(999L, 5L, null), NOW.plusMillis(1));
    assertThat(reports.claim(reserved(NOW), Slots.EMPTY, null, PATIENCE))
        .isEqualTo(Written.TOO_LITTLE_LEFT);
    assertThat(today()).isEqualTo(new Day(TODAY, 10_000, 200, 2));
  }

  @Test
  void upstreamsNewestWordHolds() {
    Accounts accounts = new Accounts(dynamo.client(), settings());
    accounts.keep(new Remaining(7L, null, 3L), NOW);
    accounts.keep(new Remaining(9L, 4L, null), NOW.minusMillis(1));
    assertThat(accounts.find().remaining()).isEqualTo(new Remaining(7L, null, 3L));
    accounts.keep(new Remaining(6L, 2L, null), NOW.plusMillis(1));
    assertThat(accounts.find().remaining()).isEqualTo(new Remaining(6L, 2L, 3L));
  }

  @Test
  void aReadyReportIsSettledAtWhatItCost() {
    Reports reports = reports();
    Report held = claim(reports, reserved(NOW));
    assertThat(reports.finish(held.ready(NOW, TTL, CHARGED))).isTrue();
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 7, 1));
    assertThat(openReservations()).isZero();
  }

  @Test
  void itIsSettledOnTheDayOnWhichItWasMade() {
    Reports reports = reports();
    Report held = claim(reports, reserved(NOW));
    Instant tomorrow = Day.end(NOW).plusSeconds(5);
    assertThat(reports.finish(held.failed(tomorrow, TTL, PROBLEM, Globals.NONE).unpaid())).isTrue();
    assertThat(today()).isEqualTo(new Day(TODAY, 0, 0, 1));
    assertThat(day(TODAY.plusDays(1))).isEqualTo(Day.unspent(TODAY.plusDays(1)));
  }

  @Test
  void anUnknownOutcomeStaysAtItsBound() {
    Reports reports = reports();
    Report held = claim(reports, reserved(NOW));
    assertThat(reports.finish(held.failed(NOW, TTL, PROBLEM, Globals.NONE).atBound())).isTrue();
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 100, 1));
    assertThat(openReservations()).isZero();
  }

  @Test
  void whatCostMoreThanItsBoundIsCountedWhole() {
    Reports reports = reports("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000");
    Report held = claim(reports, reserved(NOW));
    Globals dear = new Globals(Map.of("ChargedAnalysisResUnits", "6000"));
    assertThat(reports.finish(held.ready(NOW, TTL, dear))).isTrue();
    assertThat(today()).isEqualTo(new Day(TODAY, 6_000, 100, 1));
  }

  @Test
  void itIsSettledOnceThoughManyTry() throws Exception {
    Reports reports = reports();
    Report held = claim(reports, reserved(NOW));
    Report ready = held.ready(NOW, TTL, CHARGED);
    List<Future<Boolean>> tries = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        tries.add(threads.submit(() -> reports.settle(ready)));
        tries.add(threads.submit(() -> reports.finish(ready)));
      }
    }
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 7, 1));
    assertThat(reports.find(held.id())).hasValue(ready);
    assertThat(tries).filteredOn(Future::resultNow).hasSizeBetween(1, 2);
  }

  @Test
  void aReportIsFinishedThoughItsReservationIsSettledAlready() {
    Reports reports = reports();
    Report held = claim(reports, reserved(NOW));
    Report ready = held.ready(NOW, TTL, CHARGED);
    assertThat(reports.settle(ready)).isTrue();
    assertThat(reports.finish(ready)).isTrue();
    assertThat(reports.find(held.id())).hasValue(ready);
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 7, 1));
  }

  @Test
  void aReportThatLostItsSlotIsSettledAllTheSame() {
    Reports reports = reports();
    Report slow = claim(reports, reserved(NOW));
    Report next = reserved(Samples.claimed(slow.question()), NOW);
    Slots seen = reports.slots(slow.question().fingerprint());
    assertThat(reports.claim(next, seen, null, PATIENCE)).isEqualTo(Written.DONE);
    assertThat(reports.finish(slow.ready(NOW, TTL, CHARGED))).isTrue();
    assertThat(today()).isEqualTo(new Day(TODAY, 10_000, 107, 2));
    assertThat(reports.slots(slow.question().fingerprint()).underway()).isEqualTo(next.id());
  }

  @Test
  void aLateHolderSettlesNothing() {
    Reports reports = reports();
    Report late = claim(reports, reserved(NOW));
    Report again = again(late, NOW.plusSeconds(70));
    assertThat(reports.again(late.atBound(), again, PATIENCE)).isEqualTo(Written.DONE);
    Day before = today();
    assertThat(reports.finish(late.ready(NOW, TTL, CHARGED))).isFalse();
    assertThat(reports.settle(late.ready(NOW, TTL, CHARGED))).isFalse();
    assertThat(today()).isEqualTo(before);
  }

  @Test
  void askingAgainSettlesTheUnknownCallAtItsBoundAndReservesTheNext() {
    Reports reports = reports();
    Report died = claim(reports, reserved(NOW));
    Report again = again(died, NOW.plusSeconds(70));
    assertThat(reports.again(died.atBound(), again, PATIENCE)).isEqualTo(Written.DONE);
    assertThat(today()).isEqualTo(new Day(TODAY, 10_000, 200, 2));
    assertThat(openReservations()).isEqualTo(1);
    assertThat(reports.finish(again.ready(NOW, TTL, CHARGED))).isTrue();
    assertThat(today()).isEqualTo(new Day(TODAY, 10_000, 107, 2));
    assertThat(openReservations()).isZero();
  }

  @Test
  void askingAgainOnTheNextDayReservesThere() {
    Reports reports = reports("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000");
    Report died = claim(reports, reserved(NOW));
    Report again = again(died, Day.end(NOW));
    assertThat(reports.again(died.atBound(), again, PATIENCE)).isEqualTo(Written.DONE);
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 100, 1));
    assertThat(day(TODAY.plusDays(1))).isEqualTo(new Day(TODAY.plusDays(1), 5_000, 100, 1));
  }

  @Test
  void askingAgainOverTheBudgetWritesNothing() {
    Reports reports = reports("BACKLINKS_DAY_BUDGET_ANALYSIS", "9000");
    Report died = claim(reports, reserved(NOW));
    Report again = again(died, NOW.plusSeconds(70));
    assertThat(reports.again(died.atBound(), again, PATIENCE)).isEqualTo(Written.OVER_BUDGET);
    assertThat(reports.find(died.id())).hasValue(died);
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 100, 1));
    assertThat(openReservations()).isEqualTo(1);
  }

  @Test
  void whatIsGivenBackInTheSameStrokeIsRoomForTheNextCall() {
    Reports reports = reports("BACKLINKS_DAY_BUDGET_ANALYSIS", "9000");
    Report known = claim(reports, reserved(NOW)).unpaid();
    Instant later = NOW.plusSeconds(70);
    Report again = known.takenOver(later, LEASE).reserved(later, BOUND, 1).calling();
    assertThat(reports.again(known, again, PATIENCE)).isEqualTo(Written.DONE);
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 100, 2));
  }

  @Test
  void aReportThatWaitsForTheNextDayHasItsCallSettledAndIsNotDue() {
    Reports reports = reports();
    Report died = claim(reports, reserved(NOW));
    Instant midnight = Day.end(NOW);
    Report waits = died.atBound().postponed(midnight);
    assertThat(reports.again(died.atBound(), waits, PATIENCE)).isEqualTo(Written.DONE);
    assertThat(reports.find(died.id())).hasValue(waits);
    assertThat(DueIds.of(reports, midnight.minusMillis(1), 9)).isEmpty();
    assertThat(DueIds.of(reports, midnight, 9)).containsExactly(died.id());
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 100, 1));
    assertThat(openReservations()).isZero();
  }

  @Test
  void onlyOneOfTwoAsksAgain() {
    Reports reports = reports();
    Report died = claim(reports, reserved(NOW));
    Report one = again(died, NOW.plusSeconds(70));
    Report other = again(died, NOW.plusSeconds(71));
    assertThat(reports.again(died.atBound(), one, PATIENCE)).isEqualTo(Written.DONE);
    assertThat(reports.again(died.atBound(), other, PATIENCE)).isEqualTo(Written.LOST);
    assertThat(today()).isEqualTo(new Day(TODAY, 10_000, 200, 2));
  }

  @Test
  void deletingWhatWasNeverAskedForGivesItBack() {
    Reports reports = reports();
    Report waiting = claim(reports, unasked(NOW));
    assertThat(reports.delete(waiting, waiting.deleted(NOW))).isTrue();
    assertThat(today()).isEqualTo(new Day(TODAY, 0, 0, 0));
    assertThat(openReservations()).isZero();
  }

  @Test
  void aRunningCallOfADeletedReportIsSettledByItsHolder() {
    Reports reports = reports();
    Report held = claim(reports, reserved(NOW));
    assertThat(reports.delete(held, held.deleted(NOW))).isTrue();
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 100, 1));
    Report ready = held.ready(NOW, TTL, CHARGED);
    assertThat(reports.finish(ready)).isFalse();
    assertThat(reports.settle(ready)).isTrue();
    assertThat(reports.settle(ready)).isFalse();
    assertThat(today()).isEqualTo(new Day(TODAY, 5_000, 7, 1));
    assertThat(reports.find(held.id()).orElseThrow().state()).isEqualTo(new State.Deleted());
  }

  @Test
  void aHundredClaimsAtOnceKeepTheBudgetToTheUnit() throws Exception {
    Reports reports = reports("BACKLINKS_DAY_BUDGET_ANALYSIS", "150000");
    List<Future<Written>> claims = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        Report report = reserved(NOW);
        claims.add(threads.submit(() -> reports.claim(report, Slots.EMPTY, null, PATIENCE)));
      }
    }
    assertThat(claims.stream().map(Future::resultNow).filter(Written.DONE::equals)).hasSize(30);
    assertThat(claims.stream().map(Future::resultNow).filter(Written.OVER_BUDGET::equals))
        .hasSize(70);
    assertThat(today()).isEqualTo(new Day(TODAY, 150_000, 3_000, 30));
  }

  @Test
  void reservationsAndDaysOutliveAMonthAndThenExpire() {
    claim(reports(), reserved(NOW));
    String expected = Long.toString(Instant.parse("2126-12-28T00:00:00Z").getEpochSecond());
    assertThat(dynamo.client().scan(scan -> scan.tableName(table)).items())
        .filteredOn(item -> item.get("pk").s().matches("(day|reservation)#.*"))
        .hasSize(2)
        .allSatisfy(item -> assertThat(item.get("expiresAt").n()).isEqualTo(expected));
  }

  @Test
  void anOpenReservationComesBackWithItsReport() {
    Reports reports = reports();
    Report held = claim(reports, reserved(NOW));
    assertThat(reports.find(held.id())).hasValue(held);
    Report queued =
        held.waiting(
            NOW, Samples.queued(NOW), new Globals(Map.of("ChargedAnalysisResUnits", "5000")));
    assertThat(reports.save(queued)).isTrue();
    assertThat(reports.find(held.id())).hasValue(queued);
    assertThat(queued.reservation().told()).isEqualTo(new Amounts(5_000L, null));
  }

  private Settings settings(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>(Map.of("BACKLINKS_TABLE", table));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Settings.from(environment);
  }

  private Reports reports(String... namesAndValues) {
    return new Reports(dynamo.client(), settings(namesAndValues));
  }

  private static Report claim(Reports reports, Report report) {
    assertThat(reports.claim(report, Slots.EMPTY, null, PATIENCE)).isEqualTo(Written.DONE);
    return report;
  }

  /** Claimed and held, its call counted. */
  private static Report reserved(Instant now) {
    return reserved(Samples.claimed(), now);
  }

  private static Report reserved(Report report, Instant now) {
    return unasked(report, report.leaseEnd(), now).calling();
  }

  private static Report unasked(Instant now) {
    return unasked(Samples.claimed(), Report.GIVEN_BACK, now);
  }

  private static Report unasked(Report report, Instant leaseEnd, Instant now) {
    return new Report(
            report.id(),
            report.version(),
            leaseEnd,
            report.question(),
            report.parameters(),
            report.cursorKey(),
            report.createdAt(),
            report.expiresAt(),
            Usage.NONE,
            report.state())
        .reserved(now, BOUND, 1);
  }

  private static Report again(Report died, Instant now) {
    return died.atBound().takenOver(now, LEASE).reserved(now, BOUND, 1).calling();
  }

  private Day today() {
    return day(TODAY);
  }

  private Day day(LocalDate date) {
    return new Ledger(dynamo.client(), settings()).days(List.of(date)).getFirst();
  }

  private long openReservations() {
    return dynamo.client().scan(scan -> scan.tableName(table)).items().stream()
        .filter(item -> item.get("pk").s().startsWith("reservation#"))
        .count();
  }
}
