package org.backlinks.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.crash.CrashPoint.Side;
import org.backlinks.crash.CrashPoint.Step;
import org.backlinks.local.majestic.FakeCall;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.service.DirectInvoker;

/**
 * Checks how the report of an interrupted run ended: its state, its rows, its paid calls, and who
 * was told.
 */
final class CrashResultChecker {
  private static final int MAX_READS = 5;

  /**
   * The holder that learns the end of a job requests its file next. It has already counted that
   * call.
   */
  private static final CrashPoint AFTER_DOWNLOADING_STATE_WRITE =
      new CrashPoint(new Step(Step.RELEASE, 2), Side.AFTER);

  private final FakeMajestic majestic;
  private final DirectInvoker invoker;
  private final UndisturbedRuns undisturbedRuns;
  private final CrashRecipients recipients;

  /**
   * The result of a run.
   *
   * @param countedCalls the paid calls that the report itself shows
   * @param failures the errors of the run; empty when there are none
   */
  record CrashResult(CrashRun run, int paidCalls, int countedCalls, List<String> failures) {}

  CrashResultChecker(
      FakeMajestic majestic,
      DirectInvoker invoker,
      UndisturbedRuns undisturbedRuns,
      CrashRecipients recipients) {
    this.majestic = majestic;
    this.invoker = invoker;
    this.undisturbedRuns = undisturbedRuns;
    this.recipients = recipients;
  }

  /**
   * Checks a run.
   *
   * @param isReached whether the process reached the crash point
   */
  CrashResult check(CrashRun run, String id, boolean isReached) throws InterruptedException {
    JsonNode report = readReport(id);
    int paidCalls = countPaidCalls(run);
    int countedCalls = report.at("/usage/calls").asInt();
    long countedAll = countedCalls + report.at("/usage/polls").asInt();
    List<String> failures = new ArrayList<>();
    if (!isReached) {
      failures.add("did not reach the crash point");
    }
    if (!report.path("state").asText().equals("ready")) {
      failures.add("is " + report.path("state").asText() + report.path("problem"));
    } else if (!hasExpectedRows(run, id)) {
      failures.add("has unexpected rows");
    }
    int expectedPaidCalls = run.scenario.expectedPaidCalls();
    int maxPaidCalls = expectedPaidCalls + (doublePaymentWindow(run).canPayTwice(run) ? 1 : 0);
    if (paidCalls < expectedPaidCalls || paidCalls > maxPaidCalls) {
      failures.add("was paid " + paidCalls + " times");
    }
    // the poll that returns the rows is charged, but it is not counted as a paid call
    long reported = run.scenario == CrashScenario.QUEUED_THEN_ROWS ? countedAll : countedCalls;
    if (reported < paidCalls) {
      failures.add("counts " + reported + " paid calls of " + paidCalls);
    }
    long sentCalls = run.count(Step.ASK, Step.LIST) + countedButUnsentCalls(run);
    if (run.interruption != Interruption.LONG_STOP && countedAll != sentCalls) {
      failures.add("counts %d calls and polls of %d".formatted(countedAll, sentCalls));
    }
    failures.addAll(recipients.findErrors(run, id));
    return new CrashResult(run, paidCalls, countedCalls, failures);
  }

  /** Returns the report. Repeats a read that failed on a busy machine. */
  JsonNode readReport(String id) throws InterruptedException {
    JsonNode report = invoker.get(id);
    for (int read = 1; read < MAX_READS && !report.has("state"); read++) {
      report = invoker.get(id);
    }
    return report;
  }

  /** Returns whether the report has the expected rows. Repeats a read that failed. */
  private boolean hasExpectedRows(CrashRun run, String id) throws InterruptedException {
    for (int read = 0; read < MAX_READS; read++) {
      if (invoker.rows(id).equals(undisturbedRuns.rows(run.scenario))) {
        return true;
      }
    }
    return false;
  }

  private DoublePaymentWindow doublePaymentWindow(CrashRun run) {
    return new DoublePaymentWindow(undisturbedRuns.steps(run.scenario));
  }

  private int countPaidCalls(CrashRun run) {
    String number = Integer.toString(run.number);
    String rowCount = Integer.toString(run.number - CrashScenario.ROW_COUNT_OFFSET);
    return (int)
        majestic.paidCalls().stream()
            .map(FakeCall::parameters)
            .filter(parameters ->
                number.equals(parameters.get("MaxSourceURLsPerRefDomain"))
                    || rowCount.equals(parameters.get("Count")))
            .count();
  }

  /**
   * Returns the number of calls that were counted but not sent. A process counts a call before it
   * sends it, and can be killed between the two.
   */
  private static int countedButUnsentCalls(CrashRun run) {
    if (run.interruption.isStop()) {
      return 0;
    }
    boolean isCounted =
        run.crashPoint.isAt(Step.TAKE_OVER, Side.AFTER)
            || (run.scenario == CrashScenario.WITHIN_CALL
                && run.crashPoint.isAt(Step.CLAIM, Side.AFTER))
            || (run.scenario == CrashScenario.CALL_PER_LIST
                && run.crashPoint.isAt(Step.RELEASE, Side.AFTER))
            || run.crashPoint.equals(AFTER_DOWNLOADING_STATE_WRITE);
    return isCounted ? 1 : 0;
  }
}
