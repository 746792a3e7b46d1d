package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.Samples.NOW;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Answer.Reason;
import org.backlinks.majestic.Call;
import org.backlinks.majestic.Job;
import org.backlinks.ops.Settings;
import org.backlinks.question.Scope;
import org.backlinks.report.Price;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.report.Samples;
import org.backlinks.report.State;
import org.backlinks.report.Units;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Table;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What each end of a report is settled at. */
class SettlingTest {
  private static final Units BOUND = new Units(10_000, 200);
  private static final Globals CHARGED = charged(10_000L, 7L);
  private static final Globals SILENT = Globals.NONE;

  private static final Settings SETTINGS = Settings.from(Map.of());

  /** No ending here looks into the table. */
  private static final DynamoDbClient TABLE =
      DynamoDbClient.builder()
          .region(Region.US_EAST_1)
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();

  private final Endings endings =
      new Endings(
          SETTINGS, new SplittableRandom(1), Parts.commands(TABLE, SETTINGS, Clock.systemUTC()));
  private final Report held = held();

  @Test
  void rowsCostWhatUpstreamSays() {
    isSettled(held, rows(CHARGED), new Units(10_000, 7), false);
  }

  @Test
  void rowsWithoutAWordOnChargesCostThePriceOfTheirListsAndAUnitARow() {
    isSettled(held, rows(SILENT), new Units(10_000, 42), true);
  }

  @Test
  void rowsWithHalfAWordOnChargesCostThatAndTheRuleForTheRest() {
    isSettled(held, rows(charged(9_000L, null)), new Units(9_000, 42), true);
  }

  @Test
  void aRefusalWithoutAChargeCostsNothing() {
    // a command that is gone ends nothing: another one goes on
    for (Reason reason : EnumSet.complementOf(EnumSet.of(Reason.UNKNOWN_COMMAND))) {
      isSettled(held, new Answer.Refused(SILENT, reason, "No", "no"), Units.NONE, false);
    }
  }

  @Test
  void aRefusalWithAChargeCostsThat() {
    Answer refused = new Answer.Refused(charged(5_000L, 0L), Reason.OTHER, "No", "no");
    isSettled(held, refused, new Units(5_000, 0), false);
  }

  @Test
  void whatNeverReachedUpstreamCostsNothing() {
    isSettled(held, new Answer.Unavailable("no connection", true, null), Units.NONE, false);
  }

  @Test
  void aConnectionThatBrokeMayHaveCostAllOfIt() {
    isSettled(held, new Answer.Unavailable("broke", false, null), BOUND, true);
  }

  @Test
  void aTimeOutMayHaveCostAllOfIt() {
    isSettled(held, new Answer.TimedOut(SILENT, "late"), BOUND, true);
  }

  @Test
  void anUnreadableAnswerMayHaveCostAllOfIt() {
    isSettled(held, new Answer.Unreadable(SILENT, "no JSON"), BOUND, true);
  }

  @Test
  void whatABrokenAnswerSaidBeforeItBrokeIsItsCost() {
    isSettled(held, new Answer.Unreadable(CHARGED, "cut"), new Units(10_000, 7), false);
    isSettled(held, new Answer.TimedOut(CHARGED, "stalled"), new Units(10_000, 7), false);
  }

  @Test
  void anAnswerWithoutAnyListMayHaveCostAllOfIt() {
    isSettled(held, none(SILENT), BOUND, true);
    isSettled(held, none(CHARGED), new Units(10_000, 7), false);
  }

  @Test
  void aQueuedJobStaysReservedUntilItsEnd() {
    Report queued = endings.after(held, new Answer.Queued(SILENT, noJob(), null), NOW);
    assertThat(queued.state().pending()).isTrue();
    assertThat(queued.reservation()).isEqualTo(held.reservation());
    isSettled(queued, rows(CHARGED), new Units(10_000, 7), false);
  }

