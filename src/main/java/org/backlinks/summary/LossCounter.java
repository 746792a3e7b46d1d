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

  void startChunk(Chunk chunk) {
    reasons.startChunk(LinkCells.find(chunk, LinkColumn.LOST_REASON));
    months.startChunk(LinkCells.find(chunk, LinkColumn.LOST_ON));
  }

  /** Counts a dead link. */
  void add(int row, int domain) {
    int reason = reasons.valueOf(row);
    reasons.add(reason, domain);
    boolean hasMonth = months.add(row);
    known += hasMonth || reason != FacetCounter.UNKNOWN ? 1 : 0;
  }

  void endChunk() {
    reasons.endChunk();
  }

  /** Returns the counts, or null when neither a reason nor a day is known. */
  @Nullable LossCounts toCounts() {
    return known == 0 ? null : new LossCounts(known, reasons.values(), months.months());
  }
}
