package org.backlinks.changes;

import org.backlinks.question.ChangeKind;

/**
 * The numbers of links of one list by what happened to them. Each row of both lists is counted
 * once; the two rows of a pair are one link.
 *
 * @param reportedLosses the losses that the later list reports
 * @param provenLosses the losses that follow from a complete later list
 * @param goneBefore the rows of the earlier list that were dead and are absent now
 * @param goneAfter the rows that only the later list has, and that are dead
 */
public record LinkCounts(
    int added,
    int appeared,
    int reportedLosses,
    int provenLosses,
    int unlisted,
    int changed,
    int moved,
    int unchanged,
    int goneBefore,
    int goneAfter) {

  /** Returns the number of changes of a kind. */
  public int of(ChangeKind kind) {
    return switch (kind) {
      case NEW -> added;
      case APPEARED -> appeared;
      case LOST -> reportedLosses + provenLosses;
      case UNLISTED -> unlisted;
      case CHANGED -> changed;
      case MOVED -> moved;
    };
  }
}
