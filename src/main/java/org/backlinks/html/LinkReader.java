package org.backlinks.html;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.CellParser;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.LinkCells;
import org.backlinks.snapshot.LinkColumn;
import org.backlinks.snapshot.PackedChunk;
import org.backlinks.snapshot.ReadBatches;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/** Reads links of a report. The rows of all lists are numbered from 0 in payload order. */
final class LinkReader {
  private static final List<String> SCOPE_NAMES =
      Arrays.stream(Scope.values()).map(Scope::wireName).toList();

  /** The flags that a page shows, and their words. */
  private static final Map<LinkColumn, String> MARKS =
      Collections.unmodifiableMap(
          new EnumMap<>(
              Map.of(
                  LinkColumn.FLAG_NOFOLLOW, "nofollow",
                  LinkColumn.FLAG_DELETED, "deleted",
                  LinkColumn.FLAG_REDIRECT, "redirect",
                  LinkColumn.FLAG_FRAME, "frame",
                  LinkColumn.FLAG_IMAGE, "image",
                  LinkColumn.FLAG_ALT_TEXT, "alt text",
                  LinkColumn.FLAG_MENTION, "mention")));

  private final Snapshot snapshot;
  private final List<ListChunk> chunks = new ArrayList<>();
  private final int totalRows;

  /** The chunk of the row that was read last. The rows of changes are often close together. */
  private @Nullable ListChunk lastChunk;

  private @Nullable Chunk lastUnpacked;

  /** A chunk of a list, and the number of its first row. */
  private record ListChunk(ChunkRef ref, String scope, int firstRow) {
    int endRow() {
      return firstRow + ref.rowCount();
    }
  }

  /**
   * A row of a chunk.
   *
   * @param scope the wire name of the list's scope
   * @param index the number of the row in its chunk, from 0
   */
  record Row(Chunk chunk, String scope, int index) {}

  LinkReader(Snapshot snapshot) {
    this.snapshot = snapshot;
    int rows = 0;
    for (Table list : snapshot.manifest().linkTables(SCOPE_NAMES)) {
      for (ChunkRef ref : list.chunks()) {
        chunks.add(new ListChunk(ref, String.valueOf(list.scope()), rows));
        rows += ref.rowCount();
      }
    }
    this.totalRows = rows;
  }

  /** Returns the number of rows of all lists. */
  int totalRows() {
    return totalRows;
  }

  /** Reads {@code count} rows from row {@code from} on, or those that there are. */
  List<Link> read(int from, int count) throws IOException {
    int to = Math.min(totalRows, from + count);
    List<ListChunk> needed =
        chunks.stream().filter(chunk -> chunk.firstRow < to && chunk.endRow() > from).toList();
    List<Link> links = new ArrayList<>();
    int next = 0;
    for (List<ChunkRef> batch : ReadBatches.of(needed.stream().map(ListChunk::ref).toList())) {
      for (PackedChunk packed : snapshot.readPacked(batch)) {
        ListChunk listChunk = needed.get(next++);
        Chunk chunk = packed.unpack();
        int end = Math.min(to, listChunk.endRow());
        for (int row = Math.max(from, listChunk.firstRow); row < end; row++) {
          links.add(link(new Row(chunk, listChunk.scope, row - listChunk.firstRow)));
        }
      }
    }
    return links;
  }

  /** Reads one row. */
  Row read(int row) throws IOException {
    ListChunk listChunk =
        chunks.stream()
            .filter(chunk -> chunk.firstRow <= row && row < chunk.endRow())
            .findFirst()
            .orElseThrow();
    if (!listChunk.equals(lastChunk)) {
      lastUnpacked = snapshot.readChunk(listChunk.ref);
      lastChunk = listChunk;
    }
    return new Row(Objects.requireNonNull(lastUnpacked), listChunk.scope, row - listChunk.firstRow);
  }

  /** Returns the link of a row. */
  static Link link(Row row) {
    String language = cell(row, LinkColumn.SOURCE_LANGUAGE_NAME);
    return new Link(
        row.scope,
        cell(row, LinkColumn.SOURCE_URL),
        cell(row, LinkColumn.SOURCE_TITLE),
        language == null ? cell(row, LinkColumn.SOURCE_LANGUAGE) : language,
        cell(row, LinkColumn.ANCHOR_TEXT),
        cell(row, LinkColumn.TARGET_URL),
        cell(row, LinkColumn.LINK_TYPE),
        number(row, LinkColumn.SOURCE_CITATION_FLOW),
        number(row, LinkColumn.SOURCE_TRUST_FLOW),
        cell(row, LinkColumn.FIRST_INDEXED),
        cell(row, LinkColumn.LAST_SEEN),
        cell(row, LinkColumn.LOST_ON),
        cell(row, LinkColumn.LOST_REASON),
        LinkCells.LifeColumns.of(row.chunk).isDead(row.index),
        marks(row));
  }

  private static List<String> marks(Row row) {
    List<String> marks = new ArrayList<>();
    MARKS.forEach((column, word) -> {
      Chunk.Column cells = readable(row, column);
      if (cells != null
          && CellParser.parseFlag(
              cells.textBytes(), cells.cellStart(row.index), cells.cellEnd(row.index))) {
        marks.add(word);
      }
    });
    return marks;
  }

  private static @Nullable Long number(Row row, LinkColumn column) {
    String digits = cell(row, column);
    return digits == null ? null : Long.valueOf(digits);
  }

  private static @Nullable String cell(Row row, LinkColumn column) {
    Chunk.Column cells = readable(row, column);
    return cells == null ? null : cells.cellText(row.index);
  }

  /** Returns a column if the row has a cell in it that can be read as its type, else null. */
  private static Chunk.@Nullable Column readable(Row row, LinkColumn column) {
    Chunk.Column cells = row.chunk.findColumn(column.upstreamName());
    return cells != null
            && cells.hasCell(row.index)
            && column
                .type()
                .canRead(cells.textBytes(), cells.cellStart(row.index), cells.cellEnd(row.index))
        ? cells
        : null;
  }
}
