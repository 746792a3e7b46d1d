package org.backlinks.render;

import java.io.IOException;
import java.util.List;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.PackedChunk;
import org.backlinks.snapshot.ReadBatches;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/**
 * Writes the link rows of one page. Only the chunks that hold them are read. The page ends early
 * when the response would become too large. When not even one row fits, the texts of that row are
 * cut.
 */
final class PageRows {
  /**
   * The maximum bytes of the rows and their domains. A Lambda response may have 5.5 MB; the
   * difference is for the other members of the payload.
   */
  static final int MAX_PAGE_BYTES = 5_200_000;

  /** The approximate bytes of a row. With it, the buffer of most pages grows only once. */
  private static final int TYPICAL_ROW_BYTES = 1_280;

  /** The limits for the texts of a row that is too large for a page. They are tried in turn. */
  static final int[] TEXT_LIMITS = {16_384, 2_048, 256};

  private final Snapshot snapshot;
  private final PageRequest page;
  private final LinkChunks chunks;
  private final TopicCounts topicCounts;
  private @Nullable PageDomains domains;
  private boolean isTextTruncated;
  private int count;

  PageRows(Snapshot snapshot, PageRequest page) {
    this.snapshot = snapshot;
    this.page = page;
    this.chunks = new LinkChunks(snapshot.manifest());
    this.topicCounts = TopicCounts.of(chunks.lists());
  }

  /** Returns the number of rows of the page. */
  int count() {
    return count;
  }

  /** Returns the number of rows of all lists. */
  int totalRows() {
    return chunks.totalRows();
  }

  /** Returns the chunk that holds a row of all lists. */
  ChunkRef chunkOfRow(int row) {
    return chunks.ofRow(row);
  }

  /** Returns whether texts of the only row were cut. */
  boolean isTextTruncated() {
    return isTextTruncated;
  }

  /** Returns the referring domains of the rows, or null when there are none. */
  @Nullable PageDomains domains() {
    return domains == null || domains.isEmpty(count) ? null : domains;
  }

  /** Writes the rows. */
  void write(ResponseBuffer out) throws IOException {
    byte[] prefix = page.format().pagePrefix(CsvHeader.linkColumns(topicCounts));
    out.write(prefix, 0, prefix.length);
    int start = out.size();
    count = writeRows(out, page.limit(), Integer.MAX_VALUE);
    for (int i = 0; count == 0 && page.from() < totalRows() && i < TEXT_LIMITS.length; i++) {
      isTextTruncated = true;
      out.truncate(start);
      count = writeRows(out, 1, TEXT_LIMITS[i]);
    }
  }

  /** Writes as many rows as fit; returns their number. */
  private int writeRows(ResponseBuffer out, int limit, int maxTextBytes) throws IOException {
    int maxRows = Math.max(0, Math.min(limit, totalRows() - page.from()));
    out.ensureWritable(maxRows * TYPICAL_ROW_BYTES);
    WrittenRows written = new WrittenRows(out, page.embedded(), maxRows);
    CellWriter cells = new CellWriter(page.format().newRowWriter(out, topicCounts), maxTextBytes);
    addRows(written, maxRows, cells);
    if (page.format() == PageFormat.JSON
        && !snapshot.manifest().tables(Table.Kind.DOMAINS).isEmpty()) {
      fitDomains(written, out, maxTextBytes);
    }
    return written.count();
  }

  private void addRows(WrittenRows written, int maxRows, CellWriter cells) throws IOException {
    List<LinkChunks.PageChunk> pageChunks = chunks.ofRows(page.from(), maxRows);
    int next = 0;
    for (List<ChunkRef> batch :
        ReadBatches.of(pageChunks.stream().map(LinkChunks.PageChunk::ref).toList())) {
      for (PackedChunk packed : snapshot.readPacked(batch)) {
        LinkChunks.PageChunk chunk = pageChunks.get(next++);
        Table list = chunk.table();
        ChunkRows rows =
            ChunkRows.ofLinks(packed.unpack(), String.valueOf(list.scope()), list.domainBase());
        if (!written.addRows(rows, chunk.skippedRows(), chunk.ref().rowCount(), cells)) {
          return;
        }
      }
    }
  }

  /** Renders the domains of the rows, and removes rows until the rows and their domains fit. */
  private void fitDomains(WrittenRows written, ResponseBuffer out, int maxTextBytes)
      throws IOException {
    boolean fits = written.count() == 0;
    while (!fits) {
      if (domains != null) {
        domains.close();
      }
      domains = new PageDomains(written, page.embedded(), out.newBuffer());
      boolean complete = domains.render(snapshot, maxTextBytes, 2 * MAX_PAGE_BYTES);
      int fitting = complete ? fittingRows(written, domains) : written.count() / 2;
      written.truncateTo(fitting);
      fits = complete || fitting == 0;
    }
  }

  private static int fittingRows(WrittenRows written, PageDomains domains) {
    int[] domainSizes = domains.cumulativeSizes();
    int rows = written.count();
    while (rows > 0 && written.sizeAfter(rows - 1) + domainSizes[rows - 1] > MAX_PAGE_BYTES) {
      rows--;
    }
    return rows;
  }
}
