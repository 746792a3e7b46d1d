package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;
import static org.backlinks.store.RecordedReports.BOUND;
import static org.backlinks.store.RecordedReports.CHARGED;
import static org.backlinks.store.RecordedReports.LEASE;
import static org.backlinks.store.RecordedReports.TIMEOUT;
import static org.backlinks.store.RecordedReports.TTL;
import static org.backlinks.store.RecordedReports.called;
import static org.backlinks.store.RecordedReports.calledAfter;
import static org.backlinks.store.RecordedReports.calledForLists;
import static org.backlinks.store.RecordedReports.claim;
import static org.backlinks.store.RecordedReports.claimAgain;
import static org.backlinks.store.RecordedReports.delete;
import static org.backlinks.store.RecordedReports.deleteWithoutReservation;
import static org.backlinks.store.RecordedReports.downloading;
import static org.backlinks.store.RecordedReports.finish;
import static org.backlinks.store.RecordedReports.makeReady;
import static org.backlinks.store.RecordedReports.problem;
import static org.backlinks.store.RecordedReports.question;
import static org.backlinks.store.RecordedReports.queued;
import static org.backlinks.store.RecordedReports.report;
import static org.backlinks.store.RecordedReports.reserveAndCall;
import static org.backlinks.store.RecordedReports.save;
import static org.backlinks.store.RecordedReports.uncalled;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.report.Billing;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.RemainingUnits;

/**
 * The recordings of reports. Each recording has the writes that an earlier version of the program
 * made.
 */
final class ReportRecordings {
  /** The kinds of problems that no report has. */
  private static final Set<Problem.Kind> OTHER_KINDS =
      EnumSet.of(
          Problem.Kind.REPORT_NOT_READY,
          Problem.Kind.NOT_COMPARABLE,
          Problem.Kind.TOO_MANY_CALLBACKS,
          Problem.Kind.TOO_MANY_LINKS);

  /** The kinds of problems of before, in the order in which they were recorded. */
  private static final List<Problem.Kind> RECORDED_KINDS =
      Stream.of(Problem.Kind.values()).filter(kind -> !OTHER_KINDS.contains(kind)).toList();

  /** The end of the day of the first reservations. */
  static final Instant MIDNIGHT = DailySpend.utcDayEnd(NOW);

  private static final Instant LATER = NOW.plusSeconds(130);

  private ReportRecordings() {}

