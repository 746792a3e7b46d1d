package org.backlinks.changes;

import java.util.List;
import org.backlinks.question.ChangeKind;

/** The numbers of referring domains of one list by what happened to them. */
public record DomainCounts(int added, int appeared, int lost, int unlisted) {
  static DomainCounts of(List<DomainChange> changes) {
    return new DomainCounts(
        count(changes, ChangeKind.NEW),
        count(changes, ChangeKind.APPEARED),
        count(changes, ChangeKind.LOST),
        count(changes, ChangeKind.UNLISTED));
  }

  private static int count(List<DomainChange> changes, ChangeKind kind) {
    return (int) changes.stream().filter(change -> change.kind() == kind).count();
  }
}
