package org.backlinks.service;

import java.util.Locale;

/** A place where a process can die: at the n-th step of a kind that leaves it for one report. */
record Boundary(Step step, Side side) {
  /** A write to the table or a call upstream. */
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

    @Override
    public String toString() {
      return kind + " " + number;
    }
  }

  /** Where, seen from the step: it never arrived; half of its answer came; none of it came. */
  enum Side {
    BEFORE,
    HALFWAY,
    AFTER
  }

  /** Whether the process's only thread for taking up reports stops there. */
  boolean stopsTheRound() {
    return step.kind().equals(Step.CLAIM) || step.kind().equals(Step.TAKE_OVER);
  }

  boolean is(String kind, Side where) {
    return step.kind().equals(kind) && side == where;
  }

  @Override
  public String toString() {
    return side.name().toLowerCase(Locale.ROOT) + " " + step;
  }
}
