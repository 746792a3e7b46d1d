package org.backlinks.changes;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.backlinks.report.LinkList;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.LinkCells;
import org.backlinks.snapshot.LinkColumn;
import org.backlinks.snapshot.PackedChunk;
import org.backlinks.snapshot.ReadBatches;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lists that are compared, chunk by chunk. It unpacks each chunk once, and looks at each
 * text of a chunk once. All lists that one scanner reads share their numbers.
 */
final class ListScanner {
  private final UrlNormalizer urls = new UrlNormalizer();
  private final TextIds pages;
  private final TextIds texts;
  private final LinkNumbers numbers;
  private final FieldTuples fields;

  /** What rows without both URLs have instead of a source: the source and the whole row. */
  private final PairIds damagedSources = new PairIds();

  /**
   * @param expectedLinks about how many different links the lists have
   */
  ListScanner(int expectedLinks) {
    pages = new TextIds(expectedLinks);
    texts = new TextIds(expectedLinks);
    numbers = new LinkNumbers(texts, expectedLinks);
    fields = numbers.fields();
  }

  /** Returns the numbers of what was read. */
  LinkNumbers numbers() {
    return numbers;
  }

  /** Reads all rows of a list. */
  ListRows scan(LinkList list, Snapshot snapshot) throws IOException {
    int rowCount =
        list.tables().stream()
            .flatMap(table -> table.chunks().stream())
            .mapToInt(ChunkRef::rowCount)
            .sum();
    ListRows rows = new ListRows(rowCount);
    for (Table table : list.tables()) {
      boolean mayBeRepaired = snapshot.manifest().mayHaveInvalidCharacters(table);
      for (List<ChunkRef> batch : ReadBatches.of(table.chunks())) {
        for (PackedChunk packed : snapshot.readPacked(batch)) {
          new ChunkScan(packed.unpack(), rows, mayBeRepaired).addRows();
        }
      }
    }
    return rows;
  }

  /** The numbers of the cells of one chunk. */
  private final class ChunkScan {
    private final Chunk chunk;
    private final ListRows rows;
    private final boolean mayBeRepaired;

    ChunkScan(Chunk chunk, ListRows rows, boolean mayBeRepaired) {
      this.chunk = chunk;
      this.rows = rows;
      this.mayBeRepaired = mayBeRepaired;
    }

    void addRows() {
      int rowCount = chunk.rowCount();
      int[] rowHosts = new int[rowCount];
      int[] sources = urlIds(LinkColumn.SOURCE_URL, rowHosts);
      int[] targets = urlIds(LinkColumn.TARGET_URL, new int[0]);
      int[] damaged = textIds(chunk.findColumn(Table.DAMAGED_ROW));
      int[] anchors = textIds(LinkCells.find(chunk, LinkColumn.ANCHOR_TEXT));
      int[] types = textIds(LinkCells.find(chunk, LinkColumn.LINK_TYPE));
      int[] subTypes = textIds(LinkCells.find(chunk, LinkColumn.LINK_SUB_TYPE));
      int[] indirectUrls = textIds(LinkCells.find(chunk, LinkColumn.INDIRECT_TARGET_URL));
      int[] indirectTypes = textIds(LinkCells.find(chunk, LinkColumn.INDIRECT_TARGET_TYPE));
      Chunk.Column nofollow = LinkCells.find(chunk, LinkColumn.FLAG_NOFOLLOW);
      Chunk.Column redirect = LinkCells.find(chunk, LinkColumn.FLAG_REDIRECT);
      Chunk.Column frame = LinkCells.find(chunk, LinkColumn.FLAG_FRAME);
      Chunk.Column image = LinkCells.find(chunk, LinkColumn.FLAG_IMAGE);
      Chunk.Column firstIndexed = LinkCells.find(chunk, LinkColumn.FIRST_INDEXED);
      LinkCells.LifeColumns life = LinkCells.LifeColumns.of(chunk);
      for (int row = 0; row < rowCount; row++) {
        boolean isDead = life.isDead(row);
        int flags =
            FieldTuples.flags(
                LinkCells.flag(nofollow, row),
                LinkCells.flag(redirect, row),
                LinkCells.flag(frame, row),
                LinkCells.flag(image, row),
                isDead);
        rows.add(
            identity(sources[row], targets[row], damaged[row]),
            fields.idOf(
                anchors[row],
                types[row],
                subTypes[row],
                indirectUrls[row],
                indirectTypes[row],
                flags),
            isDead,
            LinkCells.day(firstIndexed, row),
            rowHosts[row]);
      }
    }

    private int identity(int source, int target, int damaged) {
      if (source != ListRows.ABSENT && target != ListRows.ABSENT && damaged == ListRows.ABSENT) {
        return numbers.identityOf(source, target);
      }
      rows.setUrlsUncertain();
      // a negative number, which no source has
      return numbers.identityOf(-1 - damagedSources.idOf(source, damaged), target);
    }

    /**
     * Returns the number of each row's URL and spelling, or {@code ABSENT}.
     *
     * @param rowHosts receives the number of each row's host; empty when none is needed
     */
    private int[] urlIds(LinkColumn urlColumn, int[] rowHosts) {
      Chunk.Column column = LinkCells.find(chunk, urlColumn);
      Arrays.fill(rowHosts, ListRows.ABSENT);
      if (column == null) {
        return absent();
      }
      int[] ids = new int[column.textCount()];
      int[] hostOfText = new int[rowHosts.length == 0 ? 0 : ids.length];
      for (int i = 0; i < ids.length; i++) {
        int from = column.textStart(i);
        int to = column.textEnd(i);
        urls.normalize(column.textBytes(), from, to);
        // a slash alone leaves no text
        int page = urls.length() == 0 ? 0 : 1 + pages.idOf(urls.text(), 0, urls.length());
        ids[i] = page * UrlNormalizer.SPELLINGS + urls.spelling();
        if (hostOfText.length > 0) {
          hostOfText[i] =
              urls.hostLength() == 0
                  ? ListRows.ABSENT
                  : numbers.hosts().idOf(urls.host(), urls.hostLength());
        }
        LinkCells.Wholeness wholeness = LinkCells.wholeness(column, i);
        if (wholeness == LinkCells.Wholeness.DAMAGED
            || (wholeness == LinkCells.Wholeness.MAY_BE_REPAIRED && mayBeRepaired)) {
          rows.setUrlsUncertain();
        }
      }
      for (int row = 0; row < rowHosts.length; row++) {
        int text = column.textId(row);
        rowHosts[row] = text < 0 ? ListRows.ABSENT : hostOfText[text];
      }
      return byRow(column, ids);
    }

    /** Returns the number of each row's text, or {@code ABSENT}. */
    private int[] textIds(Chunk.@Nullable Column column) {
      if (column == null) {
        return absent();
      }
      int[] ids = new int[column.textCount()];
      for (int i = 0; i < ids.length; i++) {
        int length = column.textEnd(i) - column.textStart(i);
        ids[i] =
            length == 0
                ? ListRows.ABSENT
                : texts.idOf(column.textBytes(), column.textStart(i), length);
      }
      return byRow(column, ids);
    }

    private int[] byRow(Chunk.Column column, int[] idOfText) {
      int[] ids = new int[chunk.rowCount()];
      for (int row = 0; row < ids.length; row++) {
        int text = column.textId(row);
        ids[row] = text < 0 ? ListRows.ABSENT : idOfText[text];
      }
      return ids;
    }

    private int[] absent() {
      int[] ids = new int[chunk.rowCount()];
      Arrays.fill(ids, ListRows.ABSENT);
      return ids;
    }
  }
}
