package org.backlinks.changes;

import org.backlinks.question.Scope;
import org.jspecify.annotations.Nullable;

/** The counts of one list that both reports have. */
public record ListComparison(
    Scope scope, Side before, Side after, LinkCounts counts, DomainCounts domains) {
  /**
   * The list in one of the reports.
   *
   * @param returned the number of its rows
   * @param totalBacklinks the number of links that upstream knows, or null
   * @param isComplete whether it certainly has each link that the index has
   */
  public record Side(int returned, @Nullable Long totalBacklinks, boolean isComplete) {}
}