  @Test
  void whatTheQueuedAnswerChargedIsPartOfTheCost() {
    Answer answer = new Answer.Queued(charged(10_000L, 0L), noJob(), null);
    Report queued = endings.after(held, answer, NOW);
    isSettled(queued, rows(charged(0L, 7L)), new Units(10_000, 7), false);
  }

  @Test
  void aJobThatIsGivenUpMayHaveCostAllOfIt() {
    Report queued = endings.after(held, new Answer.Queued(SILENT, noJob(), null), NOW);
    Instant late = NOW.plus(Duration.ofDays(2));
    Report failed =
        endings.after(queued, new Answer.Unavailable("no connection", true, null), late);
    assertThat(failed.state()).isInstanceOf(State.Failed.class);
    assertThat(cost(failed)).isEqualTo(BOUND);
    assertThat(failed.usage().estimated()).isTrue();
  }

  @Test
  void aJobWhoseAnswersAreChargedAndLostIsNotAskedForEver() {
    Report queued = endings.after(held, new Answer.Queued(SILENT, noJob(), null), NOW);
    for (Globals charge : List.of(charged(10_000L, 7L), charged(0L, 180L))) {
      Report once = queued;
      for (int i = 1; i < Report.MOST_CALLS; i++) {
        once = endings.after(once, new Answer.Unreadable(charge, "cut"), NOW);
        assertThat(once.state()).as("after %d answers", i).isInstanceOf(State.Queued.class);
        once = endings.after(once, new Answer.TimedOut(SILENT, "late"), NOW);
        assertThat(once.state()).as("after a silent one").isInstanceOf(State.Queued.class);
      }
      isSettled(once, rows(charge), told(charge, 3), false);
      isSettled(once, new Answer.Unreadable(charge, "cut"), told(charge, 3), false);
    }
  }

  @Test
  void aFileThatRepeatsTheJobsChargeCostsItOnce() {
    Map<String, String> tokens = Map.of("JobID", "17");
    Report done = endings.after(held, new Answer.DownloadReady(CHARGED, new Job(tokens)), NOW);
    isSettled(done, rows(CHARGED), new Units(10_000, 7), false);
  }

  @Test
  void aFileThatIsGoneCostsWhatItsJobCharged() {
    Map<String, String> tokens = Map.of("JobID", "17");
    Report told = endings.after(held, new Answer.DownloadReady(CHARGED, new Job(tokens)), NOW);
    isSettled(told, new Answer.Gone(), new Units(10_000, 7), false);
    Report silent = endings.after(held, new Answer.DownloadReady(SILENT, new Job(tokens)), NOW);
    isSettled(silent, new Answer.Gone(), BOUND, true);
  }

  @Test
  void aCallThatNobodyLearntOfMayHaveCostAllOfIt() {
    Report failed = endings.brokenOff(held, NOW);
    assertThat(cost(failed)).isEqualTo(BOUND);
    assertThat(failed.usage().estimated()).isTrue();
    assertThat(failed.usage().analysis()).isEqualTo(10_000);
  }

  @Test
  void eachListOfSeveralCallsCostsWhatItsOwnAnswerSaysOrTheRule() {
    Report first = endings.after(listByList(), list(SILENT, "url", 40), NOW);
    assertThat(first.callIsReserved()).isTrue();
    assertThat(cost(first)).isEqualTo(new Units(5_000, 40));
    isSettled(
        first.calling(), list(charged(5_000L, 7L), "rootDomain", 7), new Units(10_000, 47), true);
    isSettled(first.calling(), list(SILENT, "rootDomain", 2), new Units(10_000, 42), true);
  }

  @Test
  void aLaterListThatIsRefusedCostsNothingAndOneThatIsLostItsOwnBound() {
    Report first =
        endings.after(listByList(), list(charged(5_000L, 40L), "url", 40), NOW).calling();
    isSettled(
        first, new Answer.Refused(SILENT, Reason.OTHER, "No", "no"), new Units(5_000, 40), false);
    isSettled(first, new Answer.TimedOut(SILENT, "late"), new Units(10_000, 140), true);
    assertThat(cost(first.atBound())).isEqualTo(new Units(10_000, 140));
    assertThat(cost(listByList().atBound())).isEqualTo(new Units(5_000, 100));
  }

