package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Job;
import org.backlinks.majestic.MajesticCall;
import org.backlinks.majestic.MajesticClient;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.snapshot.SnapshotBuilder;

/** Makes the upstream calls of held reports. */
@Singleton
final class UpstreamCaller {
  private final MajesticClient majestic;
  private final CallTimePolicy callTimePolicy;
  private final ReportMetrics reportMetrics;
  private final CurrentIndexes currentIndexes;
  private final Clock clock;

  UpstreamCaller(
      MajesticClient majestic,
      CallTimePolicy callTimePolicy,
      ReportMetrics reportMetrics,
      CurrentIndexes currentIndexes,
      Clock clock) {
    this.majestic = majestic;
    this.callTimePolicy = callTimePolicy;
    this.reportMetrics = reportMetrics;
    this.currentIndexes = currentIndexes;
    this.clock = clock;
  }

  /**
   * Makes the next call of a report: its paid call, a poll, or a look at the downloads.
   *
   * @param rows receives the rows of the answer
   * @throws IOException only when the rows can't be stored
   */
  Answer exchange(Report held, SnapshotBuilder rows, Instant invocationEnd) throws IOException {
    Instant start = clock.instant();
    Answer answer =
        held.state() instanceof State.Downloading
            ? fetchJobFile(held, rows, invocationEnd)
            : ask(held, rows, invocationEnd);
    reportMetrics.remainingReported(answer.globals());
    currentIndexes.record(answer.globals(), start);
    return answer;
  }

  private Answer ask(Report held, SnapshotBuilder rows, Instant invocationEnd) throws IOException {
    reportMetrics.callStarted(held);
    return majestic.ask(nextCall(held), rows, callTimePolicy.limits(held, invocationEnd));
  }

  /**
   * Looks for the file of a report's job in the downloads, and reads it.
   *
   * @param rows receives the rows of the file
   * @throws IOException only when the rows can't be stored
   */
  Answer fetchJobFile(Report held, SnapshotBuilder rows, Instant invocationEnd) throws IOException {
    reportMetrics.callStarted(held);
    return majestic.fetchJobResult(
        nextCall(held),
        new Job(held.state().tokens()),
        rows,
        callTimePolicy.maxReadTime(invocationEnd));
  }

  /** Returns the call to send. Only the first call of a report may force upstream to queue it. */
  private static MajesticCall nextCall(Report held) {
    MajesticCall submitted = CallPlan.of(held).nextCall(held);
    boolean isFirst = held.state() instanceof State.Claimed && held.billing().usage().calls() == 1;
    return isFirst ? submitted : submitted.withoutForcedQueue();
  }

  /** Returns whether a paid call that was not charged must wait for a later invocation. */
  boolean isDeferred(Report held, Answer answer, Instant invocationEnd) {
    return held.state() instanceof State.Claimed
        && answer instanceof Answer.Unavailable unavailable
        && unavailable.isUncharged()
        && !callTimePolicy.canRepeatCall(held, invocationEnd);
  }
}
