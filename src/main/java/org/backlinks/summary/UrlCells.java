package org.backlinks.summary;

import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.LinkCells;
import org.backlinks.snapshot.LinkColumn;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/** The URLs of a list's rows: the domains of the sources, and how many different sources. */
final class UrlCells {
  private final DomainIds domainIds;
  private final LongSet sourceHashes = new LongSet();
  private Chunk.@Nullable Column sources;

  /** The domain of each source of the chunk. */
  private int[] domainOfText = {};

  private boolean hasBackslash;
  private boolean isUncertain;

  UrlCells(DomainIds domainIds) {
    this.domainIds = domainIds;
  }

  /** Reads the URLs of the next chunk. */
  void startChunk(Chunk chunk) {
    sources = LinkCells.find(chunk, LinkColumn.SOURCE_URL);
    Chunk.Column targets = LinkCells.find(chunk, LinkColumn.TARGET_URL);
    Chunk.Column damaged = chunk.findColumn(Table.DAMAGED_ROW);
    isUncertain |= damaged != null && damaged.textCount() > 0;
    checkUrls(sources, chunk.rowCount());
    checkUrls(targets, chunk.rowCount());
    domainOfText = sources == null ? new int[0] : domainIds.idsOf(sources);
  }

  private void checkUrls(Chunk.@Nullable Column urls, int rowCount) {
    if (urls == null) {
      isUncertain = true;
      return;
    }
    switch (LinkCells.wholeness(urls)) {
      case WHOLE -> {}
      case MAY_BE_REPAIRED -> hasBackslash = true;
      case DAMAGED -> isUncertain = true;
    }
    for (int row = 0; row < rowCount && !isUncertain; row++) {
      isUncertain = !urls.hasCell(row);
    }
  }

  /** Returns the sources of the chunk, or null when it has none. */
  Chunk.@Nullable Column sources() {
    return sources;
  }

  /** Returns the number of the domain of a row's source, or {@link DomainIds#UNKNOWN}. */
  int domain(int row) {
    int text = sources == null ? -1 : sources.textId(row);
    return text < 0 ? DomainIds.UNKNOWN : domainOfText[text];
  }

  /** Counts the sources of rows that were not counted before. */
  void countSources(RowSelection rows) {
    if (sources == null) {
      return;
    }
    long[] hashes = new long[rows.count()];
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int text = sources.textId(rows.row(i));
      if (text >= 0) {
        hashes[count++] = sources.textHash(text);
      }
    }
    sourceHashes.addAll(hashes, count);
  }

  /** Returns the number of different sources that were counted. */
  int sourceCount() {
    return sourceHashes.count();
  }

  UrlCertainty certainty() {
    if (isUncertain) {
      return UrlCertainty.UNCERTAIN;
    }
    return hasBackslash ? UrlCertainty.CERTAIN_IF_NOT_REPAIRED : UrlCertainty.CERTAIN;
  }
}
