package org.backlinks.render;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.snapshot.CellParser;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.KnownColumn;
import org.jspecify.annotations.Nullable;

/**
 * Writes the cells of rows as fields of their types. A cell without a value becomes an absent
 * field. A cell that can't be read as its type goes to {@code extra} at the end of its row.
 */
final class CellWriter {
  private final RowWriter out;
  private final int maxTextBytes;

  /** The columns whose cells in the current row have no field. */
  private final List<Chunk.Column> leftoverColumns = new ArrayList<>();

  /**
   * @param maxTextBytes the maximum bytes of a text and of a column's name under {@code extra}. A
   *     longer text is cut; a cell under a longer name is left out
   */
  CellWriter(RowWriter out, int maxTextBytes) {
    this.out = out;
    this.maxTextBytes = maxTextBytes;
  }

  /** Returns the writer of the rows. */
  RowWriter out() {
    return out;
  }

  /** Writes the row's cell as a field. */
  void writeCell(FieldName name, CellType type, Chunk.@Nullable Column column, int row) {
    writeCell(name, type, column, row, 0);
  }

  /** Writes the row's cell as the number of a referring domain, with a base added. */
  void writeDomainId(FieldName name, Chunk.@Nullable Column column, int row, long base) {
    writeCell(name, CellType.NUMBER_OR_UNKNOWN, column, row, base);
  }

  private void writeCell(
      FieldName name, CellType type, Chunk.@Nullable Column column, int row, long base) {
    if (column == null || !isReadable(type, column, row)) {
      out.writeAbsent(name);
      return;
    }
    byte[] text = column.textBytes();
    int from = column.cellStart(row);
    int to = column.cellEnd(row);
    switch (type) {
      case TEXT -> out.writeString(name, text, from, truncatedEnd(text, from, to));
      case NUMBER -> out.writeDigits(name, text, from, to);
      case NUMBER_OR_UNKNOWN -> writeNumberOrUnknown(name, text, from, to, base);
      case FLAG -> out.writeBoolean(name, CellParser.parseFlag(text, from, to));
      case DATE -> out.writeString(name, text, from, to);
    }
  }

  private void writeNumberOrUnknown(FieldName name, byte[] text, int from, int to, long base) {
    if (isUnknown(text, from, to)) {
      out.writeAbsent(name);
    } else if (base == 0) {
      out.writeDigits(name, text, from, to);
    } else {
      long sum = CellParser.parseNumber(text, from, to) + base;
      byte[] digits = Long.toString(sum).getBytes(StandardCharsets.US_ASCII);
      out.writeDigits(name, digits, 0, digits.length);
    }
  }

  private static boolean isUnknown(byte[] text, int from, int to) {
    return to - from == 2 && text[from] == '-' && text[from + 1] == '1';
  }

  /** Writes an absent field instead of the row's cell. An unreadable cell still goes to extra. */
  void omitCell(FieldName name, CellType type, Chunk.@Nullable Column column, int row) {
    if (column != null) {
      isReadable(type, column, row);
    }
    out.writeAbsent(name);
  }

  /** Writes the row's topics. Topics for which the format has no place go to extra. */
  void writeTopics(
      FieldName name, KnownColumn column, List<ColumnBinding.TopicColumns> topics, int row) {
    out.beginTopics(name, column);
    for (ColumnBinding.TopicColumns topic : topics) {
      Chunk.Column value = topic.valueColumn();
      boolean hasName = topic.nameColumn().hasCell(row);
      boolean hasValue = value != null && isReadable(column.type(), value, row);
      if (hasName || hasValue) {
        if (out.tryBeginTopic()) {
          writeCell(FieldNames.NAME, CellType.TEXT, topic.nameColumn(), row);
          writeCell(FieldNames.TRUST_FLOW, column.type(), hasValue ? value : null, row);
          out.endTopic();
        } else {
          addLeftover(hasName, topic.nameColumn());
          addLeftover(hasValue, value);
        }
      }
    }
    out.endTopics();
  }

  /** Returns whether the row has a readable cell. An unreadable cell goes to extra. */
  private boolean isReadable(CellType type, Chunk.Column column, int row) {
    if (!column.hasCell(row)) {
      return false;
    }
    boolean isReadable =
        type.canRead(column.textBytes(), column.cellStart(row), column.cellEnd(row));
    addLeftover(!isReadable, column);
    return isReadable;
  }

  private void addLeftover(boolean hasCell, Chunk.@Nullable Column column) {
    if (hasCell && column != null) {
      leftoverColumns.add(column);
    }
  }

  /** Writes the cells of the columns without a field, and this row's cells without a field. */
  void writeExtra(List<ColumnBinding.UnboundColumn> unboundColumns, int row) {
    out.beginExtra();
    for (ColumnBinding.UnboundColumn unbound : unboundColumns) {
      writeExtra(unbound.name(), unbound.column(), row);
    }
    for (Chunk.Column column : leftoverColumns) {
      writeExtra(FieldName.of(column.name()), column, row);
    }
    leftoverColumns.clear();
    out.endExtra();
  }

  private void writeExtra(FieldName name, Chunk.Column column, int row) {
    if (column.hasCell(row) && name.jsonMember().length <= maxTextBytes) {
      byte[] text = column.textBytes();
      int from = column.cellStart(row);
      out.writeExtra(name, text, from, truncatedEnd(text, from, column.cellEnd(row)));
    }
  }

  /** Returns where a text ends. A long text is cut after a whole character. */
  private int truncatedEnd(byte[] text, int from, int to) {
    if (to - from <= maxTextBytes) {
      return to;
    }
    int end = from + maxTextBytes;
    while (end > from && (text[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }
}
