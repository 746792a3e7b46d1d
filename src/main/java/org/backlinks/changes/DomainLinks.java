package org.backlinks.changes;

import org.backlinks.question.ChangeKind;
import org.jspecify.annotations.Nullable;

/** The living links of one host or domain, by what happened to them. */
final class DomainLinks {
  private int before;
  private int after;
  private int added;
  private int lost;

  /** The weakest evidence of the links that appeared, are lost, or are unlisted. */
  private @Nullable Evidence appearedBy;

  private @Nullable Evidence lostBy;
  private @Nullable Evidence unlistedBy;

  int before() {
    return before;
  }

  int after() {
    return after;
  }

  /** Returns whether only one of the lists has living links. */
  boolean areInOneList() {
    return (before == 0) != (after == 0);
  }

  void addEarlier(Verdicts.@Nullable Verdict verdict) {
    before++;
    if (verdict != null && verdict.kind() == ChangeKind.LOST) {
      lost++;
      lostBy = weaker(lostBy, verdict.evidence());
    } else if (verdict != null) {
      unlistedBy = weaker(unlistedBy, verdict.evidence());
    }
  }

  void addLater(Verdicts.@Nullable Verdict verdict) {
    after++;
    if (verdict != null && verdict.kind() == ChangeKind.NEW) {
      added++;
    } else if (verdict != null) {
      appearedBy = weaker(appearedBy, verdict.evidence());
    }
  }

  void addAll(DomainLinks others) {
    before += others.before;
    after += others.after;
    added += others.added;
    lost += others.lost;
    appearedBy = weaker(appearedBy, others.appearedBy);
    lostBy = weaker(lostBy, others.lostBy);
    unlistedBy = weaker(unlistedBy, others.unlistedBy);
  }

  private static @Nullable Evidence weaker(@Nullable Evidence first, @Nullable Evidence second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return first.compareTo(second) < 0 ? second : first;
  }

  /** Returns what happened to the domain, or null when it is no change. */
  Verdicts.@Nullable Verdict verdict() {
    if (!areInOneList()) {
      return null;
    }
    if (before == 0) {
      return added == after
          ? new Verdicts.Verdict(ChangeKind.NEW, Evidence.FIRST_INDEXED)
          : verdict(ChangeKind.APPEARED, appearedBy);
    }
    if (unlistedBy != null) {
      return verdict(ChangeKind.UNLISTED, unlistedBy);
    }
    return lost == before ? verdict(ChangeKind.LOST, lostBy) : null;
  }

  private static Verdicts.Verdict verdict(ChangeKind kind, @Nullable Evidence evidence) {
    // a link that was dead before has no evidence
    return new Verdicts.Verdict(kind, evidence == null ? Evidence.UNKNOWN : evidence);
  }
}
