package org.backlinks.changes;

import java.util.ArrayList;
import java.util.List;
import org.backlinks.question.Scope;
import org.jspecify.annotations.Nullable;

/** Counts the living links of each referring domain of one list by what happened to them. */
final class DomainTally {
  private final DomainIds domains;
  private final int[] linksBefore;
  private final int[] linksAfter;
  private final int[] newLinks;
  private final int[] lostLinks;

  /** The weakest evidence of the links that appeared, are lost, or are unlisted. */
  private final @Nullable Evidence[] appearedEvidence;

  private final @Nullable Evidence[] lostEvidence;
  private final @Nullable Evidence[] unlistedEvidence;

  DomainTally(DomainIds domains) {
    this.domains = domains;
    int count = domains.count();
    linksBefore = new int[count];
    linksAfter = new int[count];
    newLinks = new int[count];
    lostLinks = new int[count];
    appearedEvidence = new Evidence[count];
    lostEvidence = new Evidence[count];
    unlistedEvidence = new Evidence[count];
  }

  /**
   * Adds a living link of the earlier list.
   *
   * @param verdict null when the later list has the link, too
   */
  void addEarlier(int domain, Verdicts.@Nullable Verdict verdict) {
    if (domain == ListRows.ABSENT) {
      return;
    }
    linksBefore[domain]++;
    if (verdict != null && verdict.kind() == ChangeKind.LOST) {
      lostLinks[domain]++;
      weaken(lostEvidence, domain, verdict);
    } else if (verdict != null) {
      weaken(unlistedEvidence, domain, verdict);
    }
  }

  /**
   * Adds a living link of the later list.
   *
   * @param verdict null when the earlier list has the link, too
   */
  void addLater(int domain, Verdicts.@Nullable Verdict verdict) {
    if (domain == ListRows.ABSENT) {
      return;
    }
    linksAfter[domain]++;
    if (verdict != null && verdict.kind() == ChangeKind.NEW) {
      newLinks[domain]++;
    } else if (verdict != null) {
      weaken(appearedEvidence, domain, verdict);
    }
  }

  private static void weaken(@Nullable Evidence[] evidences, int domain, Verdicts.Verdict verdict) {
    Evidence known = evidences[domain];
    if (known == null || known.compareTo(verdict.evidence()) < 0) {
      evidences[domain] = verdict.evidence();
    }
  }

  /** Returns the domains of which only one list has living links. */
  List<DomainChange> changes(Scope scope) {
    List<DomainChange> changes = new ArrayList<>();
    for (int domain = 0; domain < linksBefore.length; domain++) {
      Verdicts.Verdict verdict = verdict(domain);
      if (verdict != null) {
        changes.add(
            new DomainChange(
                verdict.kind(),
                scope,
                domains.name(domain),
                verdict.evidence(),
                linksBefore[domain],
                linksAfter[domain]));
      }
    }
    return changes;
  }

  private Verdicts.@Nullable Verdict verdict(int domain) {
    int before = linksBefore[domain];
    int after = linksAfter[domain];
    if (before == 0 && after > 0) {
      return newLinks[domain] == after
          ? new Verdicts.Verdict(ChangeKind.NEW, Evidence.FIRST_INDEXED)
          : verdict(ChangeKind.APPEARED, appearedEvidence[domain]);
    }
    if (before == 0 || after > 0) {
      return null;
    }
    if (unlistedEvidence[domain] != null) {
      return verdict(ChangeKind.UNLISTED, unlistedEvidence[domain]);
    }
    return lostLinks[domain] == before ? verdict(ChangeKind.LOST, lostEvidence[domain]) : null;
  }

  private static Verdicts.Verdict verdict(ChangeKind kind, @Nullable Evidence evidence) {
    // a link that was dead before has no evidence
    return new Verdicts.Verdict(kind, evidence == null ? Evidence.UNKNOWN : evidence);
  }
}
