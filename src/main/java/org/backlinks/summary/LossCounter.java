package org.backlinks.summary;

import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.LinkCells;
import org.backlinks.snapshot.LinkColumn;
import org.jspecify.annotations.Nullable;

/** Counts dead links by the reason and the month of their loss. */
final class LossCounter {
  private final FacetCounter reasons = new FacetCounter();
  private final MonthCounter months = new MonthCounter();
  private int known;

  /** Counts the dead links of a chunk. */
  void count(Chunk chunk, RowSelection dead) {
    if (dead.count() == 0) {
      return;
    }
    Chunk.Column reason = LinkCells.find(chunk, LinkColumn.LOST_REASON);
    Chunk.Column day = LinkCells.find(chunk, LinkColumn.LOST_ON);
    reasons.count(reason, dead);
    months.count(day, dead);
    for (int i = 0; i < dead.count(); i++) {
      int row = dead.row(i);
      boolean isKnown =
          (reason != null && FacetCounter.hasValue(reason, row))
              || LinkCells.day(day, row) != LinkCells.NO_DAY;
      known += isKnown ? 1 : 0;
    }
  }

  /** Returns the counts, or null when neither a reason nor a day is known. */
  @Nullable LossCounts toCounts() {
    return known == 0 ? null : new LossCounts(known, reasons.values(), months.months());
  }
}
