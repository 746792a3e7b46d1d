package org.backlinks.crash;

import java.util.Locale;
import java.util.Set;

/**
 * A point at which a process can be interrupted.
 *
 * @param step the step that the process makes for a report at this point
 * @param side whether the interruption comes before or after the step
 */
record CrashPoint(Step step, Side side) {
  /**
   * A write to the table or a call upstream.
   *
   * @param number counts the steps of one kind for one report, from 1
   */
  record Step(String kind, int number) {
    static final String CLAIM = "claim";
    static final String TAKE_OVER = "take-over";
    static final String RELEASE = "release";
    static final String CHUNK = "chunk";
    static final String PART = "part";
    static final String MANIFEST = "manifest";
    static final String FLIP = "flip";
    static final String ASK = "ask";
    static final String LIST = "list";
    static final String FILE = "file";
    static final String SETTLE = "settle";
    static final String HOLD = "hold";
    static final String DELIVER = "deliver";
    static final String CLOSE = "close";

    private static final Set<String> DELIVERY = Set.of(HOLD, DELIVER, CLOSE);

    private static final Set<String> ANSWER = Set.of(ASK, LIST, FILE, CHUNK, PART, MANIFEST);

    /** Returns whether the step requests or stores an answer of upstream. */
    boolean isOfAnswer() {
      return ANSWER.contains(kind);
    }

    /** Returns whether the step is a part of the delivery of a callback. */
    boolean isOfDelivery() {
      return DELIVERY.contains(kind);
    }

    @Override
    public String toString() {
      return kind + " " + number;
    }
  }

  /** What has happened to the request of the step when the process is interrupted. */
  enum Side {
    /** The request did not arrive. */
    BEFORE,
    /** The request was executed, and half of its answer arrived. */
    HALFWAY,
    /** The request was executed, and nothing of its answer arrived. */
    AFTER
  }

  /** Returns whether the one thread that starts work on reports waits at this point. */
  boolean isWorkerBlocking() {
    return step.kind().equals(Step.CLAIM) || step.kind().equals(Step.TAKE_OVER);
  }

  boolean isAt(String kind, Side ofStep) {
    return step.kind().equals(kind) && side == ofStep;
  }

  @Override
  public String toString() {
    return side.name().toLowerCase(Locale.ROOT) + " " + step;
  }
}
