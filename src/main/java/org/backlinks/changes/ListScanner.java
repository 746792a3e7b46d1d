package org.backlinks.changes;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.backlinks.report.LinkList;
import org.backlinks.snapshot.ByteArrays;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
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
  /** The bytes of U+FFFD. */
  private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

  private final UrlNormalizer urls = new UrlNormalizer();
  private final TextIds pages = new TextIds();
  private final TextIds texts = new TextIds();
  private final FieldTuples fields = new FieldTuples(texts);
  private final DomainIds domains = new DomainIds();
  private final TupleIds identities = new TupleIds(3);
  private final TupleIds pagePairs = new TupleIds(2);

  FieldTuples fields() {
    return fields;
  }

  DomainIds domains() {
    return domains;
  }

  int identityCount() {
    return identities.count();
  }

  /** Returns a number for the spelling of the URLs of an identity. */
  int spelling(int identity) {
    int source = identities.get(identity, 0) % UrlNormalizer.SPELLINGS;
    int target = identities.get(identity, 1) % UrlNormalizer.SPELLINGS;
    return source * UrlNormalizer.SPELLINGS + target;
  }

  int pageCount() {
    return pagePairs.count();
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
      int[] rowDomains = new int[rowCount];
      int[] sources = urlIds(LinkColumn.SOURCE_URL, rowDomains);
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
        fields.set(FieldTuples.ANCHOR_TEXT, anchors[row]);
        fields.set(FieldTuples.LINK_TYPE, types[row]);
        fields.set(FieldTuples.LINK_SUB_TYPE, subTypes[row]);
        fields.set(FieldTuples.INDIRECT_URL, indirectUrls[row]);
        fields.set(FieldTuples.INDIRECT_TYPE, indirectTypes[row]);
        fields.set(FieldTuples.NOFOLLOW, LinkCells.flag(nofollow, row));
        fields.set(FieldTuples.REDIRECT, LinkCells.flag(redirect, row));
        fields.set(FieldTuples.FRAME, LinkCells.flag(frame, row));
        fields.set(FieldTuples.IMAGE, LinkCells.flag(image, row));
        fields.set(FieldTuples.DEAD, isDead ? 1 : 0);
        rows.add(
            identity(sources[row], targets[row], damaged[row]),
            page(sources[row], targets[row]),
            fields.id(),
            isDead,
            LinkCells.day(firstIndexed, row),
            rowDomains[row]);
      }
    }

    private int identity(int source, int target, int damaged) {
      if (source == ListRows.ABSENT || target == ListRows.ABSENT || damaged != ListRows.ABSENT) {
        rows.setUrlsUncertain();
      }
      identities.set(0, source);
      identities.set(1, target);
      identities.set(2, damaged);
      return identities.id();
    }

    private int page(int source, int target) {
      if (source == ListRows.ABSENT || target == ListRows.ABSENT) {
        return ListRows.ABSENT;
      }
      pagePairs.set(0, source / UrlNormalizer.SPELLINGS);
      pagePairs.set(1, target / UrlNormalizer.SPELLINGS);
      return pagePairs.id();
    }

    /**
     * Returns the number of each row's URL and spelling, or {@code ABSENT}.
     *
     * @param rowDomains receives the number of each row's domain; empty when none is needed
     */
    private int[] urlIds(LinkColumn urlColumn, int[] rowDomains) {
      Chunk.Column column = LinkCells.find(chunk, urlColumn);
      Arrays.fill(rowDomains, ListRows.ABSENT);
      if (column == null) {
        return absent();
      }
      int[] ids = new int[column.textCount()];
      int[] domainOfText = new int[rowDomains.length == 0 ? 0 : ids.length];
      for (int i = 0; i < ids.length; i++) {
        int from = column.textStart(i);
        int to = column.textEnd(i);
        urls.normalize(column.textBytes(), from, to);
        // a slash alone leaves no text
        int page = urls.length() == 0 ? 0 : 1 + pages.idOf(urls.text(), 0, urls.length());
        ids[i] = page * UrlNormalizer.SPELLINGS + urls.spelling();
        if (domainOfText.length > 0) {
          domainOfText[i] =
              urls.hostLength() == 0
                  ? ListRows.ABSENT
                  : domains.idOf(urls.host(), urls.hostLength());
        }
        if (column.mayBeCut(i) || mayBeRepaired(column.textBytes(), from, to)) {
          rows.setUrlsUncertain();
        }
      }
      for (int row = 0; row < rowDomains.length; row++) {
        int text = column.textId(row);
        rowDomains[row] = text < 0 ? ListRows.ABSENT : domainOfText[text];
      }
      return byRow(column, ids);
    }

    /** Returns whether a URL may have had invalid characters. */
    private boolean mayBeRepaired(byte[] bytes, int from, int to) {
      int at = ByteArrays.indexOfJsonSpecial(bytes, from, to);
      for (; at < to; at++) {
        if ((bytes[at] == '\\' && mayBeRepaired)
            || (to - at >= REPLACEMENT.length
                && ByteArrays.rangeEquals(bytes, at, REPLACEMENT, 0, REPLACEMENT.length))) {
          return true;
        }
      }
      return false;
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
