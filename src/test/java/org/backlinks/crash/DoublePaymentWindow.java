package org.backlinks.crash;

import java.util.List;
import java.util.Set;
import org.backlinks.crash.CrashPoint.Side;
import org.backlinks.crash.CrashPoint.Step;

/**
 * The part of a report's life in which an interruption may cost one more paid call: from the call
 * upstream to the write that stores its answer. A worker that takes over finds a stored answer.
 *
 * @param steps the steps of a report without an interruption
 */
record DoublePaymentWindow(List<Step> steps) {
  /** Store an answer: its rows, the rows of one list, or the job that it names. */
  private static final Set<String> ANSWER_STORING_STEPS =
      Set.of(Step.MANIFEST, Step.PART, Step.RELEASE, Step.FLIP);

  /** Count the next call. */
  private static final Set<String> CALL_COUNTING_STEPS =
      Set.of(Step.CLAIM, Step.TAKE_OVER, Step.RELEASE);

  boolean canPayTwice(CrashRun run) {
    if (!run.interruption.isLeaseLost() || run.crashPoint == null) {
      return false;
    }
    int crashIndex = steps.indexOf(run.crashPoint.step());
    Side side = run.crashPoint.side();
    for (int ask = 0; ask < steps.size(); ask++) {
      if (steps.get(ask).kind().equals(Step.ASK)) {
        int storedIndex = nextStoringStep(ask);
        boolean isSent = crashIndex > ask || (crashIndex == ask && side != Side.BEFORE);
        boolean isStored =
            crashIndex > storedIndex || (crashIndex == storedIndex && side == Side.AFTER);
        if ((isSent && !isStored)
            || (run.interruption.isStop() && isResentAfterStop(ask, crashIndex, side))) {
          return true;
        }
      }
    }
    return false;
  }

  private int nextStoringStep(int ask) {
    int step = ask + 1;
    while (step < steps.size() && !ANSWER_STORING_STEPS.contains(steps.get(step).kind())) {
      step++;
    }
    return step;
  }

  /** Returns whether a resumed process sends the call that it counted before it was stopped. */
  private boolean isResentAfterStop(int ask, int crashIndex, Side side) {
    boolean isUnsent = crashIndex == ask && side == Side.BEFORE;
    boolean isCounted =
        crashIndex == ask - 1
            && side == Side.AFTER
            && CALL_COUNTING_STEPS.contains(steps.get(crashIndex).kind());
    return isUnsent || isCounted;
  }
}
