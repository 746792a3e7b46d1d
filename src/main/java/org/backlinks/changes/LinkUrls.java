package org.backlinks.changes;

import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.LinkCells;
import org.backlinks.snapshot.LinkColumn;
import org.jspecify.annotations.Nullable;

/** The URLs of a link, as upstream writes them. */
public record LinkUrls(@Nullable String source, @Nullable String target) {
  /** Returns the URLs of a row. */
  public static LinkUrls of(Chunk chunk, int row) {
    return new LinkUrls(
        LinkCells.text(LinkCells.find(chunk, LinkColumn.SOURCE_URL), row),
        LinkCells.text(LinkCells.find(chunk, LinkColumn.TARGET_URL), row));
  }
}
