package org.backlinks.changes;

import java.time.LocalDateTime;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.Index;

/** What two lists can prove about a link that only one of them has. */
final class Verdicts {
  /** The kind and the evidence of a change. */
  record Verdict(ChangeKind kind, Evidence evidence) {}

  static final Verdict REPORTED_LOSS = new Verdict(ChangeKind.LOST, Evidence.REPORTED);
  private static final Verdict NEW = new Verdict(ChangeKind.NEW, Evidence.FIRST_INDEXED);
  private static final Verdict DOUBLE_APPEARED = new Verdict(ChangeKind.APPEARED, Evidence.DOUBLE);
  private static final Verdict DOUBLE_UNLISTED = new Verdict(ChangeKind.UNLISTED, Evidence.DOUBLE);

  private final Verdict appeared;
  private final Verdict absent;

  /** The day on which the earlier index was built, when it decides what is new. */
  private final int earlierBuildDay;

  Verdicts(ComparedList before, ComparedList after) {
    LocalDateTime earlierBuild = before.report().indexBuiltAt();
    LocalDateTime laterBuild = after.report().indexBuiltAt();
    this.earlierBuildDay =
        earlierBuild == null || laterBuild == null ? Integer.MAX_VALUE : day(earlierBuild);
    this.appeared =
        new Verdict(
            ChangeKind.APPEARED, before.isComplete() ? Evidence.UNKNOWN : Evidence.WAS_UNLISTED);
    boolean areBuildsDifferent =
        earlierBuild != null && laterBuild != null && !earlierBuild.isEqual(laterBuild);
    boolean isFresh = after.report().index().name() == Index.FRESH;
    this.absent =
        areBuildsDifferent && !isFresh && after.isComplete()
            ? new Verdict(ChangeKind.LOST, Evidence.COMPLETE_LIST)
            : new Verdict(
                ChangeKind.UNLISTED,
                isFresh
                    ? Evidence.LEFT_INDEX
                    : after.isCut() ? Evidence.BELOW_CUT : Evidence.UNKNOWN);
  }

  private static int day(LocalDateTime time) {
    return (time.getYear() * 100 + time.getMonthValue()) * 100 + time.getDayOfMonth();
  }

  /** Returns what happened to a living link that only the later list has. */
  Verdict ofLaterRow(boolean hasDouble, int firstIndexedDay) {
    if (hasDouble) {
      return DOUBLE_APPEARED;
    }
    return firstIndexedDay > earlierBuildDay ? NEW : appeared;
  }

  /** Returns what happened to a living link that only the earlier list has. */
  Verdict ofEarlierRow(boolean hasDouble) {
    return hasDouble ? DOUBLE_UNLISTED : absent;
  }
}
