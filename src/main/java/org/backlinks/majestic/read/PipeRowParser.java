package org.backlinks.majestic.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.ByteArrays;
import org.backlinks.snapshot.CellType;

/**
 * Divides rows into cells. By the rule of upstream's own connectors, a single pipe separates two
 * cells, and a doubled pipe is a pipe inside a cell. If this rule gives too few cells, a {@link
 * SeparatorSolver} finds the separators.
 */
final class PipeRowParser {
  private final int columnCount;
  private final SeparatorSolver separatorSolver;

  /** The end of each cell. The array is longer than a row, so that extra cells are noticed. */
  private final int[] cellEnds;

  /** Whether each cell has doubled pipes. */
  private final boolean[] hasDoubledPipes;

  private int rowStart;
  private int cellCount;
  private boolean anyDoubledPipes;

  /** Creates a parser of rows that have one cell for each of these columns. */
  PipeRowParser(List<CellType> types) {
    columnCount = types.size();
    separatorSolver = new SeparatorSolver(types);
    cellEnds = new int[columnCount + 2];
    hasDoubledPipes = new boolean[columnCount + 2];
  }

  /**
   * Returns the names in a list of columns, which is written like a row. There is no name after a
   * pipe at its end.
   *
   * @throws UnreadableException when there are more than {@code maxColumns} names
   */
  static List<String> parseNames(String headers, int maxColumns) throws UnreadableException {
    PipeRowParser row = new PipeRowParser(Collections.nCopies(maxColumns, CellType.TEXT));
    byte[] text = headers.getBytes(StandardCharsets.UTF_8);
    row.splitAtSinglePipes(text, 0, text.length);
    row.dropEmptyLastCell(text.length);
    if (row.cellCount > maxColumns) {
      throw new UnreadableException("a table has more than " + maxColumns + " columns");
    }
    List<String> names = new ArrayList<>();
    for (int cell = 0; cell < row.cellCount; cell++) {
      int length = row.unescapeCell(text, cell);
      String name = new String(text, row.cellStart(cell), length, StandardCharsets.UTF_8);
      names.add(name.equals(" ") ? "" : name);
    }
    return names;
  }

  /**
   * Finds the cells of the row at {@code [from, to)}, and does not change its text.
   *
   * @return whether there is one cell for each column; {@link #cellStart} and {@link #unescapeCell}
   *     are valid only then
   */
  boolean tryParse(byte[] text, int from, int to) {
    splitAtSinglePipes(text, from, to);
    if (cellCount == columnCount + 1) {
      dropEmptyLastCell(to);
    }
    if (cellCount < columnCount && anyDoubledPipes) {
      solveSeparators(text, from, to);
    }
    return cellCount == columnCount;
  }

  private void solveSeparators(byte[] text, int from, int to) {
    int[] separators = separatorSolver.solve(Arrays.copyOfRange(text, from, to));
    if (separators != null) {
      for (int i = 0; i < columnCount - 1; i++) {
        cellEnds[i] = from + separators[i];
      }
      cellEnds[columnCount - 1] = to;
      Arrays.fill(hasDoubledPipes, true);
      cellCount = columnCount;
    }
  }

  /** Returns the index in the text at which the cell starts. */
  int cellStart(int cell) {
    return cell == 0 ? rowStart : cellEnds[cell - 1] + 1;
  }

  /** Replaces each doubled pipe of the cell by one pipe, in place; returns the new length. */
  int unescapeCell(byte[] text, int cell) {
    int from = cellStart(cell);
    int to = cellEnds[cell];
    if (!hasDoubledPipes[cell]) {
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

  private void splitAtSinglePipes(byte[] text, int from, int to) {
    rowStart = from;
    cellCount = 0;
    if (anyDoubledPipes) {
      Arrays.fill(hasDoubledPipes, false);
      anyDoubledPipes = false;
    }
    int pipe = ByteArrays.indexOf(text, from, to, '|');
    while (pipe < to) {
      int next = pipe + 1;
      if (next < to && text[next] == '|') {
        while (next < to && text[next] == '|') {
          next++;
        }
        hasDoubledPipes[cellCount] = true;
        anyDoubledPipes = true;
      } else if (cellCount < cellEnds.length - 1) {
        cellEnds[cellCount++] = pipe;
      } else {
        break;
      }
      pipe = ByteArrays.indexOf(text, next, to, '|');
    }
    Arrays.fill(cellEnds, cellCount, cellEnds.length, to);
    cellCount++;
  }

  private void dropEmptyLastCell(int to) {
    if (cellStart(cellCount - 1) == to) {
      cellCount--;
    }
  }
}