  @Test
  void aFirstListThatCertainlyWasNotChargedReleasesAllThatWasReserved() {
    Answer refused = new Answer.Refused(SILENT, Reason.OTHER, "No", "no");
    isSettled(listByList(), refused, Units.NONE, false);
    isSettled(listByList(), new Answer.Unavailable("not now", true, null), Units.NONE, false);
  }

  @Test
  void aJobWhoseChargeIsKnownCostsThatThoughItsFileNeverComes() {
    Answer done = new Answer.DownloadReady(CHARGED, new Job(Map.of("JobID", "17")));
    Report waiting = endings.after(held, done, NOW);
    assertThat(cost(endings.brokenOff(waiting, NOW))).isEqualTo(new Units(10_000, 7));
  }

  private static Units told(Globals charge, int times) {
    return Reservation.told(charge).or(Units.NONE).times(times);
  }

  private static Report listByList() {
    Report report = Samples.claimed(Samples.question(Set.of(Scope.URL, Scope.ROOT_DOMAIN)));
    List<Call> calls = Call.getBackLinkData(report.question());
    assertThat(calls).hasSize(2);
    return new Report(
            report.id(),
            report.version(),
            report.leaseEnd(),
            report.question(),
            calls.getFirst().parameters(),
            report.cursorKey(),
            report.createdAt(),
            report.expiresAt(),
            Usage.NONE,
            report.state())
        .reserved(NOW, BOUND, 2)
        .calling();
  }

  private static Answer list(Globals globals, String scope, int rows) {
    List<Table> tables = List.of(list("BackLinks", scope, rows));
    return new Answer.Rows(
        globals, new Manifest("GetBackLinkData", globals, tables, List.of()), List.of());
  }

  private void isSettled(Report before, Answer answer, Units cost, boolean estimated) {
    Report next = endings.after(before, answer, NOW.plusSeconds(1));
    assertThat(next.state().pending()).as("pending after %s", answer).isFalse();
    assertThat(cost(next)).as("the cost of %s", answer).isEqualTo(cost);
    assertThat(next.usage().estimated()).as("estimated after %s", answer).isEqualTo(estimated);
    if (!cost.equals(Units.NONE)) {
      assertThat(next.usage().analysis()).isEqualTo(cost.analysis());
      assertThat(next.usage().retrieval()).isEqualTo(cost.retrieval());
    }
  }

  private static Units cost(Report report) {
    Reservation reservation = report.reservation();
    assertThat(reservation).isNotNull();
    return reservation.cost();
  }

  private static Report held() {
    Report report = Samples.claimed(Samples.question(Set.of(Scope.URL, Scope.ROOT_DOMAIN)));
    return Samples.costing(Usage.NONE, report)
        .reserved(NOW, Price.USUAL.atMost(report.question()), 1)
        .calling();
  }

  private static Answer rows(Globals globals) {
    List<Table> tables = List.of(list("URL", "url", 40), list("RootDomain", "rootDomain", 2));
    return new Answer.Rows(
        globals, new Manifest("GetTopBackLinks", globals, tables, List.of()), List.of());
  }

  private static Answer none(Globals globals) {
    return new Answer.Rows(
        globals,
        new Manifest("GetTopBackLinks", globals, List.of(), List.of()),
        List.of(Scope.URL, Scope.ROOT_DOMAIN));
  }

  private static Table list(String name, String scope, int rows) {
    return new Table(name, Table.Kind.LINKS, scope, Map.of(), rows, List.of());
  }

  private static Job noJob() {
    return new Job(Map.of());
  }

  private static Globals charged(Long analysis, Long retrieval) {
    Map<String, String> values = new HashMap<>();
    if (analysis != null) {
      values.put("ChargedAnalysisResUnits", analysis.toString());
    }
    if (retrieval != null) {
      values.put("ChargedRetrievalResUnits", retrieval.toString());
    }
    return new Globals(values);
  }
}
