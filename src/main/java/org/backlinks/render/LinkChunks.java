package org.backlinks.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Table;

/** Finds the chunks of link rows. The rows of all lists are numbered from 0 in payload order. */
final class LinkChunks {
  private static final List<String> SCOPE_NAMES =
      Arrays.stream(Scope.values()).map(Scope::wireName).toList();

  /**
   * A chunk with rows of a page.
   *
   * @param skippedRows the number of its rows before the page
   */
  record PageChunk(Table table, ChunkRef ref, int skippedRows) {}

  private final List<Table> lists;
  private final int totalRows;

  LinkChunks(Manifest manifest) {
    this.lists = manifest.linkTables(SCOPE_NAMES);
    this.totalRows = lists.stream().mapToInt(Table::rowCount).sum();
  }

  /** Returns the lists of links in payload order. */
  List<Table> lists() {
    return lists;
  }

  /** Returns the number of rows of all lists. */
  int totalRows() {
    return totalRows;
  }

  /** Returns the chunks that hold {@code count} rows from row {@code from} on. */
  List<PageChunk> ofRows(int from, int count) {
    List<PageChunk> chunks = new ArrayList<>();
    int toSkip = from;
    int rowsLeft = count;
    for (Table list : lists) {
      for (ChunkRef ref : list.chunks()) {
        if (toSkip >= ref.rowCount()) {
          toSkip -= ref.rowCount();
        } else if (rowsLeft > 0) {
          chunks.add(new PageChunk(list, ref, toSkip));
          rowsLeft -= ref.rowCount() - toSkip;
          toSkip = 0;
        }
      }
    }
    return chunks;
  }

  /** Returns the chunk that holds a row. */
  ChunkRef ofRow(int row) {
    return ofRows(row, 1).getFirst().ref();
  }
}
