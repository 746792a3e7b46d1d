package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.report.Billing;
import org.backlinks.report.Lease;
import org.backlinks.report.Lifetime;
import org.backlinks.report.Problem;
import org.backlinks.report.Progress;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.Units;

/** Creates the reports of the recordings, and writes them. */
final class RecordedReports {
  static final Duration LEASE = Duration.ofSeconds(60);
  static final Duration TTL = Duration.ofDays(30);
  static final Duration TIMEOUT = Duration.ofSeconds(20);
  static final Units BOUND = new Units(5_000, 100);
  static final Globals CHARGED =
      new Globals(
          Map.of(
              "ChargedAnalysisResUnits", "5000",
              "ChargedRetrievalResUnits", "7",
              "RemainingAnalysisResUnits", "97072651",
              "RemainingRetrievalResUnits", "19462825",
              "RemainingStandardReports", "1010"));

  private RecordedReports() {}

  static ReportId id(int number) {
    return new ReportId("%x%031x".formatted(number % 16, number));
  }

  static Question question(int number) {
    return new Question(
        Target.of("http://h" + number + ".example.com/"),
        Set.of(Scope.URL),
        Index.HISTORIC,
        100,
        null,
        false,
        Command.AUTO,
        false);
  }

  /** Returns a held report for which nothing is reserved. */
  static Report report(int number, Question question, Usage usage) {
    return new Report(
        id(number),
        question,
        null,
        new Lease(1, NOW.plus(LEASE)),
        Map.of("cmd", "GetTopBackLinks", "URL", question.target().text()),
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        new Lifetime(NOW, NOW.plusSeconds(172_800)),
        new Billing(usage, null),
        new State.Claimed(),
        Progress.NONE);
  }

  /** Returns a report whose first call is reserved and not yet made. */
  static Report uncalled(int number) {
    return report(number, question(number), Usage.NONE)
        .release()
        .withBilling(billing -> billing.reserve(NOW, BOUND, 1));
  }

  /** Returns a held report whose first call is counted. */
  static Report called(int number) {
    return called(number, question(number));
  }

  static Report called(int number, Question question) {
    return reserveAndCall(report(number, question, Usage.NONE), NOW, BOUND, 1);
  }

  /** Returns a held report whose first call is counted, and which another report preceded. */
  static Report calledAfter(Report previous, int number) {
    return SampleReports.withPreviousId(previous.id(), called(number, previous.question()));
  }

  static Report reserveAndCall(Report report, Instant now, Units bound, int calls) {
    return report
        .withBilling(billing -> billing.reserve(now, bound, calls))
        .withCallCounted(now, LEASE);
  }

  /** Returns a held report that needs a call for each of its three lists. */
  static Report calledForLists(int number) {
    Question question =
        new Question(
            Target.of("www.h" + number + ".example.com"),
            EnumSet.allOf(Scope.class),
            Index.HISTORIC,
            100,
            null,
            false,
            Command.GET_BACK_LINK_DATA,
            false);
    return reserveAndCall(report(number, question, Usage.NONE), NOW, BOUND.times(3), 3);
  }

  static State.Queued queued() {
    return new State.Queued(
        Map.of("JobToken", "a-ä", "AnalysisJobToken", "b"), NOW.plusSeconds(30), 2, 1);
  }

  static State.Downloading downloading(int pollCount) {
    return new State.Downloading(
        Map.of("DownloadJobID", "18"), NOW.plusSeconds(40).plusMillis(1), pollCount);
  }

  static Problem problem(Problem.Kind kind) {
    return Problem.of(kind, "It says: \"ä\".");
  }

  static IdempotencyClaim idempotencyClaim(Report report) {
    return new IdempotencyClaim(
        "order 4711 ä",
        new IdempotencyRecord(
            report.question().fingerprint(), report.id(), NOW.plus(IdempotencyRecord.LIFETIME)),
        NOW,
        null);
  }

  static Report claim(StoreFixture stores, Report report) {
    assertThat(
            stores.claimTransactions().claim(report, QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    return report;
  }

  /** Claims the question of a report again. */
  static Report claimAgain(StoreFixture stores, Report report) {
    ClaimTransactions claims = stores.claimTransactions();
    QuestionSlots seen = claims.findSlots(report.question().fingerprint());
    assertThat(claims.claim(report, seen, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    return report;
  }

  static Report save(StoreFixture stores, Report report) {
    assertThat(stores.reportStore().save(report)).isTrue();
    return report;
  }

  static Report finish(StoreFixture stores, Report report) {
    assertThat(stores.reportStore().finish(report)).isTrue();
    return report;
  }

  static Report delete(StoreFixture stores, Report report) {
    Report tombstone = report.delete(NOW.plusSeconds(5));
    assertThat(stores.reportStore().delete(report, tombstone, "mark")).isTrue();
    return tombstone;
  }

  /**
   * Deletes a held report as an earlier version did. Its tombstones did not know that the
   * reservation was left to the holder.
   */
  static Report deleteWithoutReservation(StoreFixture stores, Report held) {
    Instant now = NOW.plusSeconds(5);
    Report tombstone =
        new Report(
            held.id(),
            held.question(),
            held.previousId(),
            new Lease(held.lease().version() + 1, now),
            held.parameters(),
            held.cursorKey(),
            held.lifetime(),
            new Billing(held.billing().usage(), null),
            new State.Deleted(true),
            held.progress());
    assertThat(stores.reportStore().delete(held, tombstone, "mark")).isTrue();
    return tombstone;
  }

  static Report makeReady(StoreFixture stores, Report claimed) {
    return finish(stores, claimed.markReady(NOW.plusSeconds(1), TTL, CHARGED));
  }
}