  /**
   * One recording.
   *
   * @param write repeats the recorded writes, and returns the reports that the table then holds
   */
  record Recording(String name, Function<StoreFixture, List<Report>> write) {
    static Recording of(String name, Function<StoreFixture, Report> write) {
      return new Recording(name, write.andThen(List::of));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Recording> pendingReports() {
    return Stream.of(
        Recording.of("report-not-yet-called", stores -> claim(stores, uncalled(2))),
        Recording.of(
            "report-call-taken-back",
            stores -> {
              Report held = claim(stores, called(3));
              Report released = held.withBilling(Billing::withoutCall).release();
              assertThat(stores.reportStore().release(held, released)).isTrue();
              return released;
            }),
        Recording.of(
            "report-lease-renewed",
            stores -> {
              Report held = claim(stores, called(4));
              Instant end = NOW.plusSeconds(150);
              assertThat(stores.reportStore().renewLease(held, end)).isTrue();
              return withLeaseEnd(held, end);
            }),
        Recording.of(
            "report-queued",
            stores -> save(stores, claim(stores, called(5)).releaseUntil(queued(), CHARGED))),
        Recording.of(
            "report-queued-without-tokens",
            stores -> {
              State next = new State.Queued(Map.of(), NOW.plusSeconds(30), 0, 0);
              return save(stores, claim(stores, called(6)).releaseUntil(next, Globals.NONE));
            }),
        Recording.of(
            "report-queued-due-now",
            stores -> {
              Report waiting = saveQueued(stores, 7);
              Report due = waiting.makeDueNow(NOW.plusSeconds(1));
              assertThat(stores.reportStore().makeDueNow(waiting, due)).isTrue();
              return due;
            }),
        new Recording(
            "report-queued-after-another",
            stores -> {
              Report ready = makeReady(stores, claim(stores, called(26)));
              Report held = claimAgain(stores, calledAfter(ready, 27));
              return List.of(ready, save(stores, held.releaseUntil(queued(), Globals.NONE)));
            }),
        Recording.of(
            "report-queued-taken-over",
            stores -> {
              Report waiting = saveQueued(stores, 8);
              Instant now = NOW.plusSeconds(40);
              Report takenOver =
                  withLeaseEnd(waiting.takeOver(now, LEASE), now.plus(LEASE))
                      .withBilling(Billing::withPollCounted);
              assertThat(stores.reportStore().takeOver(waiting, takenOver)).isTrue();
              return takenOver;
            }),
        Recording.of(
            "report-downloading",
            stores -> {
              Globals partlyCharged = new Globals(Map.of("ChargedAnalysisResUnits", "5000"));
              Report held = claim(stores, called(9));
              Report next = held.advance(NOW, LEASE, downloading(0), partlyCharged);
              return save(stores, withLeaseEnd(next, NOW.plus(LEASE)));
            }),
        Recording.of(
            "report-downloading-released",
            stores -> {
              Report held =
                  save(
                      stores,
                      claim(stores, called(10)).advance(NOW, LEASE, downloading(0), CHARGED));
              return save(stores, held.releaseUntil(downloading(3), Globals.NONE));
            }),
        Recording.of(
            "report-postponed",
            stores -> {
              Report settled = claim(stores, called(11)).withBilling(Billing::settleAtBound);
              return reclaim(stores, settled, settled.postpone(MIDNIGHT));
            }),
        Recording.of(
            "report-reserved-again",
            stores -> {
              Report settled = claim(stores, called(12)).withBilling(Billing::settleAtBound);
              return reclaim(
                  stores, settled, reserveAndCall(settled.takeOver(LATER, LEASE), LATER, BOUND, 1));
            }),
        Recording.of(
            "report-reserved-on-next-day",
            stores -> {
              Report uncalled =
                  claim(stores, called(13))
                      .withBilling(Billing::withoutCall)
                      .withBilling(Billing::settleFree);
              Report next = reserveAndCall(uncalled, MIDNIGHT, BOUND, 1);
              assertThat(stores.claimTransactions().moveReservation(uncalled, next, TIMEOUT))
                  .isEqualTo(ReservationResult.WRITTEN);
              return next;
            }),
        Recording.of(
            "report-with-lists-done-and-missing",
            stores -> {
              Report held =
                  claim(stores, calledForLists(23))
                      .withProgress(progress ->
                          progress
                              .withPart("url", 1)
                              .withoutPart("subdomain", "Refused: \"ä\".")
                              .withWarning("Odd."));
              Map<String, String> call =
                  Map.of("cmd", "GetBackLinkData", "item", "h23.example.com");
              Instant now = NOW.plusSeconds(3);
              return save(
                  stores,
                  held.advanceToCall(call, now, LEASE, CHARGED).withCallCounted(now, LEASE));
            }),
        Recording.of(
            "report-with-unknown-and-large-numbers",
            stores -> {
              Usage usage =
                  new Usage(
                      new PartialUnits(0L, null),
                      new RemainingUnits(Long.MAX_VALUE, null, 0L),
                      3,
                      40,
                      true);
              return claim(stores, report(25, question(25), usage));
            }),
        Recording.of(
            "report-with-deleted-links",
            stores -> {
              Question question =
                  new Question(
                      Target.of("http://h31.example.com/"),
                      EnumSet.of(Scope.URL),
                      Index.HISTORIC,
                      100,
                      null,
                      false,
                      Command.AUTO,
                      true);
              return claim(stores, called(31, question));
            }),
        new Recording("report-of-each-question", ReportRecordings::claimEachQuestion));
  }

  static Stream<Recording> doneReports() {
    return Stream.of(
        Recording.of("report-ready", stores -> makeReady(stores, claim(stores, called(14)))),
        new Recording(
            "report-ready-after-another",
            stores -> {
              Report ready = makeReady(stores, claim(stores, called(28)));
              Report held = claimAgain(stores, calledAfter(ready, 29));
              return List.of(ready, makeReady(stores, held));
            }),
        Recording.of(
            "report-ready-withdrawn",
            stores -> {
              Report ready = makeReady(stores, claim(stores, called(16)));
              assertThat(stores.reportStore().clearReadySlot(ready)).isTrue();
              return ready;
            }),
        Recording.of(
            "report-ready-without-one-list",
            stores -> {
              Report held =
                  claim(stores, calledForLists(24))
                      .withProgress(progress ->
                          progress
                              .withPart("url", 1)
                              .withPart("rootDomain", 2)
                              .withoutPart("subdomain", "Refused."));
              return finish(stores, held.markReady(NOW.plusSeconds(1), TTL, CHARGED, 2));
            }),
        Recording.of(
            "report-failed-uncharged",
            stores -> {
              Problem problem =
                  new Problem(
                      Problem.Kind.UPSTREAM_UNAVAILABLE,
                      "Later.",
                      List.of(),
                      Duration.ofSeconds(120));
              return finish(
                  stores,
                  claim(stores, called(17))
                      .fail(NOW, TTL, problem, Globals.NONE)
                      .withBilling(Billing::settleFree));
            }),
        Recording.of(
            "report-failed-at-bound",
            stores ->
                finish(
                    stores,
                    claim(stores, called(18))
                        .fail(NOW, TTL, problem(Problem.Kind.OUTCOME_UNKNOWN), Globals.NONE)
                        .withBilling(Billing::settleAtBound))),
        new Recording("report-failed-of-each-kind", ReportRecordings::failOfEachKind),
        Recording.of(
            "report-deleted-while-held",
            stores -> deleteWithoutReservation(stores, claim(stores, called(19)))),
        Recording.of(
            "report-deleted-while-released", stores -> delete(stores, claim(stores, uncalled(20)))),
        Recording.of(
            "report-deleted-when-ready",
            stores -> delete(stores, makeReady(stores, claim(stores, called(21))))),
        Recording.of(
            "report-deleted-then-settled",
            stores -> {
              Report held = claim(stores, called(22));
              Report tombstone = deleteWithoutReservation(stores, held);
              Report ready = held.markReady(NOW.plusSeconds(6), TTL, CHARGED);
              assertThat(stores.reportStore().settleReservation(ready)).isTrue();
              return tombstone;
            }));
  }

  static Stream<Recording> claimedReports() {
    return Stream.of(
        Recording.of("report-claimed", stores -> claimWithKey(stores, called(1))),
        new Recording(
            "report-ready-and-next-under-way",
            stores -> {
              Report ready = makeReady(stores, claim(stores, called(14)));
              return List.of(ready, claimWithKey(stores, called(15, ready.question())));
            }));
  }

  static Stream<Recording> allReports() {
    return Stream.of(pendingReports(), doneReports(), claimedReports())
        .flatMap(recordings -> recordings);
  }

  /** Sets the end of the lease, because its duration may differ between versions. */
  private static Report withLeaseEnd(Report report, Instant end) {
    return SampleReports.withLease(report.lease().withEnd(end), report);
  }

  private static Report claimWithKey(StoreFixture stores, Report report) {
    ClaimTransactions claims = stores.claimTransactions();
    QuestionSlots seen = claims.findSlots(report.question().fingerprint());
    assertThat(
            claims.claim(
                report, seen, RecordedReports.idempotencyClaim(report), List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    return report;
  }

  private static Report saveQueued(StoreFixture stores, int number) {
    return save(stores, claim(stores, called(number)).releaseUntil(queued(), Globals.NONE));
  }

  private static Report reclaim(StoreFixture stores, Report settled, Report next) {
    assertThat(stores.claimTransactions().reclaim(settled, next, TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    return next;
  }

  private static List<Report> failOfEachKind(StoreFixture stores) {
    List<Report> failed = new ArrayList<>();
    int number = 100;
    for (Problem.Kind kind : RECORDED_KINDS) {
      Report report = claim(stores, called(number++));
      failed.add(finish(stores, report.fail(NOW, TTL, problem(kind), CHARGED)));
    }
    return failed;
  }

  private static List<Report> claimEachQuestion(StoreFixture stores) {
    List<Report> claimed = new ArrayList<>();
    int number = 200;
    for (Command command : Command.values()) {
      for (Index index : Index.values()) {
        for (Scope scope : Scope.values()) {
          Question question =
              new Question(
                  Target.of("https://example.com/ä?q=\"|'&n=" + number),
                  EnumSet.of(Scope.ROOT_DOMAIN, scope),
                  index,
                  50_000,
                  number % 2 == 0 ? null : Integer.valueOf(number),
                  number % 3 == 0,
                  command,
                  false);
          claimed.add(claim(stores, report(number++, question, Usage.NONE)));
        }
      }
    }
    return claimed;
  }
}
