package org.backlinks.changes;

import org.backlinks.question.ChangeKind;
import org.backlinks.question.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A change of one link. The rows of all lists of a report are numbered from 0 in payload order.
 *
 * @param evidence null when the kind is {@code CHANGED} or {@code MOVED}
 * @param beforeRow the row in the earlier report, or {@link #NO_ROW}
 * @param afterRow the row in the later report, or {@link #NO_ROW}
 */
public record LinkChange(
    ChangeKind kind, @Nullable Evidence evidence, Scope scope, int beforeRow, int afterRow) {
  /** The row number for a report that does not have the link. */
  public static final int NO_ROW = -1;

  /** Returns whether the row that is shown is the earlier one. */
  public boolean showsBefore() {
    return afterRow == NO_ROW;
  }

  /** Returns whether the differences of the two rows are shown. */
  public boolean hasTwoRows() {
    return beforeRow != NO_ROW && afterRow != NO_ROW;
  }
}
