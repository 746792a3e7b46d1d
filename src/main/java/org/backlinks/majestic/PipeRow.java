package org.backlinks.majestic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.backlinks.snapshot.CellType;

/**
 * Cuts rows into cells: a single pipe separates two cells, a doubled one is a pipe inside a cell.
 * Where that rule of upstream's own connectors gives too few cells, a {@link Realigner} looks for
 * the cells that can have been written so.
 */
final class PipeRow {
  private final int columns;
  private final Realigner realigner;

  /** Where each cell ends; with room to see that there are too many. */
  private final int[] ends;

  private int count;
  private boolean doubled;

  /** Cuts rows that have a cell for each of these columns. */
  PipeRow(List<CellType> types) {
    columns = types.size();
    realigner = new Realigner(types);
    ends = new int[columns + 2];
  }

  /**
   * The names in a table's list of columns, which is written as a row is; after a last pipe comes
   * none.
   */
  static List<String> names(String headers, int most) throws UnreadableException {
    PipeRow row = new PipeRow(Collections.nCopies(most, CellType.TEXT));
    char[] text = headers.toCharArray();
    row.cutAtSinglePipes(text, text.length);
    row.dropEmptyLast(text.length);
    if (row.count > most) {
      throw new UnreadableException("a table has more than " + most + " columns");
    }
    List<String> names = new ArrayList<>();
    for (int cell = 0; cell < row.count; cell++) {
      String name = new String(text, row.from(cell), row.undouble(text, cell));
      names.add(name.equals(" ") ? "" : name);
    }
    return names;
  }

  /**
   * Finds the cells of a row and leaves its text as it is.
   *
   * @return whether there is one for each column, so that {@link #from} and {@link #undouble} know
   *     them
   */
  boolean cut(char[] text, int length) {
    cutAtSinglePipes(text, length);
    if (count == columns + 1) {
      dropEmptyLast(length);
    }
    if (count < columns && doubled) {
      int[] separators = realigner.separators(text, length);
      if (separators != null) {
        System.arraycopy(separators, 0, ends, 0, columns - 1);
        ends[columns - 1] = length;
        count = columns;
      }
    }
    return count == columns;
  }

  /** Where the cell starts in the row's text. */
  int from(int cell) {
    return cell == 0 ? 0 : ends[cell - 1] + 1;
  }

  /** Makes one pipe of two in the cell, in place, and returns the length of what is left. */
  int undouble(char[] text, int cell) {
    int from = from(cell);
    int to = ends[cell];
    if (!doubled) {
      return to - from;
    }
    int at = from;
    for (int i = from; i < to; i++) {
      text[at++] = text[i];
      if (text[i] == '|' && i + 1 < to && text[i + 1] == '|') {
        i++;
      }
    }
    return at - from;
  }

  private void cutAtSinglePipes(char[] text, int length) {
    count = 0;
    doubled = false;
    for (int i = 0; i < length; i++) {
      if (text[i] != '|') {
        continue;
      }
      int start = i;
      while (i + 1 < length && text[i + 1] == '|') {
        i++;
      }
      if (i > start) {
        doubled = true;
      } else if (count < ends.length - 1) {
        ends[count++] = start;
      } else {
        break;
      }
    }
    Arrays.fill(ends, count, ends.length, length);
    count++;
  }

  private void dropEmptyLast(int length) {
    if (from(count - 1) == length) {
      count--;
    }
  }
}
